import pytest

from assistant.condense import condense

RUSSIA = "Does Russia support the American withdrawal from Afghanistan?"


@pytest.mark.parametrize(
    ("follow_up", "previous", "expected"),
    [
        ("And NATO?", RUSSIA, "Does NATO support the American withdrawal from Afghanistan?"),
        ("What about NATO?", RUSSIA, "Does NATO support the American withdrawal from Afghanistan?"),
        ("And 2023?", "What was the profit of Varnholt in 2022?", "What was the profit of Varnholt in 2023?"),
        ("And in 2023?", "What was the profit of Varnholt?", "What was the profit of Varnholt in 2023?"),
        ("No, the 2019 one", "Who won the cup in 2018?", "Who won the cup in 2019?"),
        ("When was she born?", "Who was Wilhelmina Casterlane?", "When was Wilhelmina Casterlane born?"),
        ("What is its capital?", "Where is Norway?", "What is Norway's capital?"),
        ("Why?", "Why did the Kestrel run aground?", "Why: Why did the Kestrel run aground?"),
    ],
)
def test_a_follow_up_stands_alone(follow_up: str, previous: str, expected: str):
    assert condense(follow_up, [(previous, "an answer")]) == expected


@pytest.mark.parametrize("question", [RUSSIA, "How many people were injured on the Kestrel?", "What is a spring tide?"])
def test_a_full_question_is_left_alone(question: str):
    assert condense(question, [("Who was Wilhelmina Casterlane?", "A cartographer.")]) == question


def test_without_history_nothing_changes():
    assert condense("And NATO?", []) == "And NATO?"
