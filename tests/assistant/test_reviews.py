"""What a person decided of a conflict is kept, shown everywhere, and outlives what the index goes through."""

import csv
import io
import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import Assistant, Conflict, CrosscheckError, reports
from assistant.cli.commands import app
from index import Library
from tests.conftest import Write
from tests.fakes import SayingJudge

PRICES = ("cost 4.2 million", "cost 6.8 million")
GAZETTE = "New bridge\n\nThe new bridge over the Tarn at Oakwell cost 4.2 million pounds. It was opened on Friday.\n"
HERALD = "The crossing\n\nThe new bridge over the Tarn at Oakwell cost 6.8 million pounds. Mayor Vane cut the ribbon.\n"


@pytest.fixture
def assistant(library: Library, write: Write) -> Assistant:
    """Two articles about one bridge, under a judge that finds their two prices a contradiction."""
    library.add([write("gazette.txt", GAZETTE), write("herald.txt", HERALD)])
    return Assistant(library, judge=SayingJudge(PRICES))


@pytest.fixture
def conflict(assistant: Assistant) -> Conflict:
    (found,) = assistant.conflicts()
    return found


@pytest.fixture
def reading(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands read this assistant: its library's vectors and its judge are none that a command could name."""
    monkeypatch.setattr("assistant.cli.conflicts.reading", lambda _: nullcontext(assistant))


def crosscheck(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_a_dismissed_conflict_is_hidden_until_it_is_asked_for(assistant: Assistant, conflict: Conflict):
    review = assistant.review(conflict, "dismissed", reason="Two bridges.", note="Ask Ruth.")
    assert assistant.conflicts() == []
    assert assistant.scan().dismissed == 1
    (shown,) = assistant.conflicts(include_dismissed=True)
    assert shown.review == review
    assert (shown.key, shown.review.reason, shown.review.note) == (conflict.key, "Two bridges.", "Ask Ruth.")
    assert assistant.reviews() == {conflict.key: review}


def test_an_answer_leaves_out_what_was_dismissed(assistant: Assistant, conflict: Conflict):
    question = "What did the new bridge over the Tarn at Oakwell cost?"
    assert [c.key for c in assistant.ask(question).conflicts] == [conflict.key]
    assistant.review(conflict, "dismissed")
    assert assistant.ask(question).conflicts == ()


def test_an_accepted_conflict_stays_with_its_review(assistant: Assistant, conflict: Conflict):
    assistant.review(conflict.key, "accepted")
    (shown,) = assistant.conflicts()
    assert shown.review.status == "accepted"
    assert Conflict.model_validate_json(shown.model_dump_json()) == shown


def test_a_review_with_nothing_in_it_is_taken_back(assistant: Assistant, conflict: Conflict):
    assistant.review(conflict, "dismissed")
    assert assistant.review(conflict, None) is None
    assert assistant.reviews() == {}
    assert assistant.conflicts()[0].review is None


def test_a_review_outlives_replacing_and_another_judge(assistant: Assistant, conflict: Conflict):
    assistant.review(conflict, "dismissed")
    path = Path(conflict.left.path)
    path.write_text("A line more.\n\n" + GAZETTE.replace(" cost ", "  cost "), encoding="utf-8")
    assert assistant.library.add(path).replaced
    other = Assistant(assistant.library, judge=SayingJudge(PRICES, id="another judge"))
    assert other.conflicts() == []
    (shown,) = other.conflicts(include_dismissed=True)
    assert shown.key == conflict.key
    assert {shown.left.document_id, shown.right.document_id} != {conflict.left.document_id, conflict.right.document_id}


def test_the_key_knows_no_order_and_knows_the_words(conflict: Conflict):
    turned = conflict.model_copy(update={"left": conflict.right, "right": conflict.left})
    changed = conflict.left.model_copy(update={"text": conflict.left.text.replace("4.2", "4.3")})
    assert Conflict(**{**dict(turned), "score": 0.1}).key == conflict.key
    assert Conflict(**{**dict(conflict), "left": changed}).key != conflict.key


@pytest.mark.parametrize(
    ("key", "status", "reason", "said"),
    [
        ("no key", "dismissed", "", "crosscheck conflicts"),
        ("0" * 16, "doubtful", "", "'accepted', 'dismissed'"),
        ("0" * 16, "dismissed", "x" * 2_001, "at most 2,000"),
    ],
)
def test_what_is_no_review_is_refused(assistant: Assistant, key: str, status, reason: str, said: str):
    with pytest.raises(CrosscheckError, match=said):
        assistant.review(key, status, reason)
    assert assistant.reviews() == {}


def test_the_exports_carry_the_review(assistant: Assistant, conflict: Conflict):
    assistant.review(conflict, "dismissed", reason="=Two bridges <b>")
    findings = assistant.scan(include_dismissed=True)
    exported = json.loads(reports.as_json(findings.conflicts))[0]
    assert exported["key"] == conflict.key
    assert exported["review"]["status"] == "dismissed"
    row = next(csv.DictReader(io.StringIO(reports.as_csv(findings.conflicts))))
    assert (row["key"], row["review"], row["review_reason"]) == (conflict.key, "dismissed", "'=Two bridges <b>")
    page = reports.as_html(findings)
    assert "Dismissed" in page
    assert "=Two bridges &lt;b&gt;" in page
    result = json.loads(reports.as_sarif(findings.conflicts, assistant.library))["runs"][0]["results"][0]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "=Two bridges <b>"},
    ]


def test_the_command_line_takes_reviews(assistant: Assistant, conflict: Conflict, reading: None):
    assert crosscheck("review", conflict.key, "note", "--note", "Ask Ruth.").exit_code == 0
    assert crosscheck("review", conflict.key, "dismiss", "--reason", "Two bridges.").exit_code == 0
    review = assistant.reviews()[conflict.key]
    assert (review.status, review.reason, review.note) == ("dismissed", "Two bridges.", "Ask Ruth.")
    assert crosscheck("review", conflict.key, "note", "--note", "Ruth agrees.").exit_code == 0
    review = assistant.reviews()[conflict.key]
    assert (review.status, review.reason, review.note) == ("dismissed", "Two bridges.", "Ruth agrees.")
    assert crosscheck("review", conflict.key, "clear").exit_code == 0
    assert assistant.reviews() == {}
    assert isinstance(crosscheck("review", "12", "accept").exception, CrosscheckError)


def test_only_what_is_not_dismissed_fails_a_check(assistant: Assistant, conflict: Conflict, reading: None):
    assert crosscheck("conflicts", "--fail-on-conflict").exit_code == 1
    assistant.review(conflict, "dismissed", reason="Two bridges.")
    passing = crosscheck("conflicts", "--fail-on-conflict")
    assert passing.exit_code == 0
    assert "1 conflict dismissed by hand, not shown" in passing.stdout
    everything = crosscheck("conflicts", "--fail-on-conflict", "--include-dismissed")
    assert everything.exit_code == 0
    assert conflict.key in everything.stdout
    assert "Dismissed" in everything.stdout
    assert "Two bridges." in everything.stdout
