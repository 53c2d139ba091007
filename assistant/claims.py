"""Which sentences state something that another could contradict, and why the rest don't."""

import re
from dataclasses import dataclass

from assistant.models import Quote
from assistant.text import terms
from index import Document, Kind, Sentence

SHORTEST_CLAIM = 4
SHORTEST_HEADLINE = 5
REPEATED = "repeated"

_NO_PROSE = {Kind.DEBRIS: "debris", Kind.CODE: "code", Kind.TABLE: "table"}
_INSTRUCTION_OPENING = re.compile(r"^(?:see|note|example|figure|table|source|photo)\b[: ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that says something, with its document."""

    sentence: Sentence
    document: Document

    @property
    def text(self) -> str:
        """What the sentence says, readable."""
        return self.sentence.readable

    @property
    def quote(self) -> Quote:
        """The sentence as a quote of its document."""
        return Quote.of(self.document, self.sentence)


def is_claim(sentence: Sentence) -> bool:
    """Whether a sentence states something: no debris, question, code, table row, label or fragment."""
    return why_no_claim(sentence) is None


def why_no_claim(sentence: Sentence) -> str | None:
    """In a word why a sentence is left out of the comparison, None for a claim."""
    if sentence.kind in _NO_PROSE:
        return _NO_PROSE[sentence.kind]
    text = sentence.readable
    if text.endswith("?"):
        return "question"
    if text.endswith(":"):
        return "lead-in"
    if _INSTRUCTION_OPENING.match(text):
        return "pointer"
    shortest = SHORTEST_HEADLINE if sentence.kind is Kind.HEADING else SHORTEST_CLAIM
    return "fragment" if len(text.split()) < shortest or len(terms(text)) < 2 else None
