"""Check a statement against the quotes it cites: word for word, then by value and wording, then by the judge."""

import re
from collections.abc import Sequence

from assistant.alarms import find_alarm
from assistant.clauses import claims_in, sentences_in
from assistant.judge import CONTRADICTS, ENTAILS, Judge, load_judge
from assistant.models import Verdict
from assistant.text import normalised
from assistant.values import reworded

ENTAILED = 0.5
CONTRADICTED = 0.7
SHORTEST_QUOTED = 3

_RANK = {"contradicted": 0, "unsupported": 1, "supported": 2, "quoted": 3}


def verify_statement(statement: str, quotes: Sequence[str], judge: Judge | None = None, context: str = "") -> Verdict:
    """What one statement is worth, given the words it cites.

    `quoted`: it stands there word for word. `supported`: the quotes say so in other words. `partly`: they say part
    of it. `contradicted`: they say otherwise, or only that somebody says so. `unsupported`: none of these, or
    nothing is cited. `context` is what stands round the quotes, such as titles: names may come from there.
    """
    statement = " ".join(statement.split())
    quotes = [" ".join(quote.split()) for quote in quotes if quote.strip()]
    if not statement or not quotes:
        return Verdict(label="unsupported", reason="It cites no source.")
    if is_quoted(statement, quotes):
        return Verdict(label="quoted", reason="It stands in the source word for word.")
    return _together([_verify_claim(claim, quotes, context, judge or load_judge()) for claim in claims_in(statement)])


def is_quoted(statement: str, quotes: Sequence[str]) -> bool:
    """Whether it stands in a quote word for word, and the words round it don't turn it into a view or a doubt."""
    wanted = normalised(statement)
    if len(wanted.split()) < SHORTEST_QUOTED:
        return False
    whole = re.compile(rf"(?<![\w.,-]){re.escape(wanted)}(?![\w-])")
    for sentence in [piece for quote in quotes for piece in (quote, *sentences_in(quote))]:
        if whole.search(normalised(sentence)) and not _hemmed_in(statement, sentence):
            return True
    return False


def _hemmed_in(statement: str, quote: str) -> bool:
    return find_alarm(statement, quote) is not None


def _verify_claim(claim: str, quotes: Sequence[str], context: str, judge: Judge) -> Verdict:
    if is_quoted(claim, quotes):
        return Verdict(label="quoted", reason="It stands in the source word for word.")
    together = " ".join(quotes)
    if alarm := find_alarm(claim, together, context):
        return Verdict(label=alarm.label, reason=alarm.reason)
    premises = list(dict.fromkeys([together, *quotes, *(s for quote in quotes for s in sentences_in(quote))]))
    pairs = [(premise, reworded(claim, premise)) for premise in premises]
    scores, back = judge.compare(pairs), judge.compare([(claim, premise) for premise, claim in pairs])
    entails = float(scores[:, ENTAILS].max())
    contradicts = float(((scores + back)[:, CONTRADICTS] / 2).max())
    if entails >= ENTAILED and entails >= contradicts:
        return Verdict(label="supported", reason="The cited source says so in other words.")
    if contradicts >= CONTRADICTED:
        return Verdict(label="contradicted", reason="The cited source says otherwise.")
    return Verdict(label="unsupported", reason="The cited source doesn't say so.")


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """The worst claim counts; a statement of which only some claims stand is borne out partly."""
    worst = min(verdicts, key=lambda verdict: _RANK[verdict.label])
    if worst.label == "unsupported" and any(v.label in ("quoted", "supported") for v in verdicts):
        return Verdict(label="partly", reason=f"The cited source says part of it. {worst.reason}")
    return worst
