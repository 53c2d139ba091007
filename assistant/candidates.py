"""Which pairs of sentences are worth a judge's look: near neighbours by meaning and by words, bounded for each.

Two reports of one fact may be near in the embedding space, or share little but a rare word (a name, a code, a thing);
either brings a pair together. What a pair shares is weighed by tf-idf, so that common words bring nobody together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.text import terms

ROWS_AT_ONCE = 512
ONE_SUBJECT = 0.5
"""Cosine of two documents' mean vectors from which they are read as one: two reports of one event."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many neighbours a sentence may meet, by meaning and by words each, and how alike they must be (0 to 1)."""

    most: int
    least_cosine: float
    least_overlap: float


NEAR = Reach(most=24, least_cosine=0.10, least_overlap=0.05)
FAR = Reach(most=8, least_cosine=0.40, least_overlap=0.20)


def candidate_pairs(texts: Sequence[str], vectors: np.ndarray, documents: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of row numbers, the smaller first, each once, in order.

    `vectors` are the texts' unit vectors, shape (sentences, dimension); `documents` is each sentence's document
    number, from 0. A sentence meets its neighbours in its own document and in documents on the same subject, and
    closer ones elsewhere.
    """
    if len(texts) < 2:
        return []
    from sklearn.feature_extraction.text import TfidfVectorizer

    # scikit-learn takes a function here; the types that are read off its code know only its defaults
    words = TfidfVectorizer(analyzer=terms, sublinear_tf=True).fit_transform(texts)  # pyright: ignore[reportArgumentType]
    one_subject = same_subject(vectors, documents)
    pairs: set[tuple[int, int]] = set()
    for at in range(0, len(texts), ROWS_AT_ONCE):
        rows = np.arange(at, min(at + ROWS_AT_ONCE, len(texts)))
        near = one_subject[documents[rows]][:, documents]
        others = rows[:, None] != np.arange(len(texts))[None, :]
        by_meaning = vectors[rows] @ vectors.T
        by_words = (words[rows] @ words.T).toarray()
        for reach, within in ((NEAR, near & others), (FAR, ~near)):
            for alike, least in ((by_meaning, reach.least_cosine), (by_words, reach.least_overlap)):
                pairs.update(_nearest(np.where(within, alike, -1.0), reach.most, least, at))
    return sorted(pairs)


def same_subject(vectors: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """Which documents speak of one subject, by the cosine of their mean vectors: bool, shape (documents, documents)."""
    means = np.zeros((int(documents.max()) + 1, vectors.shape[1]), dtype=np.float32)
    np.add.at(means, documents, vectors)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return (means @ means.T >= ONE_SUBJECT) | np.eye(len(means), dtype=bool)


def _nearest(alike: np.ndarray, most: int, least: float, first_row: int) -> Iterator[tuple[int, int]]:
    """Each row with its `most` highest columns that reach `least`."""
    most = min(most, alike.shape[1])
    top = np.argpartition(-alike, most - 1, axis=1)[:, :most]
    rows, places = np.nonzero(np.take_along_axis(alike, top, axis=1) >= least)
    for row, other in zip((rows + first_row).tolist(), top[rows, places].tolist(), strict=True):
        yield min(row, other), max(row, other)
