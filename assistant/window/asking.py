"""The conversation's handlers: an answer, or the contradictions about a topic, streamed into a turn."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import Answer, Assistant, CrosscheckError, Document
from assistant.window import render
from assistant.window.background import Worker
from assistant.window.turns import Turn, history_of

ANSWER = "Answer"
CONTRADICTIONS = "Contradictions"
REPAINT_SECONDS = 0.1
EVERYTHING = "Where do the sources contradict each other?"
_WAITING = "Waiting for another comparison to finish …"

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
        self._scans = Worker("crosscheck-scans")

    def take_turn(self, question: str, mode: str, documents: Sequence[str], turns: Sequence[Turn]) -> Iterator[View]:
        """Answer, or compare, in view after view; the last one has the turn among those that are done."""
        question, done = question.strip(), tuple(turns)
        shown = question[:2_000] or (EVERYTHING if mode == CONTRADICTIONS else "(no question)")
        key = f"turn-{len(done)}"
        try:
            chosen = self._chosen(documents)
            steps = (
                self._compare(question, chosen, key)
                if mode == CONTRADICTIONS
                else self._answer(question, chosen, done, key)
            )
            for html, final in steps:
                if final is None:
                    yield View(done, render.turn_html(shown, html, busy=True))
                else:
                    yield View((*done, Turn(render.turn_html(shown, html), *final)))
        except CrosscheckError as error:
            yield View((*done, Turn(render.turn_html(shown, render.failure_html(str(error))))))
        except Exception as error:
            _log.exception("a question could not be answered")
            message = f"Something went wrong ({type(error).__name__}). The terminal that runs Crosscheck says more."
            yield View((*done, Turn(render.turn_html(shown, render.failure_html(message)))))

    def _chosen(self, documents: Sequence[str]) -> list[Document] | None:
        """The documents to search: those ticked that are still there, or all."""
        chosen = [d for d in self._assistant.library.documents() if d.id in set(documents)]
        return chosen or None

    def _answer(self, question: str, chosen: list[Document] | None, done: Sequence[Turn], key: str) -> Iterator[tuple]:
        yield render.pending_html(), None
        ids = [d.id for d in chosen] if chosen else None
        latest: Answer | None = None
        painted = time.monotonic()
        for latest in self._assistant.stream(question, history_of(done), ids):
            if not latest.statements and not latest.abstained and time.monotonic() - painted >= REPAINT_SECONDS:
                painted = time.monotonic()
                yield render.answer_html(latest, question, key), None
        if latest is None:
            raise RuntimeError("the chain gave no answer")
        follow_up = (latest.question, latest.text) if latest.coverage.documents_searched else (None, None)
        yield render.answer_html(latest, question, key), follow_up

    def _compare(self, topic: str, chosen: list[Document] | None, key: str) -> Iterator[tuple]:
        yield render.pending_html(_WAITING if self._scans.is_busy else "Collecting claims …"), None
        documents = chosen or self._assistant.library.documents()
        ids = [d.id for d in chosen] if chosen else None
        job = self._scans.start(lambda report: self._assistant.scan(topic or None, ids, progress=report))
        for done, total in job.progress():
            yield render.scanning_html(done, total), None
        found = job.result()
        yield (
            render.findings_html(found.conflicts, topic or None, documents, found.claims, found.pairs, key),
            (None, None),
        )
