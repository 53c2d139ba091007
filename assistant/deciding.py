"""A yes or no question: which sentences decide it, and for which side."""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.judge import CONTRADICTS, ENTAILS, Judge
from assistant.question import AUXILIARIES
from assistant.select import KEEP_WITHIN, Ranked

Side = Literal["yes", "no"]
_SIDES: tuple[tuple[Side, int], ...] = (("yes", ENTAILS), ("no", CONTRADICTS))

DECIDED = 0.8
READ = 8

_AUXILIARY = re.compile(rf"^(?:{AUXILIARIES})(?:n['’]t)?\s+", re.IGNORECASE)
_ANY = re.compile(r"\bany(one|body|thing|where)?\b", re.IGNORECASE)


def decide(question: str, ranked: Sequence[Ranked], judge: Judge) -> dict[Side, Ranked]:
    """The likeliest sentence for each side that one speaks for, the better answer first; empty if none does."""
    if not ranked:
        return {}
    read = [r for r in ranked[:READ] if r.score >= KEEP_WITHIN * ranked[0].score]
    scores = judge.compare([(r.sentence.readable, as_statement(question)) for r in read])
    found: dict[Side, Ranked] = {}
    for candidate, row in zip(read, scores, strict=True):
        for side, column in _SIDES:
            if row[column] >= DECIDED:
                found.setdefault(side, candidate)
    return found


def as_statement(question: str) -> str:
    """The question without the verb that makes it one: not quite English, and enough for the judge.

    >>> as_statement("Does Russia back the withdrawal?")
    'Russia back the withdrawal.'
    """
    rest = _ANY.sub(r"some\1", _AUXILIARY.sub("", question.strip()).rstrip(" ?.!"))
    return f"{rest[:1].upper()}{rest[1:]}."
