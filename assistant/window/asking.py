"""The conversation's handlers: an answer, or the contradictions about a topic, streamed into a turn."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant import Answer, Assistant, CrosscheckError, Document
from assistant.window import render
from assistant.window.background import Report, Worker
from assistant.window.changes import change
from assistant.window.comparing import Comparison
from assistant.window.saving import File, saved, saved_conversation
from assistant.window.turns import Turn, history_of

ANSWER = "Answer"
CONTRADICTIONS = "Contradictions"
ANSWERS_AT_ONCE = 6
EVERYTHING = "Where do the sources contradict each other?"
_WAITING = "Waiting for another comparison to finish …"

Step = str | Turn
"""What to show under the question while it is under way; at last, the turn that is done."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """What the browser is to show: the turns that are done, and the one under way if there is one."""

    turns: tuple[Turn, ...]
    under_way: str | None = None

    def html(self, is_sample: bool = False) -> str:
        """The conversation as HTML."""
        pieces = [turn.html for turn in self.turns]
        return render.conversation_html(pieces + ([self.under_way] if self.under_way else []), is_sample)


class Conversation:
    """Takes turns for any number of browser sessions; it keeps none of them."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._answers = Worker("answers", ANSWERS_AT_ONCE)
        self._scans = Worker("scans")

    def take_turn(self, question: str, mode: str, documents: Sequence[str], turns: Sequence[Turn]) -> Iterator[View]:
        """Answer, or compare, in view after view; the last one has the turn among those that are done."""
        question, done = question.strip(), tuple(turns)
        shown = question[:2_000] or (EVERYTHING if mode == CONTRADICTIONS else "(no question)")
        key = f"turn-{len(done)}"
        try:
            chosen = self._chosen(documents)
            steps = (
                self._compare(question, shown, chosen, key)
                if mode == CONTRADICTIONS
                else self._answer(question, shown, chosen, done, key)
            )
            for step in steps:
                if isinstance(step, Turn):
                    yield View((*done, step))
                else:
                    yield View(done, render.turn_html(shown, step, busy=True))
        except CrosscheckError as error:
            yield View((*done, Turn(shown, render.failure_html(str(error)))))
        except Exception as error:
            _log.exception("a question could not be answered")
            message = f"Something went wrong ({type(error).__name__}). The terminal that runs Crosscheck says more."
            yield View((*done, Turn(shown, render.failure_html(message))))

    def change(self, turns: Sequence[Turn], what: Mapping[str, Any]) -> tuple[Turn, ...]:
        """The turns with other filters on a comparison, or with a review of a conflict."""
        return change(self._assistant, turns, what)

    def saved(self, turns: Sequence[Turn], what: Mapping[str, Any]) -> File | None:
        """One of the turns as a file, None if there is no such."""
        number = int(what.get("turn") or 0)
        return saved(self._assistant, turns[number], str(what.get("form"))) if 0 <= number < len(turns) else None

    def saved_whole(self, turns: Sequence[Turn]) -> File | None:
        """All turns as one file, None if there are none."""
        return saved_conversation(self._assistant, turns)

    def _chosen(self, documents: Sequence[str]) -> list[Document] | None:
        """The documents to search: those ticked that are still there, or all."""
        chosen = [d for d in self._assistant.library.documents() if d.id in set(documents)]
        return chosen or None

    def _answer(
        self, question: str, shown: str, chosen: list[Document] | None, done: Sequence[Turn], key: str
    ) -> Iterator[Step]:
        html = render.pending_html()
        yield html
        ids = [d.id for d in chosen] if chosen else None
        job = self._answers.start(lambda report: self._last(question, history_of(done), ids, report))
        for progress in job.progress():
            if progress is not None and progress[0].text:
                html = render.answer_html(progress[0], question, key)
            yield html
        answer = job.result()
        follow_up = (answer.question, answer.text) if answer.coverage.documents_searched else ()
        yield Turn(shown, "", key, None, *follow_up).showing(answer)

    def _last(self, question: str, history: list[tuple[str, str]], ids: list[str] | None, report: Report) -> Answer:
        answers = self._assistant.stream(question, history, ids)
        answer = next(answers)
        report(answer)
        for answer in answers:
            report(answer)
        return answer

    def _compare(self, topic: str, shown: str, chosen: list[Document] | None, key: str) -> Iterator[Step]:
        html = render.pending_html(_WAITING if self._scans.is_busy else "Collecting claims …")
        yield html
        documents = chosen or self._assistant.library.documents()
        ids = [d.id for d in chosen] if chosen else None
        job = self._scans.start(
            lambda report: self._assistant.scan(topic or None, ids, progress=report, include_dismissed=True)
        )
        for progress in job.progress():
            html = render.scanning_html(*progress) if progress else html
            yield html
        comparison = Comparison(topic, len(documents), job.result())
        yield Turn(shown, "", key).showing(comparison)
