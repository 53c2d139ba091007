"""Small stand-ins for the parts that tests don't need for real."""

import re
import zlib
from collections.abc import Sequence

import numpy as np

from assistant.judge import Weights

_WORD = re.compile(r"\w+|[^\w\s]")


class HashingEmbedder:
    """Bags of words, hashed: the same words give the same vector in every process."""

    def __init__(self, id: str = "hashing-16", dimension: int = 16, max_pieces: int = 60) -> None:
        self.id = id
        self.dimension = dimension
        self.max_pieces = max_pieces
        self.embedded = 0

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        return [len(_WORD.findall(text)) for text in texts]

    def embed_documents(self, texts: Sequence[str]) -> np.ndarray:
        self.embedded += len(texts)
        vectors = np.full((len(texts), self.dimension), 1e-6, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.lower()):
                vectors[row, zlib.crc32(word.encode()) % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_query(self, text: str) -> np.ndarray:
        return self.embed_documents([text])[0]


class StoppingEmbedder(HashingEmbedder):
    """Raises KeyboardInterrupt, as Ctrl-C does, in place of its `stops_at`-th call to embed documents."""

    def __init__(self, stops_at: int = 1) -> None:
        super().__init__()
        self._calls_left = stops_at

    def embed_documents(self, texts: Sequence[str]) -> np.ndarray:
        self._calls_left -= 1
        if self._calls_left == 0:
            raise KeyboardInterrupt
        return super().embed_documents(texts)


class SayingJudge:
    """Says of two texts that hold the given words, one each, that they contradict each other; of others, nothing."""

    threshold = 0.5
    weights = Weights()

    def __init__(self, *words: tuple[str, str], id: str = "saying") -> None:
        self.id = id
        self._words = words

    def compare(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        return np.array([(0.0, 0.1, 0.9) if self._clash(*pair) else (0.1, 0.9, 0.0) for pair in pairs], np.float32)

    def relevance(self, question: str, texts: Sequence[str]) -> None:
        return None

    def _clash(self, left: str, right: str) -> bool:
        return any((a in left and b in right) or (b in left and a in right) for a, b in self._words)


class FailingJudge(SayingJudge):
    """Fails whenever one of the texts holds these words."""

    def __init__(self, fails_on: str, *words: tuple[str, str]) -> None:
        super().__init__(*words)
        self._fails_on = fails_on

    def compare(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        if any(self._fails_on in text for pair in pairs for text in pair):
            raise RuntimeError("out of memory")
        return super().compare(pairs)
