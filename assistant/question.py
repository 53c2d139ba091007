"""What a question asks for: a date, a number, a name, a reason, a list, a comparison, a yes or no."""

import re
from collections.abc import Callable
from typing import Literal

from assistant.text import names
from assistant.values import Kind, values

Asks = Literal[
    "date", "age", "money", "length", "count", "person", "place", "reason", "list", "compare", "yes_no", "other"
]

AUXILIARIES = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must"
"""What a yes or no question opens with, as alternatives of a pattern."""

_PATTERNS: dict[Asks, str] = {
    "compare": r"\bcompare\b|\bdifferences?\b.*\bbetween\b|\bdiffer\b"
    r"|^(?:which|who|what) .*\b(?:\w+er|more|less|better|worse)\b.* or\b",
    "list": r"\b(?:list|name (?:the|all)|all (?:the|of the)|what are (?:all |the ))"
    r"|\bwhich (?:\w+ )?(?!was\b|is\b|has\b|does\b)\w+s\b (?:are|were|have|did|do)\b",
    "age": r"\bhow old\b|\bwhat age\b",
    "money": r"\bhow much (?:money|did .* (?:cost|pay|earn)|does .* cost|is .* worth)"
    r"|\b(?:what|how much) .*\b(?:costs?|price|salary|budget|fee)\b",
    "length": r"\bhow (?:far|long|tall|high|deep|wide|large|big|heavy|fast|often)\b",
    "count": r"\bhow (?:many|much)\b|\bwhat (?:percentage|number|share|proportion)\b",
    "date": r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|century|decade|time)\b|\bhow long ago\b",
    "person": r"^(?:\w+ )?(?:who|whom|whose)\b|\b(?:what|which) (?:person|people|man|woman)\b",
    "place": r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:city|country|place|town|state|river|region|continent)\b",
    "reason": r"\bwhy\b|\bwhat (?:caused|causes|reason)\b|\bhow come\b|\bwhat .*\breasons?\b",
    "yes_no": rf"^(?:{AUXILIARIES})\b",
}
_ASKS: dict[Asks, re.Pattern[str]] = {asks: re.compile(_PATTERNS[asks], re.IGNORECASE) for asks in _PATTERNS}
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|caus\w+|reason\w*|result\w*|so that|in order to|therefore|led to|thanks to"
    r"|to (?:avoid|prevent|save|make|keep|help)|blam\w+|for fear|after|as)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|at|from|near|to|of|off|on|along|between|outside)\s+(?:the\s+)?[A-Z]")
_AGE = re.compile(r"\b(?:aged?|years?[ -]old|year-old|born|built|launched|founded|at \d{1,3}\b)", re.IGNORECASE)
_LENGTHS: tuple[Kind, ...] = ("length", "time", "mass", "count", "times")
_COUNTS: tuple[Kind, ...] = ("count", "share", "money", "times", "mass", "length", "degrees")
_VALUE_KINDS: dict[Asks, tuple[Kind, ...]] = {
    "date": ("date", "clock"), "money": ("money", "count"), "length": _LENGTHS, "count": _COUNTS,
}  # fmt: skip


def asks_for(question: str) -> Asks:
    """What kind of answer a question wants; the first pattern that fits.

    >>> asks_for("How old was the Kestrel?"), asks_for("Is it open?"), asks_for("Why did it sink?")
    ('age', 'yes_no', 'reason')
    """
    for asks, pattern in _ASKS.items():
        if pattern.search(question):
            return asks
    return "other"


def holds(asks: Asks, sentence: str, question: str) -> bool | None:
    """Whether a sentence has an answer of that kind; None where its words can't tell."""
    check = _CHECKS.get(asks)
    return check(sentence, question) if check else None


def _holds_value(asks: Asks) -> Callable[[str, str], bool]:
    def check(sentence: str, question: str) -> bool:
        asked = {value.text for value in values(question)}
        return any(v.kind in _VALUE_KINDS[asks] and v.text not in asked for v in values(sentence))

    return check


def _holds_name(sentence: str, question: str) -> bool:
    opener = sentence.split()[:1]
    return bool({*names(sentence), *(w for w in opener if w[:1].isupper())} - names(question) - set(question.split()))


_CHECKS: dict[Asks, Callable[[str, str], bool]] = {
    **{asks: _holds_value(asks) for asks in _VALUE_KINDS},
    "age": lambda sentence, _: bool(_AGE.search(sentence) and values(sentence)),
    "person": _holds_name,
    "place": lambda sentence, question: bool(_PLACE.search(sentence)) and _holds_name(sentence, question),
    "reason": lambda sentence, _: bool(_REASON.search(sentence)),
}
