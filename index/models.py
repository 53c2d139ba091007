"""What the index gives its callers: documents, passages, sentences, and reports of what was done."""

import datetime
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from index.readable import readable
from index.source import Kind


class Frozen(BaseModel):
    """A value: it is compared by content and can't be changed."""

    model_config = ConfigDict(frozen=True)


class Document(Frozen):
    """One source. `sha256` is the hash of its extracted text (UTF-8); `date` is the one it states, if it does."""

    id: str
    title: str
    date: datetime.date | None
    path: str
    sha256: str
    format: str
    characters: int
    page_starts: tuple[int, ...] = Field(default=(), repr=False)

    def page_of(self, offset: int) -> int | None:
        """The page (from 1) on which a character stands, for formats that have pages."""
        if not self.page_starts:
            return None
        return sum(start <= offset for start in self.page_starts)


class _Span(Frozen):
    id: int
    document_id: str
    start: int
    end: int
    text: str
    format: str

    @cached_property
    def readable(self) -> str:
        """The text on one line without markup, as a person or a model reads it."""
        return readable(self.text, self.format)


class Passage(_Span):
    """Consecutive sentences of one document: `text` is the document's `[start:end]`."""


class Sentence(_Span):
    """The unit of citation: `text` is the document's `[start:end]`."""

    passage_id: int
    kind: Kind


class Hit(Frozen):
    """A passage found. `score` is the fused one; `cosine` is that of its vector to the query's, -1 to 1."""

    passage: Passage
    score: float
    cosine: float
    dense_rank: int | None
    keyword_rank: int | None


ReviewStatus = Literal["accepted", "dismissed"]


class Review(Frozen):
    """What a person decided of a conflict, why, and when. Without a status it is only a note."""

    status: ReviewStatus | None
    reason: str = ""
    note: str = ""
    at: datetime.datetime

    @property
    def in_words(self) -> str:
        """The review as a reader is told of it, as plain text."""
        said = f"{self.status or 'noted'} on {self.at.date().isoformat()}".capitalize()
        reason = f": {self.reason}" if self.reason else ""
        return f"{said}{reason}{f' (note: {self.note})' if self.note else ''}"


class Failure(Frozen):
    """A file that could not be indexed, and why."""

    path: str
    reason: str


class IngestReport(Frozen):
    """What became of every file. `skipped`, inside a named folder: files of unsupported formats, links to folders."""

    added: tuple[Document, ...] = ()
    unchanged: tuple[Document, ...] = ()
    replaced: tuple[Document, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[str, ...] = ()


class Problem(Frozen):
    """Something on which catalog, vectors and source files don't agree."""

    kind: str
    subject: str
    detail: str


class VerifyReport(Frozen):
    """What was checked and what was found. After a repair, `problems` lists what was found and mended."""

    documents: int
    passages: int
    problems: tuple[Problem, ...]
    repaired: bool

    @property
    def ok(self) -> bool:
        """Whether all agree now."""
        return not self.problems or self.repaired
