"""Words, names, numbers and negation of a sentence: what checks compare before any model is asked."""

import re
from dataclasses import dataclass
from functools import lru_cache

from text_to_num import alpha2digit

from index.search import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*\d|\d")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|nowhere|without|cannot|hardly|scarcely|\w+n['’]t)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<currency>[$€£¥])?\s?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s?(?P<scale>thousand|million|billion|trillion|bn|m\b|k\b)?\s?(?P<percent>%|per\s?cent|percent)?",
    re.IGNORECASE,
)
_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately|over|more than|at least|at most|up to|under|fewer"
    r" than|less than|close to)\s+\S*$",
    re.IGNORECASE,
)
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ers", "ies", "ied", "ed", "es", "ly", "er", "s", "al")
_SENTENCE_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<![\"“‘(])\b[A-Z][\w'’-]*[a-z\d][\w'’-]*|\b[A-Z]{2,}\b")
_NAME_STOP = frozenset("Mr Mrs Ms Dr Sir The A An In On At And But It He She They I".split())


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a sentence has it. `value` is scaled (4 thousand is 4000); `unit` is the word after it, if any."""

    value: float
    unit: str
    is_percent: bool
    is_year: bool
    is_rough: bool
    text: str


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A crude stem, enough to match "withdrawal" with "withdrawing"; never shown."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def terms(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(w) for w in _WORD.findall(text) if w.lower() not in STOP_WORDS and len(w) > 1)


def is_negated(text: str) -> bool:
    return bool(_NEGATION.search(text))


def names(text: str) -> frozenset[str]:
    """Capitalised words that don't just open a sentence."""
    return frozenset(n for n in _SENTENCE_NAME.findall(text) if n not in _NAME_STOP)


@lru_cache(maxsize=20_000)
def numbers(text: str) -> tuple[Number, ...]:
    """Numbers in digits or words, scaled and with their units."""
    digits = alpha2digit(text, "en")
    found = []
    for match in _NUMBER.finditer(digits):
        before, after = digits[: match.start()], digits[match.end() :]
        if before[-1:].isalpha() or (before[-1:] in "-/" and before[-2:-1].isalnum()):
            continue
        value = float(match["value"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1.0)
        unit = re.match(r"\s*[-–]?\s*([A-Za-z]+)", after)
        plain = not (match["currency"] or match["scale"] or match["percent"]) and "," not in match["value"]
        found.append(
            Number(
                value=value,
                unit=(match["currency"] or (stem(unit.group(1)) if unit else "")),
                is_percent=bool(match["percent"]),
                is_year=plain and 1000 <= value <= 2100 and "." not in match["value"],
                is_rough=bool(_ABOUT.search(before)),
                text=match.group().strip(),
            )
        )
    return tuple(found)


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
