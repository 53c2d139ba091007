"""For or against: the position a sentence takes, by a short list of English verbs and of nouns that mean an ending.

To be against the withdrawal is to be for the deployment: a noun that means the end of something turns the sign.
"""

import re
from dataclasses import dataclass
from typing import Literal

Sign = Literal[-1, 0, 1]

_FOR = (
    r"support(?:s|ed|ing|er|ers)?|back(?:s|ed|ing)|favou?r(?:s|ed|ing)?|endors(?:e|es|ed|ing)|advocat(?:e|es|ed|ing)"
    r"|champion(?:s|ed|ing)|defend(?:s|ed|ing)?|welcom(?:e|es|ed|ing)|approv(?:e|es|ed|ing)|want(?:s|ed)?"
    r"|demand(?:s|ed|ing)?|call(?:s|ed|ing) for|campaign(?:s|ed|ing) for|push(?:es|ed|ing) for|vot(?:e|es|ed|ing) for"
    r"|stand(?:s|ing)? behind|stood behind|stand(?:s)? by|stood by|in favou?r of"
)
_AGAINST = (
    r"oppos(?:e|es|ed|ing|ition|ed to)|against|reject(?:s|ed|ing)?|resist(?:s|ed|ing)?|block(?:s|ed|ing)?"
    r"|condemn(?:s|ed|ing)?|object(?:s|ed|ing) to|denounc(?:e|es|ed|ing)|fought|fights?|campaign(?:s|ed|ing) against"
)
_CUE = re.compile(
    rf"\b(?:(?P<against>(?:vot\w+ |come out |came out |stands? |spoke )?(?:{_AGAINST}))|(?P<for>{_FOR}))\b",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\b(?:withdraw(?:al|als|ing)?|pull(?:ing)?[- ]?out|departure|exit|leav(?:e|es|ing)|end(?:ed|ing)?|lift(?:ed|ing)?"
    r"|clos(?:e|ed|ure|ing)|shut(?:ting)?|repeal(?:ed|ing)?|aboli(?:sh|shed|tion)|scrap(?:ped|ping)?|remov(?:al|ed|ing)"
    r"|cancel(?:led|lation|ling)?|dissol(?:ved|ution)|abandon(?:ed|ing|ment)?|demolition|out)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no longer|n['’]t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.]|\b(?:and|but|while|although|because|which|who)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stance:
    """A position: `sign` is 1 for the going on of something, -1 for its end; `spans` are the words that say so."""

    sign: Sign
    spans: tuple[tuple[int, int], ...]


def find_stance(text: str) -> Stance | None:
    """The first position the sentence takes, if it takes one."""
    cue = _CUE.search(text)
    if cue is None:
        return None
    sign = -1 if cue["against"] else 1
    if _NOT.search(text[: cue.start()]):
        sign = -sign
    rest = text[cue.end() :]
    clause_end = _CLAUSE_END.search(rest)
    ending = _ENDING.search(rest[: clause_end.start()] if clause_end else rest)
    if ending is None:
        return Stance(1 if sign > 0 else -1, (cue.span(),))
    return Stance(-1 if sign > 0 else 1, (cue.span(), (cue.end() + ending.start(), cue.end() + ending.end())))


def stance(text: str) -> Sign:
    """1 if the sentence is for the going on of something, -1 if it is for its end or against it, 0 if it takes no side.

    >>> stance("Putin has come out against the withdrawal."), stance("Russia has always favoured the withdrawal.")
    (1, -1)
    """
    found = find_stance(text)
    return found.sign if found else 0


def opposed(left: str, right: str) -> Sign:
    """1 if the two sentences take opposite positions, -1 if the same one, 0 if one of them takes none."""
    a, b = stance(left), stance(right)
    if not a or not b:
        return 0
    return 1 if a != b else -1
