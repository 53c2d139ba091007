"""Words, names, numbers and negation of a sentence: what checks compare before any model is asked."""

import re
from dataclasses import dataclass
from functools import lru_cache

from text_to_num import text2num

from index.lexical import STOP_WORDS, stem

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*\d|\d")
NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|nowhere|without|cannot|hardly|scarcely|\w+n['’]t)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?P<currency>[$€£¥])?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|m|k)\b)?",
    re.IGNORECASE,
)
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_SPELLED = re.compile(
    rf"\b(?:{'|'.join(_SMALL.split())})(?:(?:\s+and)?[\s-]+(?:{'|'.join(_SMALL.split())}|hundred|thousand|million|billion))*"
    r"\b(?!\s*(?:of them|another|day\b))",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent\b)", re.IGNORECASE)
_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately|over|more than|at least|at most|up to|under|fewer"
    r" than|less than|close to)\s+$",
    re.IGNORECASE,
)
_SENTENCE_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<![\"“‘(])\b[A-Z][\w'’-]*[a-z\d][\w'’-]*|\b[A-Z]{2,}\b")
_NAME_STOP = frozenset("Mr Mrs Ms Dr Sir The A An In On At And But It He She They I".split())


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence, at `text[start:end]`. `value` is scaled (4 thousand is 4000).

    `unit` is its currency sign, or the stem of the word after it.
    """

    value: float
    unit: str
    is_percent: bool
    is_year: bool
    is_rough: bool
    text: str
    start: int
    end: int


def terms(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(w) for w in _WORD.findall(text) if w.lower() not in STOP_WORDS and len(w) > 1)


def is_negated(text: str) -> bool:
    """Whether the sentence holds a word of negation."""
    return bool(NEGATION.search(text))


def names(text: str) -> frozenset[str]:
    """Capitalised words that don't just open a sentence."""
    return frozenset(n for n in _SENTENCE_NAME.findall(text) if n not in _NAME_STOP)


@lru_cache(maxsize=20_000)
def numbers(text: str) -> tuple[Number, ...]:
    """Numbers in digits or in words, in the order of the text, scaled and with their units."""
    found = [_in_digits(text, match) for match in _DIGITS.finditer(text)]
    found += [_in_words(text, match) for match in _SPELLED.finditer(text)]
    return tuple(sorted((number for number in found if number), key=lambda number: number.start))


def _in_digits(text: str, match: re.Match[str]) -> Number | None:
    before = text[: match.start()]
    if before[-1:].isalpha() or (before[-1:] in ("-", "/", ".", ",") and before[-2:-1].isalnum()):
        return None  # part of a code, a ratio or a longer number
    value = float(match["value"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1.0)
    bare = not (match["currency"] or match["scale"]) and match["value"].isdigit()
    return _number(text, match.start(), match.end(), value, match["currency"] or "", bare and 1000 <= value <= 2100)


def _in_words(text: str, match: re.Match[str]) -> Number | None:
    try:
        value = float(text2num(match.group().lower(), "en"))
    except ValueError:
        return None  # two numbers side by side, or a phrase that is none
    return _number(text, match.start(), match.end(), value, "", is_year=False)


def _number(text: str, start: int, end: int, value: float, currency: str, is_year: bool) -> Number:
    percent = _PERCENT.match(text, end)
    end = percent.end() if percent else end
    after = re.match(r"[\s-]*([A-Za-z]+)", text[end : end + 40])
    return Number(
        value=value,
        unit=currency or (stem(after.group(1)) if after else ""),
        is_percent=percent is not None,
        is_year=is_year and percent is None,
        is_rough=bool(_ABOUT.search(text[:start])),
        text=text[start:end],
        start=start,
        end=end,
    )


def same_number(left: Number, right: Number) -> bool:
    """Equal, or equal when one is rounded as it says it is ("about 4,000" for 4,012)."""
    if left.is_percent != right.is_percent:
        return False
    if left.value == right.value:
        return True
    tolerance = 0.1 if left.is_rough or right.is_rough else 0.0
    return abs(left.value - right.value) <= tolerance * max(abs(left.value), abs(right.value))


def normalised(text: str) -> str:
    """Case, quotation marks, dashes and white space made alike, for exact matching."""
    text = text.translate(_ALIKE).casefold()
    return " ".join(re.sub(r"\s*([—–-]+)\s*", "-", text).split()).strip(" .")


_ALIKE = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "—": "-", "–": "-", "\u00a0": " "})
