"""What Crosscheck answers with. All are pydantic models: `model_dump_json()` is what the command line prints."""

import datetime
from functools import cached_property
from hashlib import sha256
from typing import Literal

from pydantic import Field, computed_field

from assistant.text import normalised
from index.models import Document, Frozen, Passage, Review, Sentence
from index.readable import readable

VerdictLabel = Literal["quoted", "supported", "partly", "unsupported", "contradicted"]
ConflictKind = Literal["negation", "antonym", "number", "date", "entity", "place", "quantity", "status", "other"]
Scope = Literal["within", "across"]
Mark = tuple[int, int]
"""A stretch of a quote's text, counted from the quote's first character."""

KEY_LENGTH = 16


class Quote(Frozen):
    """A slice of a source: `text` is the document's text `[start:end]`, `sha256` is the hash of that whole text."""

    document_id: str
    title: str
    date: datetime.date | None
    path: str
    start: int
    end: int
    text: str
    sha256: str
    page: int | None = None

    @classmethod
    def of(cls, document: Document, span: Sentence | Passage) -> "Quote":
        """A sentence or passage of a document as a quote."""
        return cls(
            document_id=document.id,
            title=document.title,
            date=document.date,
            path=document.path,
            start=span.start,
            end=span.end,
            text=span.text,
            sha256=document.sha256,
            page=document.page_of(span.start),
        )

    @property
    def readable(self) -> str:
        """The quote on one line, without Markdown's marks: for reading, never for checking."""
        return readable(self.text, "md" if self.path.lower().endswith((".md", ".markdown")) else "txt")


class Citation(Frozen):
    """`[number]` in an answer, and the quote it stands for."""

    number: int
    quote: Quote


class Verdict(Frozen):
    """What a check of a statement against quotes came to, and why in one sentence."""

    label: VerdictLabel
    reason: str


class Statement(Frozen):
    """One statement of an answer with its citations and what checking it against them came to."""

    text: str
    verdict: VerdictLabel
    citations: tuple[Citation, ...]
    reason: str = ""


class Conflict(Frozen):
    """Two quotes that can't both be true as stated. `score` is the calibrated probability of that, 0 to 1.

    The marks are the words that clash, on each side. `review` is what a person decided of it, if anybody did.
    """

    left: Quote
    right: Quote
    kind: ConflictKind
    score: float
    reason: str
    scope: Scope
    left_marks: tuple[Mark, ...] = ()
    right_marks: tuple[Mark, ...] = ()
    review: Review | None = None

    @computed_field
    @cached_property
    def key(self) -> str:
        """Names the conflict by what its two sentences say, in no order: re-indexing or another judge keeps it."""
        sides = sorted(normalised(quote.readable) for quote in (self.left, self.right))
        return sha256("\x00".join(sides).encode()).hexdigest()[:KEY_LENGTH]

    @property
    def is_dismissed(self) -> bool:
        """Whether a person decided that it is none."""
        return self.review is not None and self.review.status == "dismissed"


class Difference(Frozen):
    """Two quotes that look like a conflict and are none; `label` says why (another time, rounding, disputed ...)."""

    left: Quote
    right: Quote
    label: str
    score: float
    reason: str


class Coverage(Frozen):
    """What was searched for an answer, and how much of it the answer uses."""

    documents_searched: int = 0
    passages_searched: int = 0
    passages_read: int = 0
    documents_used: int = 0
    passages_used: int = 0


class Answer(Frozen):
    """An answer with what it rests on, or an abstention with what came nearest.

    `question` is the question as it was searched. `notes` tells what the reader must know of how the answer came
    about (a model that failed, citation numbers dropped). `seen` is every passage a language model was shown.
    """

    text: str
    abstained: bool
    question: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    coverage: Coverage = Field(default_factory=Coverage)
    notes: tuple[str, ...] = ()
    nearest: tuple[Quote, ...] = ()
    model: str | None = None
    seen: tuple[Quote, ...] = ()
