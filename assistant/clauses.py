"""Sentences taken apart at their clauses, and the clause of a source that a statement speaks of."""

import re

from assistant.text import stem, terms

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z\d])")
_VERB = r"(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|\w{2,}ed)"
_SUBJECT = r"(?:(?:the|a|an|its|his|her|their|this|that|he|she|it|they|[A-Z][\w’'-]+)\s+)"
_CLAIM_END = re.compile(rf"\s*;\s+|,?\s+(?:and|but|while|whereas|yet)\s+(?={_SUBJECT}(?:[\w’'-]+\s+){{0,4}}?{_VERB}\b)")
_CLAUSE_END = re.compile(rf"{_CLAIM_END.pattern}|,?\s+(?:and|but)\s+(?={_VERB}\b)")
_STARTS_WITH_VERB = re.compile(rf"{_VERB}\b")
_FIRST_VERB = re.compile(rf"\b{_VERB}\b")
_WORD = re.compile(r"[\w’'-]+")
SHORTEST_CLAIM = 3
NEXT_TERMS = 2


def sentences_in(text: str) -> list[str]:
    """Sentences of a quote; a full stop after an initial or a title may cut too early, never too late."""
    return [piece for piece in _SENTENCE_END.split(text) if piece.strip()]


def claims_in(statement: str) -> list[str]:
    """The statement's claims: it is cut where a new subject and its verb begin."""
    pieces = [piece.strip() for piece in _CLAIM_END.split(statement) if piece.strip()]
    return pieces if all(len(piece.split()) >= SHORTEST_CLAIM for piece in pieces) else [statement]


def clauses_in(text: str) -> list[str]:
    """Clauses of every sentence; one that leaves its subject out is given the subject of the clause before it."""
    found = []
    for sentence in sentences_in(text):
        subject = ""
        for clause in _CLAUSE_END.split(sentence):
            if not clause.strip():
                continue
            verb = _FIRST_VERB.search(clause)
            if _STARTS_WITH_VERB.match(clause):
                clause = f"{subject} {clause}"
            elif verb:
                subject = clause[: verb.start()].strip()
            found.append(clause.strip(" ,"))
    return found


def coverage(wanted: frozenset[str], text: str) -> float:
    """The share of the wanted terms that a text has."""
    return len(wanted & terms(text)) / max(1, len(wanted))


def nearest_clause(statement: str, source: str, leave_out: str = "") -> str:
    """The clause of the source that shares most terms with the statement; `leave_out` are words not to go by."""
    wanted = terms(statement) - terms(leave_out)
    return max(clauses_in(source) or [source], key=lambda clause: coverage(wanted, clause))


def word_before(text: str, at: int) -> str:
    """The stem of the word that stands before a place in a text; empty at its start."""
    words = text[:at].split()
    return stem(words[-1]) if words else ""


def terms_after(text: str, at: int) -> list[str]:
    """The first terms after a place in a text, in order, as far as its clause goes."""
    words = [word for word in _WORD.findall(text[at:].split(",")[0]) if terms(word)]
    return [stem(word) for word in words[:NEXT_TERMS]]
