"""Lines to blocks, for text that has no markup: plain text files and the pages of a PDF."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from index.source import Block, Kind

_ITEM = re.compile(r"(?:[-*•‣–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_ENDED = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its surrounding white space; a blank one has empty text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its text ends, in the same count as `start`."""
        return self.start + len(self.text)


def lines_of(text: str) -> Iterator[Line]:
    """Every line, whatever ends it."""
    at = 0
    for raw in re.split(r"[\n\f\v\u2028\u2029]", text):
        stripped = raw.strip()
        yield Line(at + (len(raw) - len(raw.lstrip()) if stripped else 0), stripped)
        at += len(raw) + 1


def wrap_width(lines: list[str]) -> int | None:
    """The column at which an editor or a page broke the lines, or None where a line is a paragraph."""
    long = sorted(len(line) for line in lines if len(line) >= 30)
    if len(long) < 3 or long[-1] > 160:
        return None
    width = long[-1]
    near = sum(length > width * 0.8 for length in long)
    return width if near >= max(3, 0.4 * len(long)) else None


def blocks_of_lines(text: str, running: Container[int] = ()) -> list[Block]:
    """Paragraphs, list items and headings of unmarked text.

    In wrapped text a line goes on if the next line's first word would not have fitted on it; over the end of a
    page only in the middle of a sentence. Lines that start at `running` offsets are debris.
    """
    lines = list(lines_of(text))
    width = wrap_width([line.text for line in lines])
    blocks: list[Block] = []
    start: Line | None = None
    previous: Line | None = None
    for line in lines:
        goes_on = (
            start is not None
            and previous is not None
            and line.text
            and not _ITEM.match(line.text)
            and width is not None
            and len(previous.text) + 1 + len(line.text.split(maxsplit=1)[0]) > width * 0.95
            and line.start not in running
            and start.start not in running
            and ("\f" not in text[previous.end : line.start] or line.text[0].islower())
        )
        if not goes_on:
            if start is not None and previous is not None:
                blocks.append(_block(text, start.start, previous.end, start.start in running))
            start = line if line.text else None
        previous = line if line.text else None
    if start is not None and previous is not None:
        blocks.append(_block(text, start.start, previous.end, start.start in running))
    return blocks


def _block(text: str, start: int, end: int, is_running: bool) -> Block:
    content = text[start:end]
    if is_running:
        return Block(start, end, Kind.DEBRIS)
    if _ITEM.match(content):
        return Block(start, end, Kind.ITEM)
    if not _ENDED.search(content) and len(content.split()) <= HEADING_WORDS and "\n" not in content:
        return Block(start, end, Kind.HEADING)
    return Block(start, end, Kind.PARAGRAPH)
