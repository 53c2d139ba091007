"""The window's handlers without a browser: turns, uploads, work in the background."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Assistant, Coverage, CrosscheckError, UnknownDocumentError
from assistant.window.asking import ANSWER, CONTRADICTIONS, Conversation, View
from assistant.window.background import CancelledError, Worker
from assistant.window.changes import change
from assistant.window.saving import saved, saved_conversation
from assistant.window.turns import Turn, history_of, normal_history
from assistant.window.uploads import add_uploads, keep, remove_documents, safe_name
from index import Library
from tests.conftest import Write
from tests.fakes import SayingJudge


class ScriptedAssistant:
    """Streams prepared answers and remembers what it was asked."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = answers
        self.asked: list[tuple] = []
        self.library = self

    def documents(self) -> list[Any]:
        return []

    def stream(self, *question: Any) -> Iterator[Answer]:
        self.asked.append(question)
        for answer in self.answers:
            if isinstance(answer, Exception):
                raise answer
            yield answer

    def scan(self, *_: Any, **__: Any) -> None:
        raise CrosscheckError("The judge can't be loaded.")


def answer(text: str, question: str = "Who paid?") -> Answer:
    return Answer(text=text, abstained=True, question=question, coverage=Coverage(documents_searched=1))


def views(assistant: Any, question: str = "Who paid?", mode: str = ANSWER, turns: tuple = ()) -> list[View]:
    return list(Conversation(assistant).take_turn(question, mode, (), turns))


def test_a_turn_begins_busy_and_ends_among_those_done() -> None:
    first, *_, last = views(ScriptedAssistant(answer("Nobody says.")))
    assert first.turns == ()
    assert 'aria-busy="true"' in first.html()
    assert "Nobody says." in last.html()
    assert history_of(last.turns) == [("Who paid?", "Nobody says.")]


def test_a_follow_up_builds_on_the_question_as_it_was_searched() -> None:
    done = views(ScriptedAssistant(answer("Ann did.", "Who paid for the pier?")))[-1].turns
    assistant = ScriptedAssistant(answer("Bob."))
    views(assistant, "And the quay?", turns=done)
    assert assistant.asked == [("And the quay?", [("Who paid for the pier?", "Ann did.")], None)]


@pytest.mark.parametrize(
    ("error", "said"),
    [(CrosscheckError("Do this."), "Do this."), (KeyError("secret"), "Something went wrong (KeyError)")],
)
def test_what_goes_wrong_is_said_in_the_turn(error: Exception, said: str) -> None:
    last = views(ScriptedAssistant(error))[-1]
    assert said in last.html()
    assert "secret" not in last.html()
    assert history_of(last.turns) == []


def test_a_scan_that_fails_says_why() -> None:
    assert "The judge can&#x27;t be loaded." in views(ScriptedAssistant(), "", CONTRADICTIONS)[-1].html()


@pytest.fixture
def prices(library: Library, write: Write) -> Assistant:
    """Two documents that name two prices."""
    library.add(
        [write("a.txt", "The new bridge cost 4.2 million."), write("b.txt", "The new bridge cost 6.8 million.")]
    )
    return Assistant(library, judge=SayingJudge(("4.2", "6.8")))


def compared(assistant: Assistant) -> tuple[tuple[Turn, ...], str]:
    """A turn with one conflict, and the conflict's key."""
    (conflict,) = assistant.conflicts()
    return views(assistant, "", CONTRADICTIONS)[-1].turns, conflict.key


def test_a_review_is_kept_with_the_note_there_was_and_drawn_in_every_turn(prices: Assistant) -> None:
    (turn,), key = compared(prices)
    prices.review(key, None, note="Ask Ann.")
    wanted = {"turn": 1, "conflict": key, "status": "dismissed", "reason": "Old."}
    first, second = change(prices, (turn, turn), wanted)
    review = prices.reviews()[key]
    assert (review.status, review.reason, review.note) == ("dismissed", "Old.", "Ask Ann.")
    assert "Old." not in first.html, "what is dismissed goes out of sight"
    assert "Old." in second.html, "but for where it can be undone"
    assert "1 dismissed" in first.html
    change(prices, (first,), {"turn": 0, "conflict": key, "status": ""})
    assert prices.reviews()[key].status is None
    assert prices.reviews()[key].note == "Ask Ann."


@pytest.mark.parametrize(
    "wrong",
    [{"conflict": "no key", "status": "accepted"}, {"conflict": "0" * 16, "status": "<b>"}],
)
def test_a_review_that_is_none_is_refused(prices: Assistant, wrong: dict) -> None:
    turns, _ = compared(prices)
    with pytest.raises(CrosscheckError, match="is no "):
        change(prices, turns, {"turn": 0, **wrong})
    assert prices.reviews() == {}


def test_what_disagrees_with_an_answer_can_be_reviewed_there(prices: Assistant) -> None:
    (answered,) = views(prices, "What did the new bridge cost?")[-1].turns
    (conflict,) = prices.conflicts()
    assert f'data-conflict="{conflict.key}"' in answered.html
    (turn,) = change(
        prices, (answered,), {"turn": 0, "conflict": conflict.key, "status": "dismissed", "reason": "Old."}
    )
    assert "Old." in turn.html
    assert "Undo" in turn.html


def test_a_source_that_is_gone_is_told_of_when_it_is_needed_to_save(prices: Assistant) -> None:
    (turn,), key = compared(prices)
    prices.library.remove([document.id for document in prices.library.documents()])
    file = saved(prices, turn, "json")
    assert file
    assert key in file.text
    with pytest.raises(UnknownDocumentError):
        saved(prices, turn, "sarif")


@pytest.mark.parametrize("form", ["exe", "../md", ""])
def test_there_are_no_other_formats(prices: Assistant, form: str) -> None:
    (turn,), _ = compared(prices)
    assert saved(prices, turn, form) is None


def test_an_answer_is_saved_as_it_was_asked_with_its_quotations_and_what_disagrees(prices: Assistant) -> None:
    (turn,) = views(prices, "What did the *new* bridge cost?")[-1].turns
    file = saved(prices, turn, "md")
    assert file
    assert file.text.startswith("# What did the \\*new\\* bridge cost\\?\n")
    assert "> The new bridge cost 4\\.2 million\\." in file.text
    assert "\\[1\\] *(quoted)*" in file.text
    answer = saved(prices, turn, "json")
    assert answer
    assert Answer.model_validate_json(answer.text).citations
    assert saved(prices, turn, "csv") is None


def test_a_conversation_without_anything_to_save_is_no_file(prices: Assistant) -> None:
    failed = views(ScriptedAssistant(CrosscheckError("No.")))[-1].turns
    assert saved_conversation(prices, failed) is None


@pytest.mark.parametrize(
    "history",
    [
        [["q", "a"]],
        [("q", "a")],
        [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}],
        [
            {"role": "user", "content": [{"type": "text", "text": "q"}]},
            {"role": "assistant", "content": [{"text": "a"}]},
        ],
    ],
)
def test_history_comes_in_several_shapes(history: list) -> None:
    assert normal_history(history) == [("q", "a")]


@pytest.mark.parametrize("history", [["q"], [["q", 1]], [{"role": "system", "content": "x"}], [["a", "b", "c"]]])
def test_other_history_is_refused(history: list) -> None:
    with pytest.raises(ValueError, match=r"history is|are strings"):
        normal_history(history)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\memo.txt", "memo.txt"),
        (".hidden", "hidden"),
        ("Q2: report?.pdf", "Q2_ report_.pdf"),
        ("Übersicht 年報.md", "Übersicht 年報.md"),
        ("con.txt", "con_.txt"),
        ("\u202egnp.txt", "_gnp.txt"),
        ("..", "file"),
    ],
)
def test_file_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe_name("x" * 500 + ".txt")) == 120


def test_a_copy_never_overwrites_another(tmp_path: Path) -> None:
    def upload(folder: str, text: str) -> Path:
        file = tmp_path / folder / "memo.txt"
        file.parent.mkdir()
        file.write_text(text)
        return keep(file, tmp_path / "kept")

    assert [upload("a", "one").name, upload("b", "two").name, upload("c", "one").name] == [
        "memo.txt",
        "memo (2).txt",
        "memo.txt",
    ]
    assert (tmp_path / "kept" / "memo.txt").read_text() == "one"


def test_copies_go_with_their_documents_and_originals_stay(library: Library, tmp_path: Path) -> None:
    mine, sent, broken = tmp_path / "mine.txt", tmp_path / "sent.txt", tmp_path / "broken.txt"
    mine.write_text("The pier is long and old.")
    sent.write_text("The quay is short and new.")
    broken.write_text("")
    library.add(mine)
    report = add_uploads(library, [str(sent), str(broken)], lambda *_: None)
    kept = library.folder / "uploads"
    assert [d.path for d in report.added] == [str(kept / "sent.txt")]
    assert [f.name for f in kept.iterdir()] == ["sent.txt"]
    remove_documents(library, [document.id for document in library.documents()])
    assert list(kept.iterdir()) == []
    assert mine.exists()
    assert sent.exists()


def test_work_reports_its_progress_and_result() -> None:
    worker, go = Worker("test"), threading.Event()

    def work(report: Any) -> str:
        report(1, 2)
        go.wait()
        return "done"

    job = worker.start(work)
    progress = job.progress()
    assert next(known for known in progress if known) == (1, 2)
    assert worker.is_busy
    go.set()
    assert set(progress) <= {(1, 2)}
    assert job.result() == "done"


def test_work_nobody_waits_for_is_stopped() -> None:
    worker, go = Worker("test"), threading.Event()

    def work(report: Any) -> None:
        report(1, 2)
        go.wait()
        report(2, 2)

    job = worker.start(work)
    progress = job.progress()
    next(known for known in progress if known)
    progress.close()
    go.set()
    with pytest.raises(CancelledError):
        job.result()
    assert worker.start(lambda _: "next").result() == "next"


def test_gradio_is_imported_only_by_the_window(run_python: Any) -> None:
    run_python("import sys, assistant; assert 'gradio' not in sys.modules")
    run_python("import assistant.window, os; assert os.environ['GRADIO_ANALYTICS_ENABLED'] == 'False'")
