"""Check a statement against the quotes it cites: word for word, then by value, then by the judge.

A near match with another number, name or negation is an alarm, never a match.
"""

from collections.abc import Sequence

import numpy as np

from assistant.judge import CONTRADICTS, ENTAILS, Judge, load_judge
from assistant.models import Verdict
from assistant.text import Number, is_negated, names, normalised, numbers, same_number, terms

ENTAILED = 0.5
CONTRADICTED = 0.7
NEAR_MATCH = 0.6
PARTLY_COVERED = 0.5


def verify_statement(statement: str, quotes: Sequence[str], judge: Judge | None = None) -> Verdict:
    """What one statement is worth, given the words it cites.

    `quoted`: it stands there word for word. `supported`: a quote says so in other words. `partly`: a quote says
    part of it. `contradicted`: a quote says otherwise. `unsupported`: none of these, or nothing is cited.
    """
    statement = " ".join(statement.split())
    quotes = [" ".join(quote.split()) for quote in quotes if quote.strip()]
    if not statement or not quotes:
        return Verdict(label="unsupported", reason="It cites no source.")
    if any(normalised(statement) in normalised(quote) for quote in quotes) and len(statement.split()) >= 3:
        return Verdict(label="quoted", reason="It stands in the source word for word.")
    together = " ".join(quotes)
    alarm = value_alarm(statement, together)
    judge = judge or load_judge()
    premises = [*quotes, together] if len(quotes) > 1 else quotes
    scores = judge.compare([(premise, statement) for premise in premises])
    return _weigh(statement, together, alarm, scores)


def _weigh(statement: str, quotes: str, alarm: str | None, scores: np.ndarray) -> Verdict:
    entails, contradicts = float(scores[:, ENTAILS].max()), float(scores[:, CONTRADICTS].max())
    covered = len(terms(statement) & terms(quotes)) / max(1, len(terms(statement)))
    if alarm and (covered >= NEAR_MATCH or contradicts >= CONTRADICTED):
        return Verdict(label="contradicted", reason=alarm)
    if contradicts >= CONTRADICTED and contradicts > entails:
        return Verdict(label="contradicted", reason="The cited source says otherwise.")
    if alarm:
        return Verdict(label="unsupported", reason=alarm)
    if entails >= ENTAILED:
        return Verdict(label="supported", reason="The cited source says so in other words.")
    if covered >= PARTLY_COVERED:
        return Verdict(label="partly", reason="The cited source says part of it.")
    return Verdict(label="unsupported", reason="The cited source doesn't say so.")


def value_alarm(statement: str, source: str) -> str | None:
    """A sentence that names a number, a name or a negation of the statement that the source doesn't have."""
    there = numbers(source)
    for number in numbers(statement):
        if number.value <= 1 and not number.is_percent:
            continue
        if not any(same_number(number, other) for other in there):
            return _number_alarm(number, there)
    known = names(source) | {word.strip("'\"") for word in source.replace("’", "'").split()}
    known |= {name.removesuffix("'s") for name in known}
    known = {word.strip(".,;:!?()\"'").casefold() for word in known}
    for name in sorted(names(statement)):
        if name.removesuffix("'s").removesuffix("’s").casefold() not in known:
            return f"“{name}” is not in the cited source."
    same_words = terms(statement) & terms(source)
    if is_negated(statement) != is_negated(source) and len(same_words) >= 0.8 * max(1, len(terms(statement))):
        side = "statement" if is_negated(statement) else "source"
        return f"Only the {side} has a negation."
    return None


def _number_alarm(number: Number, there: Sequence[Number]) -> str:
    like = [n for n in there if n.unit == number.unit and n.is_percent == number.is_percent] or list(there)
    if like:
        return f"It says {number.text}, the cited source says {like[0].text}."
    return f"The number {number.text} is not in the cited source."
