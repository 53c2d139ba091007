"""Figures of rankings and scores."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from sklearn.metrics import roc_auc_score

T = TypeVar("T", bound=Hashable)


def recall_at(ranks: Sequence[int | None], most: int) -> float:
    """The share of questions whose right item is among the first `most`; ranks count from 1, None is not found."""
    return sum(rank is not None and rank <= most for rank in ranks) / max(1, len(ranks))


def mean_reciprocal_rank(ranks: Sequence[int | None], most: int) -> float:
    return sum(1.0 / rank for rank in ranks if rank is not None and rank <= most) / max(1, len(ranks))


def average_precision(is_right: Sequence[bool]) -> float:
    """Of one ranking, best first, over the right items it holds."""
    hits, total = 0, 0.0
    for place, right in enumerate(is_right, start=1):
        if right:
            hits += 1
            total += hits / place
    return total / max(1, hits)


def first_right(is_right: Sequence[bool]) -> int | None:
    """The rank of the first right item."""
    return next((place for place, right in enumerate(is_right, start=1) if right), None)


def reciprocal_rank_fusion(rankings: Sequence[Sequence[T]]) -> list[T]:
    """Best first by the sum of 1 / (60 + rank) over the rankings an item is in (Cormack et al., SIGIR 2009)."""
    scores: dict[T, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (60 + rank)
    return sorted(scores, key=lambda item: -scores[item])


def auroc(positive: Sequence[float] | np.ndarray, negative: Sequence[float] | np.ndarray) -> float:
    """The probability that a positive scores above a negative, ties counted half."""
    truth = np.repeat([True, False], [len(positive), len(negative)])
    return float(roc_auc_score(truth, np.concatenate([positive, negative])))
