import pytest

from bench.ranking import (
    auroc,
    average_precision,
    first_right,
    mean_reciprocal_rank,
    recall_at,
    reciprocal_rank_fusion,
)


def test_recall_and_reciprocal_rank():
    ranks = [1, 2, None, 12]
    assert recall_at(ranks, 1) == 0.25
    assert recall_at(ranks, 5) == 0.5
    assert mean_reciprocal_rank(ranks, 10) == pytest.approx((1 + 0.5) / 4)


def test_average_precision():
    assert average_precision([True, False, True]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([False]) == 0.0


def test_first_right():
    assert first_right([False, True, True]) == 2
    assert first_right([False]) is None


def test_auroc_counts_ties_half():
    assert auroc([2.0, 1.0], [1.0, 0.0]) == pytest.approx((1 + 1 + 0.5 + 1) / 4)


def test_reciprocal_rank_fusion():
    assert reciprocal_rank_fusion([[1, 2], [2, 3]]) == [2, 1, 3]
