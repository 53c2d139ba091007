"""Conflicts about one fact stand together, with everybody on their side."""

import datetime
from itertools import combinations, pairwise

import pytest

from assistant import Assistant, Conflict, Quote, group_conflicts
from assistant.places import sample_articles
from index import Library
from tests.fakes import SayingJudge


def quote(document: str, text: str, start: int = 0, date: datetime.date | None = None) -> Quote:
    return Quote(
        document_id=document, title=document, date=date, path=f"/{document}.txt", start=start,
        end=start + len(text), text=text, sha256="0" * 64,
    )  # fmt: skip


def conflict(left: Quote, right: Quote, left_words: str = "", right_words: str = "", score: float = 0.9) -> Conflict:
    def marks(side: Quote, words: str) -> tuple:
        return ((side.text.index(words), side.text.index(words) + len(words)),) if words else ()

    return Conflict(
        left=left, right=right, kind="number", score=score, reason=f"“{left_words}” against “{right_words}”",
        scope="across", left_marks=marks(left, left_words), right_marks=marks(right, right_words),
    )  # fmt: skip


def documents(group, side: int) -> list[str]:
    return [q.document_id for q in group.sides[side].quotes]


LATE, EARLY = datetime.date(2025, 3, 9), datetime.date(2025, 3, 8)


def test_three_that_say_twelve_stand_against_one_that_says_twenty_one():
    one = quote("one", "There were 21 aboard.")
    three = [quote(d, f"All 12 aboard, says {d}.", date=day) for d, day in (("a", LATE), ("b", EARLY), ("c", None))]
    (group,) = group_conflicts([conflict(one, other, "21", "12") for other in three])
    assert [documents(group, 0), documents(group, 1)] == [["b", "a", "c"], ["one"]]
    assert [side.says for side in group.sides] == [("12",), ("21",)]
    assert group.summary == "“12” (3 quotations of 3 documents) against “21” (1 quotation of 1 document)"
    assert len(group.conflicts) == 3


def test_another_fact_of_the_same_sentence_is_another_group():
    both = quote("a", "Built in 1912 for 4 million pounds.")
    year = conflict(both, quote("b", "Built in 1921."), "1912", "1921")
    price = conflict(both, quote("c", "It cost 6 million pounds."), "4 million", "6 million", score=0.8)
    assert [group.conflicts for group in group_conflicts([year, price])] == [(year,), (price,)]


def test_whoever_contradicts_the_other_side_stands_on_this_one():
    chain = [quote(name, "It is so.") for name in "abcd"]
    (group,) = group_conflicts([conflict(left, right) for left, right in pairwise(chain)])
    assert [documents(group, 0), documents(group, 1)] == [["a", "c"], ["b", "d"]]


def test_three_figures_make_three_sides():
    said = {"a": "12", "b": "21", "c": "30", "d": "30"}
    quotes = {name: quote(name, f"There were {figure}.") for name, figure in said.items()}
    pairs = [(a, b) for a, b in combinations(said, 2) if said[a] != said[b]]
    (group,) = group_conflicts([conflict(quotes[a], quotes[b], said[a], said[b]) for a, b in pairs])
    assert [side.says for side in group.sides] == [("30",), ("12",), ("21",)]
    assert documents(group, 0) == ["c", "d"]


def test_where_there_are_no_sides_each_pair_stands_alone():
    quotes = [quote(name, "It is so.") for name in "abc"]
    pairs = [conflict(a, b) for a, b in combinations(quotes, 2)]
    assert [group.conflicts for group in group_conflicts(pairs)] == [(pair,) for pair in pairs]


def test_every_conflict_is_in_one_group_in_the_order_of_the_list():
    pairs = [conflict(quote(f"l{n}", "It is so."), quote(f"r{n % 3}", "It isn't."), score=1 - n / 10) for n in range(9)]
    groups = group_conflicts(pairs)
    assert sorted((c for group in groups for c in group.conflicts), key=lambda c: -c.score) == pairs
    assert [group.conflicts[0] for group in groups] == pairs[:3]
    assert group_conflicts([]) == []


@pytest.fixture
def founding(library: Library) -> Assistant:
    """The founding article, under a judge that finds its three labelled pairs."""
    library.add(next(path for path in sample_articles() if path.name.startswith("russia")))
    for_it = "Russia has been in favour of the US military withdrawal"
    against_it = ("Russia Stands Against US Pull-Out", "stood behind the American military", "come out against the US")
    return Assistant(library, judge=SayingJudge(*((words, for_it) for words in against_it)))


def test_the_founding_articles_three_conflicts_are_one_group_with_all_its_sides(founding: Assistant):
    found = founding.conflicts()
    assert len(found) == 3
    (group,) = group_conflicts(found)
    assert [len(side.quotes) for side in group.sides] == [3, 1]
    assert "in favour of the US military withdrawal" in group.sides[1].quotes[0].text
