"""Reasons why two sentences that look like a conflict are none.

Each gate looks at one thing, and returns a sentence that says why the pair is set aside, or None to let it pass.
No gate knows a topic.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.stance import opposed
from assistant.text import is_negated, numbers, same_number, terms

_TIME_WORDS = re.compile(
    r"\b(?:(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)|q[1-4]|h[12]|yesterday|today|tomorrow"
    r"|last (?:year|month|week|spring|summer|autumn|winter)|next (?:year|month|week)|this (?:year|month|week))\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|may|might|could|would|unless|whether|suppose|were to|is expected to|are expected to|forecasts?)\b",
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence as the gates see it: its readable text, and its document's title."""

    text: str
    title: str


Gate = Callable[[Claim, Claim], str | None]


def other_subject(left: Claim, right: Claim) -> str | None:
    """They share no word that carries meaning, and no title that could hold them together."""
    if terms(left.text) & terms(right.text):
        return None
    together = (terms(left.title) & terms(right.text)) | (terms(right.title) & terms(left.text))
    return None if together else "They speak of different things."


def other_time(left: Claim, right: Claim) -> str | None:
    """Each names its own time, and more than the time differs: what changed in between is no contradiction."""
    times_left, times_right = _times(left.text), _times(right.text)
    if not times_left or not times_right or times_left & times_right:
        return None
    other = is_negated(left.text) != is_negated(right.text) or _values_differ(left.text, right.text)
    return f"One speaks of {min(times_left)}, the other of {min(times_right)}." if other else None


def rounding(left: Claim, right: Claim) -> str | None:
    """Their numbers are the same once rounding is allowed for, and nothing but a number seems to differ."""
    ours, theirs = numbers(left.text), numbers(right.text)
    differ = [n for n in ours if not any(n.value == other.value for other in theirs)]
    if not differ or is_negated(left.text) != is_negated(right.text):
        return None
    if all(any(same_number(n, other) for other in theirs) for n in differ):
        return f"{differ[0].text} is a rounded figure."
    return None


def disputed(left: Claim, right: Claim) -> str | None:
    """Two named speakers say different things: a disagreement that the sources report."""
    ours, theirs = speaker(left.text), speaker(right.text)
    if ours and theirs and not _same_person(ours, theirs):
        return f"{ours} says one thing, {theirs} another."
    return None


def hypothetical(left: Claim, right: Claim) -> str | None:
    """One tells what may or would be, the other what is."""
    ours, theirs = _HYPOTHETICAL.search(left.text), _HYPOTHETICAL.search(right.text)
    if bool(ours) != bool(theirs):
        found = ours or theirs
        return f"One is about what may be (“{found.group() if found else ''}”), the other about what is."
    return None


def rejected_view(left: Claim, right: Claim) -> str | None:
    """One only describes a view that its text rejects."""
    for claim in (left, right):
        if found := _REJECTED.search(claim.text):
            return f"One describes a view (“{found.group()}”) without holding it."
    return None


def same_position(left: Claim, right: Claim) -> str | None:
    """Both are for the same thing, or both against it: to back the deployment is to be against the withdrawal."""
    return "Both take the same side." if opposed(left.text, right.text) < 0 else None


def update(left: Claim, right: Claim) -> str | None:
    """One says itself that the state of things has changed."""
    for claim in (left, right):
        if found := _UPDATE.search(claim.text):
            return f"One tells of a change (“{found.group()}”)."
    return None


GATES: dict[str, Gate] = {
    "other_subject": other_subject,
    "other_time": other_time,
    "rounding": rounding,
    "disputed": disputed,
    "hypothetical": hypothetical,
    "rejected_view": rejected_view,
    "same_position": same_position,
    "update": update,
}


def set_aside(left: Claim, right: Claim) -> tuple[str, str] | None:
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
