"""What a browser session remembers of its conversation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from assistant import Answer
from assistant.window import render
from assistant.window.comparing import Comparison


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with what stands under it as HTML, and the answer or comparison that this shows, if any.

    `key` makes the ids in its HTML unique. `asked` and `answered` are what a follow-up builds on, if it can.
    """

    question: str
    body: str
    key: str = ""
    shows: Answer | Comparison | None = None
    asked: str | None = None
    answered: str | None = None

    def showing(self, shows: Answer | Comparison) -> "Turn":
        """The turn with something else to show."""
        return replace(self, shows=shows, body=_drawn(self.question, shows, self.key))

    @property
    def html(self) -> str:
        """The turn as HTML."""
        return render.turn_html(self.question, self.body)


def _drawn(question: str, shows: Answer | Comparison, key: str) -> str:
    if isinstance(shows, Comparison):
        return render.comparison_html(shows, key)
    return render.answer_html(shows, question, key) + render.save_html("answer", ("md", "json"))


def history_of(turns: Iterable[Turn]) -> list[tuple[str, str]]:
    """The questions, as they were searched, with their answers."""
    return [(turn.asked, turn.answered) for turn in turns if turn.asked and turn.answered]


def normal_history(history: Iterable[Any] | None) -> list[tuple[str, str]]:
    """History as programs send it: pairs of question and answer, or messages with `role` and `content`.

    Raises ValueError for anything else.
    """
    pairs: list[tuple[str, str]] = []
    question = ""
    for entry in history or ():
        if isinstance(entry, dict) and entry.get("role") == "user":
            question = _text(entry.get("content"))
        elif isinstance(entry, dict) and entry.get("role") == "assistant":
            pairs.append((question, _text(entry.get("content"))))
        elif isinstance(entry, (list, tuple)) and len(entry) == 2:
            pairs.append((_text(entry[0]), _text(entry[1])))
        else:
            raise ValueError("history is a list of [question, answer] pairs, or of messages with role and content.")
    return pairs


def _text(content: Any) -> str:
    """A message's content is a string, or in newer chats a list of parts of which some have text."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return " ".join(_text(part) for part in content)
    if isinstance(content, dict) and "text" in content:
        return _text(content["text"])
    raise ValueError("a question and an answer are strings.")
