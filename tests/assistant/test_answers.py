"""Questions as people ask them, also the odd ones."""

import pytest

from assistant import Assistant


def test_an_empty_library_says_so(tmp_path):
    with Assistant.open(tmp_path) as assistant:
        answer = assistant.ask("Is anybody there?")
    assert answer.abstained
    assert "empty" in answer.text


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_is_asked_for(small: Assistant, question: str):
    answer = small.ask(question)
    assert answer.abstained
    assert "question" in answer.text


def test_a_huge_question_is_refused_at_once(small: Assistant):
    answer = small.ask("why " * 25_000)
    assert answer.abstained
    assert "100,000" in answer.text or "99,999" in answer.text


def test_a_question_in_another_language_is_no_error(small: Assistant):
    answer = small.ask("Wie hoch ist der Eiffelturm in Paris?")
    assert answer.question == "Wie hoch ist der Eiffelturm in Paris?"


def test_an_off_topic_question_is_declined_with_what_was_searched(sample: Assistant):
    answer = sample.ask("Who invented the telephone?")
    assert answer.abstained
    assert answer.statements == ()
    assert "17 documents" in answer.text
    assert answer.nearest


def test_a_follow_up_is_searched_as_a_full_question(sample: Assistant):
    first = "Does Russia support the American withdrawal from Afghanistan?"
    answer = sample.ask("And NATO?", history=[(first, "...")])
    assert answer.question == "Does NATO support the American withdrawal from Afghanistan?"


def test_debris_is_never_quoted(sample: Assistant):
    answer = sample.ask("What are required fields marked with in the comment form, and is my email address published?")
    assert not any("Required fields" in c.quote.text for c in answer.citations)
