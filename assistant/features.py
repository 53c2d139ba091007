"""What speaks for a sentence as an answer, in numbers, and the weights that mix them.

`weights/answers.json` is written by `python -m bench.fit_answers`.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

import numpy as np

from assistant.judge import Judge, log_odds
from assistant.question import asks_for, holds
from assistant.text import names, terms
from index.lexical import STOP_WORDS

WEIGHTS = Path(__file__).parent / "weights" / "answers.json"
FEATURES = ("relevance", "coverage", "passage", "cosine", "rank", "kind", "names", "names_near")
"""The judge's log-odds that the sentence answers; the question's rarer words in it, and in its passage; the passage's
cosine and place in the search; whether it has a value of the kind asked for; the question's names in it, and near."""
MOST_LOG_ODDS = 8.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: its text, its passage with the document's title, and how the search found that."""

    text: str
    passage: str
    cosine: float
    rank: int


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature, and from which probability a sentence counts as an answer."""

    features: tuple[float, ...]
    bias: float
    abstain_below: float


@cache
def load_weights(path: Path = WEIGHTS) -> Weights:
    """The weights. Raises `KeyError` if a feature has none."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Weights(tuple(stored["features"][name] for name in FEATURES), stored["bias"], stored["abstain_below"])


def probabilities(question: str, candidates: Sequence[Candidate], judge: Judge, weights: Weights) -> np.ndarray:
    """How likely each candidate answers, 0 to 1."""
    log_odds = features(question, candidates, judge) @ np.array(weights.features) + weights.bias
    return 1.0 / (1.0 + np.exp(-log_odds))


def features(question: str, candidates: Sequence[Candidate], judge: Judge) -> np.ndarray:
    """A row for each candidate, a column for each of FEATURES."""
    table = np.zeros((len(candidates), len(FEATURES)))
    if not candidates:
        return table
    found_in = [terms(candidate.text) for candidate in candidates]
    near = [terms(candidate.passage) for candidate in candidates]
    rarity = _rarity(terms(question), found_in)
    asks, named = asks_for(question), names(question) - STOP_WORDS
    table[:, 0] = _log_odds(question, candidates, judge)
    for row, candidate in enumerate(candidates):
        answers = holds(asks, candidate.text, question)
        table[row, 1:] = (
            _share(rarity, found_in[row]),
            _share(rarity, near[row] | found_in[row]),
            candidate.cosine,
            1.0 / (1 + candidate.rank),
            0.0 if answers is None else 1.0 if answers else -1.0,
            _named(named, candidate.text),
            _named(named, f"{candidate.passage} {candidate.text}"),
        )
    return table


def _log_odds(question: str, candidates: Sequence[Candidate], judge: Judge) -> np.ndarray:
    """A judge that wasn't trained for relevance says nothing: the cosine stands in for it."""
    likely = judge.relevance(question, [candidate.text for candidate in candidates])
    if likely is None:
        likely = np.array([candidate.cosine for candidate in candidates])
    return np.clip(log_odds(likely), -MOST_LOG_ODDS, MOST_LOG_ODDS)


def _rarity(asked: frozenset[str], found_in: Sequence[frozenset[str]]) -> dict[str, float]:
    """How telling each of the question's words is among the sentences found."""
    having = Counter(term for found in found_in for term in found & asked)
    return {term: log(1.0 + len(found_in) / (1.0 + having[term])) for term in asked}


def _share(rarity: dict[str, float], found: frozenset[str]) -> float:
    return sum(weight for term, weight in rarity.items() if term in found) / max(1e-9, sum(rarity.values()))


def _named(wanted: frozenset[str], text: str) -> float:
    if not wanted:
        return 1.0
    text = text.casefold()
    return sum(name.casefold().removesuffix("'s").removesuffix("’s") in text for name in wanted) / len(wanted)
