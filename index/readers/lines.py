"""Lines to blocks, for text that has no markup: plain text files and the pages of a PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.source import Block, Kind

_ITEM = re.compile(r"(?:[-*•‣–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_ENDED = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _lines(text: str) -> Iterator[_Line]:
    """Lines without their surrounding white space; a blank line has empty text."""
    at = 0
    for raw in re.split(r"[\n\f\v\u2028\u2029]", text):
        stripped = raw.strip()
        yield _Line(at + (len(raw) - len(raw.lstrip()) if stripped else 0), stripped)
        at += len(raw) + 1


def wrap_width(lines: list[str]) -> int | None:
    """The column at which an editor or a page broke the lines, or None where a line is a paragraph."""
    long = sorted(len(line) for line in lines if len(line) >= 30)
    if len(long) < 3 or long[-1] > 160:
        return None
    width = long[-1]
    near = sum(length > width * 0.8 for length in long)
    return width if near >= max(3, 0.4 * len(long)) else None


def blocks_of_lines(text: str) -> list[Block]:
    """Paragraphs, list items and headings of unmarked text.

    In wrapped text a line goes on if the next line's first word would not have fitted on it.
    """
    lines = list(_lines(text))
    width = wrap_width([line.text for line in lines])
    blocks: list[Block] = []
    start: _Line | None = None
    previous: _Line | None = None
    for line in lines:
        goes_on = (
            start is not None
            and previous is not None
            and line.text
            and not _ITEM.match(line.text)
            and width is not None
            and len(previous.text) + 1 + len(line.text.split(maxsplit=1)[0]) > width * 0.95
        )
        if not goes_on:
            if start is not None and previous is not None:
                blocks.append(_block(text, start.start, previous.end))
            start = line if line.text else None
        previous = line if line.text else None
    if start is not None and previous is not None:
        blocks.append(_block(text, start.start, previous.end))
    return blocks


def _block(text: str, start: int, end: int) -> Block:
    content = text[start:end]
    if _ITEM.match(content):
        return Block(start, end, Kind.ITEM)
    if not _ENDED.search(content) and len(content.split()) <= HEADING_WORDS and "\n" not in content:
        return Block(start, end, Kind.HEADING)
    return Block(start, end, Kind.PARAGRAPH)
