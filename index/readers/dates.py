"""The date a document states of itself: a date line, a dateline, a "Published" line. Never a date it tells of."""

import re
from collections.abc import Sequence
from datetime import date

from index.source import Block

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join([*_MONTHS, *(f"{name[:3]}\\.?" for name in _MONTHS), "sept\\.?"])
_DATE = re.compile(
    rf"(?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}})",
    re.IGNORECASE,
)
_DATELINE_END = re.compile(r"\s*(?:[—–:]|--|-\s|\([A-Z][A-Za-z ]+\))")
_OPENING_BLOCKS = 6
_DATE_LINE_CHARACTERS = 90
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]*_]*$")
_LABEL = re.compile(
    r"\W*(?:(?:first|last)\s+)?(?:published|updated|posted|dated|date|issued|released)\b", re.IGNORECASE
)
_WORDS_BESIDE_DATE = 2


def parse_date(text: str) -> date | None:
    """The first full date in `text`, day before month or month before day by the month's name, or ISO 8601."""
    match = _DATE.search(text)
    if match is None:
        return None
    found = match.groupdict()
    for form in "123":
        if found[f"y{form}"]:
            month = found[f"m{form}"]
            number = int(month) if month.isdigit() else _month_number(month)
            try:
                return date(int(found[f"y{form}"]), number, int(found[f"d{form}"]))
            except ValueError:
                return None
    return None


def _month_number(name: str) -> int:
    short = name.lower()[:3]
    return next(i for i, month in enumerate(_MONTHS, start=1) if month.startswith(short))


def stated_date(text: str, blocks: Sequence[Block]) -> date | None:
    """Look through the opening blocks for a short line that is a date, or a paragraph that opens with a dateline."""
    for block in blocks[:_OPENING_BLOCKS]:
        content = text[block.start : block.end]
        match = _DATE.search(content, 0, 200)
        if match is None:
            continue
        is_date_line = len(content) <= _DATE_LINE_CHARACTERS and not _tells(content, match)
        is_dateline = match.start() <= 40 and _DATELINE_END.match(content, match.end())
        if is_date_line or is_dateline:
            return parse_date(match.group())
    return None


def _tells(content: str, match: re.Match[str]) -> bool:
    """Whether a line is a sentence that tells of a date, rather than the statement of one."""
    beside = (content[: match.start()] + content[match.end() :]).split()
    return bool(_SENTENCE_END.search(content)) and not _LABEL.match(content) and len(beside) > _WORDS_BESIDE_DATE
