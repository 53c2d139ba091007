"""Name a conflict: its kind, the words that clash on each side, and one sentence made of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.models import ConflictKind, Mark
from assistant.opposites import opposed_words
from assistant.stance import find_stance
from assistant.text import NEGATION, Number, names, numbers, same_number, stem, terms
from index import Sentence
from index.search import STOP_WORDS

MOST_MARKED_WORDS = 6
MOSTLY = 0.4
"""The share of the shorter sentence's words from which one odd value or negation can be what clashes."""
NEARLY = 0.6
"""The same for a negation or a name, which differ between most sentences that don't clash."""

_DAY_OR_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\s+)?{_DAY_OR_MONTH}(?:\s+\d{{1,2}})?\b|\b(?:1[5-9]|20)\d{{2}}\b|\b\d{{1,2}}[:.]\d{{2}}\s?(?:[ap]\.?m\.?)?"
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|near|to|of|off)\s+$")
_STATUS = re.compile(
    r"\b(?:open(?:ed|s)?|clos(?:ed|es?)|start(?:ed|s)?|end(?:ed|s)?|alive|dead|died|surviv\w+|approv\w+|reject\w+"
    r"|complet\w+|cancel\w+|enabled?|disabled?|required?|optional|default)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Clash:
    """What clashes: a kind, a sentence made of the words, and where they stand on each side."""

    kind: ConflictKind
    reason: str
    left_marks: tuple[Mark, ...]
    right_marks: tuple[Mark, ...]


def describe(left: Sentence, right: Sentence) -> Clash:
    """Look for the likeliest clash: positions, dates, numbers, one-sided negation, names; else the odd words."""
    return (
        _stances(left, right)
        or _dates(left, right)
        or _numbers(left, right)
        or _opposites(left, right)
        or _negation(left, right)
        or _names(left, right)
        or _odd_words(left, right)
    )


def _clash(kind: ConflictKind, left: Sentence, right: Sentence, ours: list[Mark], theirs: list[Mark]) -> Clash:
    def said(sentence: Sentence, marks: list[Mark]) -> str:
        words = " … ".join(" ".join(sentence.text[a:b].split()) for a, b in marks)
        return f"“{words}”" if words else "the other side"

    return Clash(kind, f"{said(left, ours)} against {said(right, theirs)}", tuple(ours), tuple(theirs))


def _stances(left: Sentence, right: Sentence) -> Clash | None:
    ours, theirs = find_stance(left.text), find_stance(right.text)
    if ours is None or theirs is None or ours.sign == theirs.sign:
        return None
    return _clash("antonym", left, right, list(ours.spans), list(theirs.spans))


def _opposites(left: Sentence, right: Sentence) -> Clash | None:
    pair = opposed_words(left.text, right.text)
    if pair is None:
        return None
    kind: ConflictKind = "status" if _STATUS.search(left.text) and _STATUS.search(right.text) else "antonym"
    ours = _find(left, lambda word: stem(word) == pair[0])
    theirs = _find(right, lambda word: stem(word) == pair[1])
    return _clash(kind, left, right, ours, theirs)


def _dates(left: Sentence, right: Sentence) -> Clash | None:
    ours = {m.group().casefold(): m.span() for m in _DATE.finditer(left.text)}
    theirs = {m.group().casefold(): m.span() for m in _DATE.finditer(right.text)}
    if ours and theirs and not ours.keys() & theirs.keys() and _mostly_the_same(left, right):
        return _clash("date", left, right, list(ours.values()), list(theirs.values()))
    return None


def _numbers(left: Sentence, right: Sentence) -> Clash | None:
    ours, theirs = numbers(left.readable), numbers(right.readable)
    for number in ours:
        for other in theirs:
            alike = number.unit == other.unit and number.is_percent == other.is_percent
            if alike and not same_number(number, other) and _mostly_the_same(left, right):
                marks = _spans(left, number), _spans(right, other)
                kind: ConflictKind = "quantity" if number.is_percent or number.is_rough else "number"
                return _clash(kind, left, right, *marks)
    return None


def _spans(sentence: Sentence, number: Number) -> list[Mark]:
    """Where a number stands in the raw text: markup or a line break may have moved it."""
    at = sentence.text.find(number.text)
    return [(at, at + len(number.text))] if at >= 0 else []


def _negation(left: Sentence, right: Sentence) -> Clash | None:
    ours = [m.span() for m in NEGATION.finditer(left.text)]
    theirs = [m.span() for m in NEGATION.finditer(right.text)]
    if bool(ours) == bool(theirs) or not _mostly_the_same(left, right, NEARLY):
        return None
    if not ours:
        ours = _odd_marks(left, right)
    else:
        theirs = _odd_marks(right, left)
    return _clash("negation", left, right, ours, theirs)


def _names(left: Sentence, right: Sentence) -> Clash | None:
    ours, theirs = names(left.text) - names(right.text), names(right.text) - names(left.text)
    if not ours or not theirs or not _mostly_the_same(left, right, NEARLY):
        return None
    marks = _find(left, ours.__contains__), _find(right, theirs.__contains__)
    is_place = all(
        spans and _PLACE_BEFORE.search(sentence.text[: spans[0][0]])
        for sentence, spans in zip((left, right), marks, strict=True)
    )
    return _clash("place" if is_place else "entity", left, right, *marks)


def _mostly_the_same(left: Sentence, right: Sentence, share: float = MOSTLY) -> bool:
    """Whether the shorter sentence's words are mostly the longer one's too, so that one odd word can be the clash."""
    ours, theirs = terms(left.text), terms(right.text)
    return len(ours & theirs) >= share * min(len(ours), len(theirs))


def _find(sentence: Sentence, is_wanted: Callable[[str], bool]) -> list[Mark]:
    spans = [m.span() for m in _WORD.finditer(sentence.text) if is_wanted(m.group())]
    return spans[:MOST_MARKED_WORDS]


def _odd_words(left: Sentence, right: Sentence) -> Clash:
    has_status = _STATUS.search(left.text) and _STATUS.search(right.text)
    return _clash("status" if has_status else "other", left, right, _odd_marks(left, right), _odd_marks(right, left))


def _odd_marks(sentence: Sentence, other: Sentence) -> list[Mark]:
    """The words of one side that the other doesn't have, as neighbouring stretches."""
    there = {stem(word) for word in _WORD.findall(other.text)}
    marks: list[Mark] = []
    for match in _WORD.finditer(sentence.text):
        if match.group().lower() in STOP_WORDS or stem(match.group()) in there:
            continue
        if marks and sentence.text[marks[-1][1] : match.start()].isspace():
            marks[-1] = (marks[-1][0], match.end())
        else:
            marks.append(match.span())
    return marks[:MOST_MARKED_WORDS]
