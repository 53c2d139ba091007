"""Finding conflicts: on the sample library, and what the finder does with what it finds."""

import json
from pathlib import Path

import pytest

from assistant import Assistant, Conflict
from assistant.claims import is_claim
from assistant.places import sample_articles
from index import Kind, Sentence

LABELS = json.loads((sample_articles()[0].parent / "labels.json").read_text(encoding="utf-8"))
FOUNDING = "russia-afghanistan-withdrawal.txt"


def in_words(text: str) -> str:
    return " ".join(text.split())


def sides(conflict: Conflict) -> frozenset[tuple[str, str]]:
    return frozenset((Path(q.path).name, in_words(q.text)) for q in (conflict.left, conflict.right))


def labelled(rows: list[dict]) -> list[frozenset[tuple[str, str]]]:
    return [frozenset((side["file"], in_words(side["text"])) for side in (r["left"], r["right"])) for r in rows]


def of_founding(pairs: list[frozenset[tuple[str, str]]]) -> list[frozenset[tuple[str, str]]]:
    return [pair for pair in pairs if {file for file, _ in pair} == {FOUNDING}]


@pytest.fixture(scope="module")
def conflicts(sample: Assistant) -> list[Conflict]:
    return sample.conflicts()


def test_the_founding_articles_conflicts_are_found(conflicts: list[Conflict]):
    found = {sides(conflict) for conflict in conflicts}
    missing = [pair for pair in of_founding(labelled(LABELS["conflicts"])) if pair not in found]
    assert not missing


def test_the_founding_articles_near_misses_are_not(conflicts: list[Conflict]):
    found = {sides(conflict) for conflict in conflicts}
    assert not [pair for pair in of_founding(labelled(LABELS["not_conflicts"])) if pair in found]


def test_both_sides_are_slices_of_their_sources(sample: Assistant, conflicts: list[Conflict]):
    for conflict in conflicts:
        for quote, marks in ((conflict.left, conflict.left_marks), (conflict.right, conflict.right_marks)):
            assert sample.library.text(quote.document_id)[quote.start : quote.end] == quote.text
            assert all(0 <= a < b <= len(quote.text) for a, b in marks)
        assert conflict.scope == ("within" if conflict.left.document_id == conflict.right.document_id else "across")


def test_a_second_scan_judges_nothing_again(sample: Assistant, conflicts: list[Conflict]):
    again = sample.scan()
    assert again.pairs > 0
    assert again.pairs_judged_now == 0
    assert again.conflicts == conflicts


def test_about_narrows_to_a_topic(sample: Assistant, conflicts: list[Conflict]):
    about = sample.conflicts(about="withdrawal from Afghanistan")
    assert about
    assert {sides(c) for c in about} <= {sides(c) for c in conflicts}
    assert all(FOUNDING in {file for file, _ in sides(c)} for c in about)


def test_only_given_documents_are_compared(sample: Assistant):
    document = next(d for d in sample.library.documents() if d.path.endswith(FOUNDING))
    found = sample.conflicts(documents=[document.id])
    assert found
    assert {q.document_id for c in found for q in (c.left, c.right)} == {document.id}
    assert sample.conflicts(documents=[]) == []


def test_a_lower_score_shows_more(sample: Assistant, conflicts: list[Conflict]):
    assert len(sample.conflicts(min_score=0.05)) > len(conflicts)


def test_an_answer_shows_what_the_sources_say_otherwise(sample: Assistant):
    answer = sample.ask("Does Russia support the American withdrawal from Afghanistan?")
    wanted = set(of_founding(labelled(LABELS["conflicts"])))
    assert wanted & {sides(conflict) for conflict in answer.conflicts}


@pytest.mark.parametrize(
    ("text", "kind", "claims"),
    [
        ("The bridge was opened on Friday.", Kind.PARAGRAPH, True),
        ("Who opened the bridge?", Kind.PARAGRAPH, False),
        ("Leave a Reply", Kind.DEBRIS, False),
        ("Installation", Kind.HEADING, False),
        ("Council votes to close the swimming baths", Kind.HEADING, True),
        ("x = open(path)", Kind.CODE, False),
    ],
)
def test_what_counts_as_a_claim(text: str, kind: Kind, claims: bool):
    sentence = Sentence(id=1, document_id="d", passage_id=1, start=0, end=len(text), text=text, format="txt", kind=kind)
    assert is_claim(sentence) is claims
