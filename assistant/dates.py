"""Dates of a sentence, as far as it states them: a day and a month, a year, a weekday, a season."""

import re
from collections.abc import Iterator

Parts = tuple[tuple[str, int | str], ...]
"""What a date states, by part: year, decade, month, day, weekday, season."""

_MONTHS: tuple[str, ...] = tuple(
    "january february march april may june july august september october november december".split()
)
_MONTH = "(?P<{}>" + "|".join(month.capitalize() for month in _MONTHS) + ")"
_ALSO_WORDS = ("March", "May", "August")
_IN_CONTEXT = "|".join(
    rf"(?<={before})(?:{'|'.join(_ALSO_WORDS)})" for before in ("in ", "since ", "until ", "of ", "mid-", "last ")
)
_DATE = re.compile(
    r"\b(?:(?P<year1>\d{4})-(?P<month1>\d{2})-(?P<day1>\d{2})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('month2')}(?:,? (?P<year2>\d{{4}}))?"
    rf"|{_MONTH.format('month3')} (?P<day3>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<year3>\d{{4}}))?"
    rf"|{_MONTH.format('month4')} (?P<year4>\d{{4}})"
    rf"|(?P<month5>{'|'.join(m.capitalize() for m in _MONTHS if m.capitalize() not in _ALSO_WORDS)}|{_IN_CONTEXT})"
    r"|(?P<weekday1>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?"
    r"|(?P<season1>spring|summer|autumn|winter)(?= of\b|,|\.| \d|$)"
    r"|(?P<decade1>1\d\d0|20\d0)s"
    r"|(?P<year5>1\d{3}|20\d\d)(?![\d,.]\d|\s?(?:%|per cent|percent)|\s+[a-z]+s\b))\b"
)


def dates(text: str) -> Iterator[tuple[tuple[int, int], Parts]]:
    """Every date with where it stands. "March", "May" and "August" alone count only where a date can stand."""
    for match in _DATE.finditer(text):
        yield match.span(), tuple(_parts(match))


def _parts(match: re.Match[str]) -> Iterator[tuple[str, int | str]]:
    for name, word in match.groupdict().items():
        part = name.rstrip("12345")
        if word is None:
            continue
        if not word.isdigit():
            yield part, _MONTHS.index(word.lower()) + 1 if part == "month" else word
            continue
        yield part, int(word)
        if part == "year":
            yield "decade", int(word) // 10 * 10
