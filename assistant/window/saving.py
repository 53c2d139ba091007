"""Turns as files for the reader to keep. The browser makes the file; only its name, type and text are sent."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from assistant import Answer, Assistant, Findings, reports
from assistant.window.turns import Turn

_TYPES = {
    "html": "text/html",
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
    "sarif": "application/sarif+json",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file for the browser to save."""

    name: str
    type: str
    text: str

    @property
    def sent(self) -> dict[str, str]:
        """The file as JSON."""
        return asdict(self)


def saved(assistant: Assistant, turn: Turn, form: str) -> File | None:
    """A turn in a format, None if it can't be had in it. Raises `CrosscheckError` if a source is gone that it needs."""
    name = "answer" if isinstance(turn.shows, Answer) else "conflicts"
    text = _text(assistant, turn, form)
    return None if text is None else File(f"crosscheck-{name}.{form}", _TYPES[form], text)


def saved_conversation(assistant: Assistant, turns: Sequence[Turn]) -> File | None:
    """The whole conversation as Markdown, None if there is nothing in it."""
    texts = [text for turn in turns if (text := _text(assistant, turn, "md"))]
    return File("crosscheck-conversation.md", _TYPES["md"], "\n".join(texts)) if texts else None


def _text(assistant: Assistant, turn: Turn, form: str) -> str | None:
    if isinstance(turn.shows, Answer):
        return _answer(turn.shows, turn.question, form)
    return turn.shows and _comparison(assistant, turn.shows.shown, form)


def _answer(answer: Answer, asked: str, form: str) -> str | None:
    if form == "md":
        return reports.answer_as_markdown(answer, asked)
    return answer.model_dump_json(indent=2) if form == "json" else None


def _comparison(assistant: Assistant, findings: Findings, form: str) -> str | None:
    writers = {
        "html": lambda: reports.as_html(findings),
        "md": lambda: reports.as_markdown(findings),
        "csv": lambda: reports.as_csv(findings.conflicts),
        "json": lambda: reports.as_json(findings.conflicts),
        "sarif": lambda: reports.as_sarif(findings.conflicts, assistant.library),
    }
    return writers[form]() if form in writers else None
