"""Which pairs of sentences are worth a judge's look: near neighbours, a bounded number for each sentence."""

from collections.abc import Iterator

import numpy as np

WITHIN_FLOOR = 0.25
ACROSS_FLOOR = 0.45
PER_SENTENCE_WITHIN = 24
PER_SENTENCE_ACROSS = 8
ROWS_AT_ONCE = 2_048


def candidate_pairs(vectors: np.ndarray, documents: np.ndarray) -> Iterator[tuple[int, int]]:
    """Pairs of row numbers, the smaller first, each once.

    `vectors` are unit vectors, shape (sentences, dimension); `documents` is each sentence's document number. A
    sentence meets its nearest neighbours of its own document and, closer ones only, of the others.
    """
    seen: set[tuple[int, int]] = set()
    for at in range(0, len(vectors), ROWS_AT_ONCE):
        rows = np.arange(at, min(at + ROWS_AT_ONCE, len(vectors)))
        cosine = vectors[rows] @ vectors.T
        cosine[np.arange(len(rows)), rows] = -1.0
        same = documents[rows][:, None] == documents[None, :]
        for nearby, floor, most in (
            (np.where(same, cosine, -1.0), WITHIN_FLOOR, PER_SENTENCE_WITHIN),
            (np.where(same, -1.0, cosine), ACROSS_FLOOR, PER_SENTENCE_ACROSS),
        ):
            for row, neighbours in zip(rows, _top(nearby, most), strict=True):
                for other in neighbours:
                    if nearby[row - at, other] < floor:
                        break
                    pair = (min(int(row), int(other)), max(int(row), int(other)))
                    if pair not in seen:
                        seen.add(pair)
                        yield pair


def _top(scores: np.ndarray, most: int) -> np.ndarray:
    """Column numbers of each row's highest scores, highest first."""
    most = min(most, scores.shape[1])
    top = np.argpartition(-scores, most - 1, axis=1)[:, :most]
    order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1)
    return np.take_along_axis(top, order, axis=1)
