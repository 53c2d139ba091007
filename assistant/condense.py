"""Make a follow-up question stand alone, by rules: "And NATO?" after "Who backs the withdrawal?"."""

import re
from collections.abc import Sequence

Turn = tuple[str, str]
"""A question and the answer it got."""

HISTORY_TURNS = 6

_OPENER = re.compile(
    r"^(?:and|but|so|then|ok(?:ay)?|well|also)?[\s,]*(?:what|how)\s+about\s+|^(?:and|but|or)\s+(?:in\s+|for\s+)?",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r"^(?:no|not that|i mean(?:t)?|sorry|rather|actually)[\s,:;–—-]+(?:the\s+)?", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(he|she|it|they|him|her|them|his|hers|its|their|theirs)\b", re.IGNORECASE)
_DEMONSTRATIVE = re.compile(
    r"\b(?:that|this|those|these)\b(?=\s*(?:$|[?.!,]|happen|mean|work|matter|change|cost|cause))",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:why|how|when|where|who|since when|how many|how much|how so|by whom|which one)\s*\??$", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(?:(?:19|20)\d{2}|Q[1-4]|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_QUESTION_WORDS = frozenset(
    "who what when where why which how is are was were do does did has have had can could will would should may might"
    " the a an in on at of for to and or but tell give list name show compare".split()
)
_NAME = re.compile(r"\b(?:[A-Z][\w'’-]*|\d+[A-Z]\w*)(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w'’-]*)*")


def condense(question: str, history: Sequence[Turn]) -> str:
    """The question as one that stands alone, using the last turns of `history`; unchanged if it already does.

    >>> condense("And NATO?", [("Does Russia support the withdrawal?", "...")])
    'Does NATO support the withdrawal?'
    """
    question = " ".join(question.split())
    if not history or not question:
        return question
    previous = " ".join(history[-1][0].split())
    if _BARE.match(question):
        return f"{question.rstrip('?').strip()}: {previous}"
    correction = _CORRECTION.match(question)
    opener = _OPENER.match(question)
    if correction or opener:
        match = correction or opener
        topic = question[match.end() :].strip(" ?.!") if match else ""
        if topic and len(topic.split()) <= 6 and not _is_question(topic):
            return _swap(previous, topic)
        question = topic[:1].upper() + topic[1:] + "?" if topic and opener else question
    return _resolve(question, previous)


def _is_question(text: str) -> bool:
    return text.split()[0].lower() in _QUESTION_WORDS - {
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "of",
        "for",
        "to",
    }


def names_in(text: str) -> list[str]:
    """Runs of capitalised words, the one that merely opens the sentence left out."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and words[0].lower() in _QUESTION_WORDS:
            words.pop(0)
        if words:
            found.append(" ".join(words))
    return found


def _swap(previous: str, topic: str) -> str:
    """The previous question about another topic: a time takes the place of a time, a name that of its subject."""
    if _TIME.search(topic):
        if old := _TIME.search(previous):
            new = _TIME.search(topic)
            return previous.replace(old.group(), new.group() if new and old else topic, 1)
        when = re.sub(r"^(?:in|the)\s+", "", topic)
        return f"{previous.rstrip(' ?.!')} in {when}?"
    names = names_in(previous)
    if names and names_in(topic):
        return previous.replace(names[0], topic, 1)
    return f"{previous.rstrip(' ?.!')}: {topic}?"


def _resolve(question: str, previous: str) -> str:
    """Put the previous question's subject where this one has a pronoun and no name of its own."""
    pronoun = _PRONOUN.search(question)
    if not pronoun and not _DEMONSTRATIVE.search(question):
        return question
    names = names_in(previous)
    if pronoun and names and not names_in(question):
        subject = names[0]
        possessive = pronoun.group().lower() in {"his", "its", "their", "theirs", "hers"} or (
            pronoun.group().lower() == "her" and re.match(r"\s+\w", question[pronoun.end() :]) is not None
        )
        replacement = f"{subject}'s" if possessive else subject
        return question[: pronoun.start()] + replacement + question[pronoun.end() :]
    return f"{question.rstrip(' ?.!')} ({previous.rstrip(' ?.!')})?"
