"""A language model's prose: asked for, taken apart into statements, and checked against the sources by code.

The model sees numbered passages and writes [n]. Code decides what each [n] stands for: the sentence of that passage
that bears the statement out best. A number that names no passage is dropped, and the reader is told.
"""

import re
from collections.abc import Sequence

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

import prompts
from assistant.alarms import find_alarm
from assistant.judge import ENTAILS, Judge
from assistant.models import Citation, Quote, Statement
from assistant.prose import Draft
from assistant.quoting import quote_of
from assistant.text import normalised, terms
from assistant.verify import ENTAILED, verify_statement
from index import Document, Kind, Library, Passage, Sentence
from index.readable import readable

SHORTEST_QUOTATION = 3

_QUOTATION = re.compile(r"[“\"]([^“”\"]{2,400})[”\"]")


def messages(question: str, passages: Sequence[Passage], documents: dict[str, Document]) -> list[BaseMessage]:
    """What the model is sent: the rules, then the fenced passages and the question."""
    marker = prompts.new_fence()
    fenced = [
        prompts.fence(marker, f"passage {n}", f"{_heading(documents[p.document_id])}\n{p.readable}")
        for n, p in enumerate(passages, start=1)
    ]
    system = prompts.load("answer_system").fill(marker=marker)
    user = prompts.load("answer").fill(passages="\n\n".join(fenced), question=question.replace(marker, ""))
    return [SystemMessage(system), HumanMessage(user)]


def _heading(document: Document) -> str:
    stated = f", {document.date.isoformat()}" if document.date else ""
    return f"({readable(document.title)[:200]}{stated})"


class Checker:
    """Turns drafts into checked statements whose citations are slices of the sources."""

    def __init__(self, library: Library, judge: Judge, passages: Sequence[Passage]) -> None:
        self._library = library
        self._judge = judge
        by_passage: dict[int, list[Sentence]] = {p.id: [] for p in passages}
        for sentence in library.sentences_of(list(passages)):
            if sentence.kind is not Kind.DEBRIS:
                by_passage[sentence.passage_id].append(sentence)
        self._sentences = [by_passage[p.id] for p in passages]
        self._everything = normalised(" ".join(p.readable for p in passages))
        self._numbers: dict[tuple[str, int], Citation] = {}
        self.notes: list[str] = []

    @property
    def citations(self) -> list[Citation]:
        """The citations made so far, by number."""
        return list(self._numbers.values())

    def check(self, drafts: Sequence[Draft]) -> list[Statement]:
        """Check every draft; citation numbers follow the order in which quotes are first cited."""
        unknown = sorted({n for d in drafts for n in d.numbers if not 1 <= n <= len(self._sentences)})
        if unknown:
            listed = ", ".join(f"[{n}]" for n in unknown)
            self.notes.append(f"The model cited passages that don't exist ({listed}); these were dropped.")
        statements = [self._statement(draft) for draft in drafts]
        if any(not draft.numbers for draft in drafts):
            self.notes.append(
                "The model left statements without a citation; where a source bears one out, it was added."
            )
        return statements

    def _statement(self, draft: Draft) -> Statement:
        quotes = [q for n in draft.numbers if 1 <= n <= len(self._sentences) for q in self._best(draft, n - 1)]
        if not quotes:
            quotes = self._supporting(draft)
        titles = " ".join(readable(q.title) for q in quotes)
        verdict = verify_statement(draft.text, [q.readable for q in quotes], self._judge, context=titles)
        label, reason = verdict.label, verdict.reason
        if label in ("quoted", "supported", "partly") and (invented := self._invented(draft.text)):
            label, reason = (
                "unsupported",
                f"The words “{invented}” stand in quotation marks and are in no source.",
            )
        return Statement(text=draft.text, verdict=label, citations=tuple(self._cite(q) for q in quotes), reason=reason)

    def _best(self, draft: Draft, passage: int) -> list[Quote]:
        """The sentence of the named passage that bears the statement out best."""
        sentences = [s for s in self._sentences[passage] if s.kind is not Kind.HEADING] or self._sentences[passage]
        if not sentences:
            return []
        entails = self._judge.compare([(s.readable, draft.text) for s in sentences])[:, ENTAILS]
        wanted = terms(draft.text)

        def fit(row: int) -> float:
            return float(entails[row]) + len(wanted & terms(sentences[row].readable)) / max(1, len(wanted))

        return [quote_of(sentences[max(range(len(sentences)), key=fit)], self._library)]

    def _supporting(self, draft: Draft) -> list[Quote]:
        """For a statement without a valid number: a sentence of any passage that entails it, if there is one."""
        wanted = terms(draft.text)
        sentences = [s for group in self._sentences for s in group if wanted & terms(s.readable)]
        if not sentences:
            return []
        for sentence in sentences:
            if normalised(draft.text) in normalised(sentence.readable):
                return [quote_of(sentence, self._library)]
        entails = self._judge.compare([(s.readable, draft.text) for s in sentences])[:, ENTAILS]
        row = int(entails.argmax())
        if entails[row] >= ENTAILED and find_alarm(draft.text, sentences[row].readable) is None:
            return [quote_of(sentences[row], self._library)]
        return []

    def _invented(self, text: str) -> str | None:
        for match in _QUOTATION.finditer(text):
            words = match.group(1).strip(" .,;:!?")
            if len(words.split()) >= SHORTEST_QUOTATION and normalised(words) not in self._everything:
                return words
        return None

    def _cite(self, quote: Quote) -> Citation:
        key = (quote.document_id, quote.start)
        if key not in self._numbers:
            self._numbers[key] = Citation(number=len(self._numbers) + 1, quote=quote)
        return self._numbers[key]
