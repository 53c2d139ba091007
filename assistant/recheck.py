"""Check an exported answer or list of conflicts again: do its quotations still stand in the sources?"""

import json
from collections.abc import Iterator
from pathlib import Path

from index import CrosscheckError, Library, UnknownDocumentError
from index.models import Frozen


class QuoteCheck(Frozen):
    """One quotation, whether it still stands, and what was found."""

    text: str
    stands: bool
    reason: str


def recheck(exported: Path, library: Library) -> list[QuoteCheck]:
    """Check every quote in a JSON export. Raises `CrosscheckError` if the file isn't one."""
    try:
        data = json.loads(exported.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CrosscheckError(f"{exported} can't be read as JSON ({error}).") from error
    quotes = list(_quotes(data))
    if not quotes:
        raise CrosscheckError(f"{exported} holds no quotations. Give the output of `ask --json` or `conflicts --json`.")
    return [_check(quote, library) for quote in quotes]


def _quotes(data: object) -> Iterator[dict]:
    if isinstance(data, dict):
        if {"document_id", "start", "end", "text", "sha256"} <= data.keys():
            yield data
            return
        for value in data.values():
            yield from _quotes(value)
    elif isinstance(data, list):
        for value in data:
            yield from _quotes(value)


def _check(quote: dict, library: Library) -> QuoteCheck:
    wanted = str(quote["text"])
    try:
        text = library.text(str(quote["document_id"]))
    except UnknownDocumentError:
        text = next((library.text(d.id) for d in library.documents() if d.path == quote.get("path")), None)
        if text is None:
            return QuoteCheck(text=wanted, stands=False, reason="its document is no longer in the library")
        found = wanted in text
        reason = "its document has changed; the words are still in it" if found else "its document has changed"
        return QuoteCheck(text=wanted, stands=found, reason=reason)
    start, end = quote["start"], quote["end"]
    stands = isinstance(start, int) and isinstance(end, int) and text[start:end] == wanted
    reason = f"characters {start} to {end}" if stands else "the document has other words there"
    return QuoteCheck(text=wanted, stands=stands, reason=reason)
