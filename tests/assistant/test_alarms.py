"""What needs no model to be seen as wrong, and what must not be taken for wrong."""

import pytest

from assistant.alarms import find_alarm
from assistant.clauses import claims_in, clauses_in


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("The church was consecrated in 1421.", "The church was begun in 1421 and consecrated in 1467."),
        ("The fine was raised to $500.", "The fine has been raised from $500 to $800."),
        ("Novak scored the winning goal.", "The winning goal was scored by Petrossian after a pass from Novak."),
        ("Peru has withdrawn its ambassador.", "Bolivia has withdrawn its ambassador in protest."),
        ("The feature is enabled by default.", "The feature is disabled by default."),
        ("The bridge will not close in May.", "The bridge is to close in May."),
        ("The phone is waterproof.", "The maker claims that the phone is waterproof."),
        ("The dam was badly built.", "“The dam was badly built,” Petra Novotny told the committee."),
        ("The museum has 60,000 visitors a year.", "Some 90,000 people visit the museum every year."),
    ],
)
def test_what_the_source_says_otherwise_is_contradicted(statement: str, source: str):
    alarm = find_alarm(statement, source)
    assert alarm is not None
    assert alarm.label == "contradicted"


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("The minister will resign.", "The minister may resign if the vote is lost."),
        ("Every teacher at the school signed.", "Eleven teachers at the school signed."),
        ("The firm went bankrupt because of the lawsuit.", "The firm went bankrupt in March."),
        ("The tower is the tallest building.", "The tower is 310 metres tall."),
        ("It seats 340 guests.", "The restaurant is open every evening."),
    ],
)
def test_what_goes_beyond_the_source_is_unsupported(statement: str, source: str):
    alarm = find_alarm(statement, source)
    assert alarm is not None
    assert alarm.label == "unsupported"


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("One in five trees is diseased.", "Wardens found disease in 20 per cent of the trees."),
        ("The union said its members were threatened.", "Its members were threatened, according to the union."),
        ("Both entrances were shut.", "The two entrances were closed, and the owner said no more."),
        ("Dogs may be taken along.", "Visitors may bring dogs."),
        ("Yale graduated many presidents.", "Yale University graduated many presidents."),
        ("The European Central Bank prints money.", "The ECB prints money."),
        ("The shop opened in 2019.", "The shop did not open until 2019."),
        ("The flag has three stripes.", "The flag shows a green, a white and a blue stripe."),
    ],
)
def test_other_words_for_the_same_are_no_alarm(statement: str, source: str):
    assert find_alarm(statement, source) is None


def test_a_name_may_come_from_what_stands_round_the_source():
    statement, source = "The Casterlane prize was lost twice.", "She lost the prize twice."
    assert find_alarm(statement, source) is not None
    assert find_alarm(statement, source, context="Wilhelmina Casterlane, a life") is None


def test_claims_are_cut_where_a_new_subject_begins():
    assert claims_in("The firm closed its works, and the union has called a strike.") == [
        "The firm closed its works",
        "the union has called a strike.",
    ]
    assert claims_in("The stall sells apples, pears and plums.") == ["The stall sells apples, pears and plums."]


def test_a_clause_without_a_subject_gets_the_one_before():
    assert clauses_in("The church was begun in 1421 and consecrated in 1467.") == [
        "The church was begun in 1421",
        "The church consecrated in 1467.",
    ]
