"""Figures of rankings and scores."""

from collections.abc import Sequence

import numpy as np


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


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that a positive scores above a negative, ties counted half."""
    a, b = np.array(positive)[:, None], np.array(negative)[None, :]
    return float((a > b).mean() + 0.5 * (a == b).mean())
