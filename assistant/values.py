"""Numbers with their units, shares and dates of a sentence, typed, so that like is compared with like."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.dates import Parts, dates
from assistant.text import Number, numbers, terms

Kind = Literal["count", "share", "money", "length", "mass", "time", "degrees", "times", "clock", "date"]
Match = Literal["same", "other", "missing"]
"""A value of a statement beside those of a source: it is there, another of its type is, or none of its type."""

ROUGHLY = 0.1
SHORTEST_ROUNDED = 2
TOLERANCE = 1e-6
YEAR = 31_557_600

_UNITS: dict[str, tuple[Kind, float]] = {
    "mm": ("length", 0.001), "millimetr": ("length", 0.001), "cm": ("length", 0.01), "centimetr": ("length", 0.01),
    "metr": ("length", 1), "meter": ("length", 1), "km": ("length", 1e3), "kilometr": ("length", 1e3),
    "kilomet": ("length", 1e3), "mile": ("length", 1609.344), "feet": ("length", 0.3048), "foot": ("length", 0.3048),
    "gram": ("mass", 0.001), "g": ("mass", 0.001), "kg": ("mass", 1), "kilogram": ("mass", 1), "kilo": ("mass", 1),
    "tonn": ("mass", 1e3), "ton": ("mass", 1e3), "second": ("time", 1), "minut": ("time", 60), "min": ("time", 60),
    "hour": ("time", 3600), "h": ("time", 3600), "day": ("time", 86400), "week": ("time", 604_800),
    "month": ("time", YEAR / 12), "year": ("time", YEAR), "degre": ("degrees", 1), "time": ("times", 1),
    "dollar": ("money", 1), "euro": ("money", 1), "franc": ("money", 1), "pound": ("money", 1), "$": ("money", 1),
    "£": ("money", 1), "€": ("money", 1), "¥": ("money", 1),
}  # fmt: skip
_WORDS: dict[str, tuple[Kind, float]] = {
    "half an hour": ("time", 1800), "quarter of an hour": ("time", 900), "an hour": ("time", 3600),
    "half what": ("times", 0.5), "half as": ("times", 0.5), "halved": ("times", 0.5), "twice": ("times", 2),
    "double": ("times", 2), "doubled": ("times", 2), "thrice": ("times", 3), "tripled": ("times", 3),
    "dozen": ("count", 12), "half": ("share", 0.5),
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:(?P<top>a|one|two|three|four)[\s-]+(?P<part>half|third|quarter|fifth|tenth)s?"
    r"|(?P<some>one|two|three|four|five|\d+) (?:in|out of)(?: every)?"
    r" (?P<of>two|three|four|five|six|seven|eight|nine|ten|(?:a )?hundred|\d+))\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:(?:is|are|was|were|be|entirely) free(?=\s*(?:[.,;]|$))|free of charge|for free|costs? nothing|at no cost"
    r"|no charge)\b",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SMALL = {word: n for n, word in enumerate("a two three four five six seven eight nine ten".split(), start=1)} | {
    "one": 1,
    "hundred": 100,
    "a hundred": 100,
}
_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
_UNIT_WORD = re.compile(r"[\s-]*[A-Za-z]+")
_RANGE = re.compile(r"\s*(?:to|or|and|–|-)\s*(?:[$€£¥]\s*)?")
_ROUGH = re.compile(
    r"\b(?:a little|just|slightly|some|about|around|roughly|nearly|almost|over|under|more than|less than|at least"
    r"|approximately|close to|up to)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value at `text[start:end]` of its sentence: an amount in its kind's base unit, or the parts of a date.

    `unit` is the stem of what is counted, `written` the number before its unit is reckoned in.
    """

    kind: Kind
    amount: float
    parts: Parts
    is_rough: bool
    text: str
    start: int
    end: int
    unit: str = ""
    written: float = 0.0


def values(text: str) -> list[Value]:
    """Every value of a text, in its order. A bare "one" is none: it is mostly a pronoun."""
    found: list[Value] = []
    for value in _all(text):
        if not any(v.start < value.end and value.start < v.end for v in found):
            found.append(value)
    found.sort(key=lambda value: value.start)
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], found[at + 1]
        if one.kind == "count" != other.kind != "date" and _RANGE.fullmatch(text[one.end : other.start]):
            found[at] = replace(
                one, kind=other.kind, amount=one.amount * (other.amount / other.written if other.written else 1)
            )
    return found


def compare(value: Value, others: Sequence[Value]) -> tuple[Match, Value | None]:
    """Whether a source's values hold this one; if not, the one of its type that stands in its place."""
    if value.kind == "date":
        return _compare_dates(value, [other for other in others if other.kind == "date"])
    like = [other for other in others if other.kind == value.kind]
    if any(_same_amount(value, other) for other in like) or any(_same_bare(value, other) for other in others):
        return "same", None
    return ("other", like[0]) if like else ("missing", None)


def reworded(text: str, source: str) -> str:
    """The text with each value put as the source puts the same one: "half an hour" becomes its "30 minutes"."""
    there = values(source)
    for value in reversed(values(text)):
        same = next((other for other in there if _in_other_words(value, other)), None)
        if same:
            text = text[: value.start] + same.text + text[value.end :]
    return text


def _in_other_words(value: Value, other: Value) -> bool:
    return value.kind == other.kind != "date" and value.text != other.text and compare(value, [other])[0] == "same"


def is_derived(value: Value, others: Sequence[Value]) -> bool:
    """Whether it can be worked out: the difference or sum of two values of its kind, years from two years, the rest."""
    if value.kind == "date":
        return False
    years = [float(stated) * YEAR for other in others for part, stated in other.parts if part == "year"]
    amounts = [other.amount for other in others if other.kind == value.kind] + (years if value.kind == "time" else [])
    amounts += [1.0] if value.kind == "share" else []
    results = [result for n, a in enumerate(amounts) for b in amounts[n + 1 :] for result in (abs(a - b), a + b)]
    return any(math.isclose(result, value.amount, rel_tol=TOLERANCE) for result in results)


def _same_amount(value: Value, other: Value) -> bool:
    if math.isclose(value.amount, other.amount, rel_tol=TOLERANCE):
        return True
    if value.is_rough or other.is_rough:
        return abs(value.amount - other.amount) <= ROUGHLY * max(abs(value.amount), abs(other.amount))
    digits = len(f"{value.amount:g}".replace(".", "").strip("0"))
    return digits >= SHORTEST_ROUNDED and float(f"{other.amount:.{digits}g}") == value.amount


def _same_bare(value: Value, other: Value) -> bool:
    """The same figure, once with and once without its unit: "aged nineteen" and "nineteen years old"."""
    return "count" in (value.kind, other.kind) and value.written == other.written != 0


def _compare_dates(value: Value, others: Sequence[Value]) -> tuple[Match, Value | None]:
    """Part by part: "May 2003" is borne out by "in 2003, in May", and not by "May 2004"."""
    for part, wanted in value.parts:
        having = [other for other in others if part in dict(other.parts)]
        if not any(dict(other.parts)[part] == wanted for other in having):
            return ("other", having[0]) if having else ("missing", None)
    return "same", None


def _all(text: str) -> Iterator[Value]:
    for span, parts in dates(text):
        yield _value(text, span, "date", 0.0, parts)
    for match in _CLOCK.finditer(text):
        yield _value(text, match.span(), "clock", 60.0 * int(match[1]) + int(match[2]))
    for match in _FRACTION.finditer(text):
        yield from _fraction(text, match)
    for match in _FREE.finditer(text):
        yield _value(text, match.span(), "money", 0.0)
    for match in _WORD.finditer(text):
        yield _value(text, match.span(), *_WORDS[match.group().lower()])
    for number in numbers(text):
        yield from _number(text, number)


def _value(text: str, span: tuple[int, int], kind: Kind, amount: float, parts: Parts = ()) -> Value:
    return Value(kind, amount, parts, bool(_ROUGH.search(text[: span[0]])), text[span[0] : span[1]], *span)


def _number(text: str, number: Number) -> Iterator[Value]:
    kind, scale = _UNITS.get(number.unit, ("count", 1.0))
    if number.is_percent:
        kind, scale = "share", 0.01
    elif re.match(r"\s?°", text[number.end :]):
        kind, scale = "degrees", 1.0
    if number.value > 1 or kind != "count":
        unit = number.unit if terms(number.unit) else ""
        with_unit = _UNIT_WORD.match(text, number.end) if number.unit in _UNITS and not number.is_percent else None
        end = with_unit.end() if with_unit else number.end
        value = _value(text, (number.start, end), kind, number.value * scale)
        yield replace(value, unit=unit, written=number.value)


def _fraction(text: str, match: re.Match[str]) -> Iterator[Value]:
    top = _small(match["top"] or match["some"])
    bottom = _PARTS[match["part"].lower()] if match["part"] else _small(match["of"])
    if top < bottom:
        yield _value(text, match.span(), "share", top / bottom)


def _small(word: str) -> int:
    return int(word) if word.isdigit() else _SMALL[word.lower()]
