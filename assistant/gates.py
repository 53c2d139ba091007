"""Reasons why two sentences that look like a conflict are none.

Each gate looks at one thing, and returns a sentence that says why the pair is set aside, or None to let it pass.
No gate knows a topic.
"""

import re
from collections.abc import Callable

from assistant.stance import opposed
from assistant.text import is_negated, numbers, same_number

_TIME_WORDS = re.compile(
    r"\b(?:(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)|q[1-4]|h[12]|yesterday|today|tomorrow"
    r"|last (?:year|month|week|spring|summer|autumn|winter)|next (?:year|month|week)|this (?:year|month|week))\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"^(?:if|unless|should|were|had)\b.*,|\bif\b.*\bwould\b|\bwould\b.*\bif\b|\b(?:might|would have|hopes? to"
    r"|may (?:have|yet|well|still|soon|one day)|(?:is|are) (?:expected|likely|due|set|forecast|predicted) to"
    r"|(?<!nobody )(?<!no one )could(?! (?:not|only)\b))\b",
    re.IGNORECASE,
)
_SAYING = r"(?:said|says|told|warned|argued|claimed|claims|insisted|added|stated|denied|believes?|thinks?|according to)"
_SPEAKER_BEFORE = re.compile(rf"((?:[A-Z][\w'’-]+\s+)*[A-Z][\w'’-]+),?(?:[^,.;]{{0,60}},)?\s+{_SAYING}\b")
_SPEAKER_AFTER = re.compile(rf"\b{_SAYING}\s+(?:[a-z]+\s+){{0,3}}((?:[A-Z][\w'’-]+\s+)*[A-Z][\w'’-]+)")
_PRONOUNS = frozenset("It He She They We I You This That There".split())
_REJECTED = re.compile(
    r"\b(?:myth|misconception|wrongly|mistakenly|falsely|it is often (?:said|claimed|thought)|contrary to"
    r"|some (?:say|claim|believe)|critics (?:say|claim)|rumou?rs?)\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\b(?:previously|formerly|used to|no longer|until (?:then|now)|since then|has since|earlier (?:reports?|figures?"
    r"|count|toll)|at first|initially|originally|corrected|revised|updated|was raised to|rose to)\b",
    re.IGNORECASE,
)


Gate = Callable[[str, str], str | None]


def other_time(left: str, right: str) -> str | None:
    """Each names its own time, and more than the time differs: what changed in between is no contradiction."""
    times_left, times_right = _times(left), _times(right)
    if not times_left or not times_right or times_left & times_right:
        return None
    other = is_negated(left) != is_negated(right) or _values_differ(left, right)
    return f"One speaks of {min(times_left)}, the other of {min(times_right)}." if other else None


def rounding(left: str, right: str) -> str | None:
    """Their numbers are the same once rounding is allowed for, and nothing but a number seems to differ."""
    ours, theirs = numbers(left), numbers(right)
    differ = [n for n in ours if not any(n.value == other.value for other in theirs)]
    if not differ or is_negated(left) != is_negated(right):
        return None
    if all(any(same_number(n, other) for other in theirs) for n in differ):
        return f"{differ[0].text} is a rounded figure."
    return None


def disputed(left: str, right: str) -> str | None:
    """Two named speakers say different things: a disagreement that the sources report."""
    ours, theirs = speaker(left), speaker(right)
    if ours and theirs and not _same_person(ours, theirs):
        return f"{ours} says one thing, {theirs} another."
    return None


def hypothetical(left: str, right: str) -> str | None:
    """One tells what may or would be, the other what is."""
    ours, theirs = _HYPOTHETICAL.search(left), _HYPOTHETICAL.search(right)
    if bool(ours) != bool(theirs):
        found = ours or theirs
        return f"One is about what may be (“{found.group() if found else ''}”), the other about what is."
    return None


def rejected_view(left: str, right: str) -> str | None:
    """One only describes a view that its text rejects."""
    for text in (left, right):
        if found := _REJECTED.search(text):
            return f"One describes a view (“{found.group()}”) without holding it."
    return None


def same_position(left: str, right: str) -> str | None:
    """Both are for the same thing, or both against it: to back the deployment is to be against the withdrawal."""
    return "Both take the same side." if opposed(left, right) < 0 else None


def update(left: str, right: str) -> str | None:
    """One says itself that the state of things has changed."""
    for text in (left, right):
        if found := _UPDATE.search(text):
            return f"One tells of a change (“{found.group()}”)."
    return None


GATES: dict[str, Gate] = {
    "other_time": other_time,
    "rounding": rounding,
    "disputed": disputed,
    "hypothetical": hypothetical,
    "rejected_view": rejected_view,
    "same_position": same_position,
    "update": update,
}


def set_aside(left: str, right: str) -> tuple[str, str] | None:
    """The first gate that holds the pair back, and its reason."""
    for label, gate in GATES.items():
        if reason := gate(left, right):
            return label, reason
    return None


def speaker(text: str) -> str | None:
    """Who is reported as saying this, if the sentence names somebody."""
    for pattern in (_SPEAKER_BEFORE, _SPEAKER_AFTER):
        for match in pattern.finditer(text):
            if match.group(1) not in _PRONOUNS:
                return match.group(1)
    return None


def _same_person(left: str, right: str) -> bool:
    return bool(set(left.split()) & set(right.split()))


def _times(text: str) -> set[str]:
    years = {n.text for n in numbers(text) if n.is_year}
    return years | {match.group().lower() for match in _TIME_WORDS.finditer(text)}


def _values_differ(left: str, right: str) -> bool:
    ours = [n for n in numbers(left) if not n.is_year]
    theirs = [n for n in numbers(right) if not n.is_year]
    return bool(ours and theirs) and not any(same_number(a, b) for a in ours for b in theirs)
