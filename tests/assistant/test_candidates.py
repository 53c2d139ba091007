"""Candidates on small hand-made vectors, where the neighbours are plain to see."""

import numpy as np

from assistant.candidates import FAR, NEAR, candidate_pairs


def unit(*rows: list[float]) -> np.ndarray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_neighbours_by_meaning_meet_across_documents():
    texts = ["Alpha bravo.", "Charlie delta.", "Echo foxtrot."]
    vectors = unit([1, 0.1, 0], [1, 0, 0.1], [0, 0, 1])
    assert candidate_pairs(texts, vectors, np.array([0, 1, 2])) == [(0, 1)]


def test_a_rare_word_brings_together_what_the_embedding_keeps_apart():
    texts = ["The Kestrel sank.", "Nobody aboard the Kestrel was rescued.", "Lentils need water."]
    vectors = np.eye(3, dtype=np.float32)
    assert candidate_pairs(texts, vectors, np.array([0, 1, 2])) == [(0, 1)]


def test_two_documents_on_one_subject_are_compared_as_closely_as_one():
    texts = [f"Word{i}." for i in range(4)]
    somewhat_alike = unit([1, 0.2, 0], [0.4, 1, 0], [1, 0, 0.2], [0, 0.2, 1])
    pairs = candidate_pairs(texts, somewhat_alike, np.array([0, 0, 1, 1]))
    assert NEAR.least_cosine < float(somewhat_alike[1] @ somewhat_alike[3]) < FAR.least_cosine
    assert (1, 3) in pairs


def test_neighbours_are_bounded_for_each_sentence():
    count = 200
    vectors = unit(*([1.0, i / 1000, 0.0] for i in range(count)))
    pairs = candidate_pairs([f"Word{i}." for i in range(count)], vectors, np.zeros(count, dtype=np.int64))
    assert 0 < len(pairs) <= count * NEAR.most


def test_a_single_sentence_has_no_partner():
    assert candidate_pairs(["One."], unit([1, 0, 0]), np.array([0])) == []
