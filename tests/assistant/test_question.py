import pytest

from assistant.deciding import as_statement
from assistant.question import asks_for, holds


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When did the ferry strike the rock?", "date"),
        ("In what year was the school founded?", "date"),
        ("How old was the Kestrel?", "age"),
        ("How many people were on board?", "count"),
        ("What percentage of voters stayed at home?", "count"),
        ("How much did the bridge cost?", "money"),
        ("How far is the island from the shore?", "length"),
        ("Who gave the order?", "person"),
        ("Where was the ferry built?", "place"),
        ("Why did the ferry run aground?", "reason"),
        ("List all the ingredients.", "list"),
        ("Compare Varnholt and Aldermoor.", "compare"),
        ("Is the bridge open to lorries?", "yes_no"),
        ("What is a spring tide?", "other"),
    ],
)
def test_what_a_question_asks_for(question: str, asks: str):
    assert asks_for(question) == asks


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("When did it open?", "It opened in May 2019.", True),
        ("When did it open?", "It opened to great applause.", False),
        ("What happened in 2019, and when did it open in 2019?", "In 2019 it opened.", False),
        ("How old was the Kestrel?", "The Kestrel struck a rock at twenty past six.", False),
        ("How old was the Kestrel?", "The Kestrel was built in 1987.", True),
        ("How many were hurt?", "Nine people were injured.", True),
        ("How many were hurt?", "Nobody could say.", False),
        ("Who cut the ribbon?", "Mayor Colin Braddock cut it.", True),
        ("Where is it?", "It stands at Oakwell.", True),
        ("Why did it sink?", "It sank because a valve failed.", True),
        ("What is it?", "It is a bridge.", None),
    ],
)
def test_whether_a_sentence_holds_such_an_answer(question: str, sentence: str, expected: bool | None):
    assert holds(asks_for(question), sentence, question) is expected


def test_a_question_is_made_a_statement():
    assert as_statement("Hasn't the bridge been closed?") == "The bridge been closed."
    assert as_statement("Was anyone hurt?") == "Someone hurt."
