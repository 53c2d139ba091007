"""What of a pair of sentences, beside the judge's own verdict, tells a conflict from two sentences side by side."""

from collections.abc import Sequence

import numpy as np

from assistant.judge import CONTRADICTS, ENTAILS
from assistant.stance import opposed
from assistant.text import is_negated, names, numbers, same_number, terms

FEATURES = (
    "contradicts",
    "contradicts_weaker",
    "entails",
    "cosine",
    "shared_terms",
    "shared_names",
    "numbers_differ",
    "one_sided_negation",
    "opposed_stance",
    "length",
)
MEAN_LOGIT = FEATURES.index("contradicts")


def pair_features(
    left: str, right: str, forward: Sequence[float], backward: Sequence[float], cosine: float
) -> np.ndarray:
    """The features of FEATURES in their order, float64, each roughly between -1 and 1 but for the logits.

    `forward` and `backward` are the judge's probabilities in both directions.
    """
    ours, theirs = terms(left), terms(right)
    our_names, their_names = names(left), names(right)
    a, b = _logit(forward[CONTRADICTS]), _logit(backward[CONTRADICTS])
    return np.array(
        [
            (a + b) / 2,
            min(a, b),
            (_logit(forward[ENTAILS]) + _logit(backward[ENTAILS])) / 2,
            cosine,
            len(ours & theirs) / max(1, min(len(ours), len(theirs))),
            len(our_names & their_names) / max(1, min(len(our_names), len(their_names))),
            float(_numbers_differ(left, right)),
            float(is_negated(left) != is_negated(right)),
            float(opposed(left, right)),
            min(len(ours), len(theirs)) / 20,
        ]
    )


def _numbers_differ(left: str, right: str) -> bool:
    """A number of one side counts the same thing as a number of the other, and isn't the same."""
    return any(
        a.unit == b.unit and a.is_percent == b.is_percent and not same_number(a, b)
        for a in numbers(left)
        for b in numbers(right)
    )


def _logit(probability: float) -> float:
    bounded = min(max(float(probability), 1e-4), 1 - 1e-4)
    return float(np.log(bounded / (1 - bounded)))
