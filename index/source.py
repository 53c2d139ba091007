"""What a reader makes of a file: its text, and which stretches of it are what."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of text is. Debris is kept in the text, so that offsets stay true, but is never used."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    DEBRIS = "debris"


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` of a source, in characters."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read. Blocks are in order and don't overlap; `page_starts` is empty where there are no pages."""

    text: str
    blocks: tuple[Block, ...]
    format: str
    title: str | None = None
    date: datetime.date | None = None
    page_starts: tuple[int, ...] = ()


class SourceBuilder:
    """Text and blocks put together piece by piece, for formats whose text is not the file's own."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, text: str, kind: Kind) -> None:
        """Append one block on a line of its own. Blank text is left out."""
        text = text.strip()
        if not text:
            return
        separator = "\n" if kind in (Kind.ITEM, Kind.TABLE) else "\n\n"
        if self._pieces:
            self._pieces.append(separator)
            self._length += len(separator)
        self._blocks.append(Block(self._length, self._length + len(text), kind))
        self._pieces.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """All that was added, as one text."""
        return "".join(self._pieces)

    @property
    def blocks(self) -> list[Block]:
        """The blocks of `text`, in order."""
        return self._blocks
