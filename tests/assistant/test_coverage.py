"""A scan says what it looked at, and what it could not."""

import pytest

from assistant import Assistant, ModelError
from assistant.claims import why_no_claim
from index import Kind, Library, Sentence
from tests.conftest import Write
from tests.fakes import FailingJudge, SayingJudge

PRICES = ("cost 4.2 million", "cost 6.8 million")
ARTICLE = """# Notes

The new bridge over the Tarn cost 4.2 million pounds. Who paid for all of that bridge? Not us.

The new bridge over the Tarn cost 6.8 million pounds. The new bridge over the Tarn cost 6.8 million pounds.

    bridge = build("Tarn", 4.2)
"""


def test_every_sentence_is_counted_and_what_is_left_out_has_a_reason(library: Library, write: Write):
    library.add(write("notes.md", ARTICLE))
    findings = Assistant(library, judge=SayingJudge(PRICES)).scan()
    assert findings.claims == 2
    assert findings.left_out == {"fragment": 2, "question": 1, "repeated": 1, "code": 1}
    assert findings.claims + findings.sentences_left_out == library.catalog.counts()[2]
    assert "Left out 5 sentences (fragment 2, " in findings.coverage


def test_pairs_are_counted_by_who_knew_them(library: Library, write: Write):
    library.add(write("notes.md", ARTICLE))
    assistant = Assistant(library, judge=SayingJudge(PRICES))
    first, second = assistant.scan(), assistant.scan()
    assert (first.pairs, first.pairs_judged_now, first.pairs_from_cache) == (1, 1, 0)
    assert (second.pairs, second.pairs_judged_now, second.pairs_from_cache) == (1, 0, 1)
    assert "Compared 2 claims in 1 pair: 0 judged now, 1 known from before, 0 failed." in second.coverage
    assert second.conflicts == first.conflicts != []


def test_a_judge_that_fails_on_some_pairs_is_told_and_the_rest_is_found(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("assistant.contradictions.PAIRS_AT_ONCE", 1)
    library.add([write("notes.md", ARTICLE), write("ferry.txt", "The new ferry over the Tarn cost 4.2 million.")])
    findings = Assistant(library, judge=FailingJudge("ferry", PRICES)).scan()
    assert len(findings.conflicts) == 1
    assert (findings.pairs, findings.pairs_judged_now, findings.pairs_failed) == (3, 1, 2)
    assert "2 failed. The judge saying failed (RuntimeError: out of memory)." in findings.coverage


def test_a_judge_that_fails_on_all_pairs_is_an_error(library: Library, write: Write):
    library.add(write("notes.md", ARTICLE))
    with pytest.raises(ModelError, match="out of memory"):
        Assistant(library, judge=FailingJudge("bridge")).scan()


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("The bridge was opened on Friday.", Kind.PARAGRAPH, None),
        ("Who opened the bridge on Friday?", Kind.PARAGRAPH, "question"),
        ("These opened the bridge on Friday:", Kind.PARAGRAPH, "lead-in"),
        ("See the table of all bridges.", Kind.PARAGRAPH, "pointer"),
        ("Leave a Reply to this article", Kind.DEBRIS, "debris"),
        ("x = open(path)", Kind.CODE, "code"),
        ("Bridge | 4.2 million | 2024", Kind.TABLE, "table"),
        ("Not the bridge.", Kind.PARAGRAPH, "fragment"),
        ("The bridge over Tarn", Kind.HEADING, "fragment"),
    ],
)
def test_why_a_sentence_is_left_out(text: str, kind: Kind, reason: str | None):
    sentence = Sentence(id=1, document_id="d", passage_id=1, start=0, end=len(text), text=text, format="txt", kind=kind)
    assert why_no_claim(sentence) == reason
