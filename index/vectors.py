"""The passages' vectors in Chroma, always rebuildable from the catalog."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import LibraryError

COLLECTION = "passages"
LARGEST_BATCH = 5_000


class Vectors:
    """One Chroma collection, cosine space, keyed by passage id.

    Chroma doesn't notice what another process writes to the same folder, so every read is preceded by a look at
    the catalog's `revision`; when it has moved without us, the client is opened afresh. One thread at a time uses
    it, so that none has it closed under its hands.
    """

    def __init__(self, folder: Path, revision: Callable[[], int]) -> None:
        self._folder = folder.resolve()
        self._revision = revision
        self._opened_at = -1
        self._client: Any = None
        self._collection: Any = None
        self._lock = threading.RLock()

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        with self._lock:
            yield self._open()

    def _open(self) -> Any:
        revision = self._revision()
        if self._collection is None or revision != self._opened_at:
            self.close()
            import chromadb
            from chromadb.config import Settings

            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                self._client = chromadb.PersistentClient(
                    path=str(self._folder), settings=Settings(anonymized_telemetry=False)
                )
                self._collection = self._client.get_or_create_collection(
                    COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            except Exception as error:  # Chroma raises what its Rust core raises
                raise LibraryError(
                    f"The vectors in {self._folder} can't be opened ({error}). They can be rebuilt: move that "
                    "folder away and run `crosscheck verify --repair`."
                ) from error
            self._opened_at = revision
        return self._collection

    def close(self) -> None:
        """Let go of Chroma; the next use opens it afresh."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = self._collection = None

    def refresh(self) -> None:
        """Let go of what another process's change has overtaken, before a change of ours hides that."""
        with self._lock:
            if self._revision() != self._opened_at:
                self.close()

    def wrote(self) -> None:
        """Tell that the last change of the catalog was ours, so that it's no reason to open afresh."""
        with self._lock:
            self._opened_at = self._revision()

    def add(self, ids: Sequence[int], document_ids: Sequence[str], vectors: np.ndarray) -> None:
        """Store vectors, shape (len(ids), dimension); existing ids are overwritten."""
        with self._opened() as collection:
            for at in range(0, len(ids), LARGEST_BATCH):
                part = slice(at, at + LARGEST_BATCH)
                collection.upsert(
                    ids=[str(i) for i in ids[part]],
                    embeddings=vectors[part],
                    metadatas=[{"document_id": d} for d in document_ids[part]],
                )

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors away; unknown ids are ignored."""
        with self._opened() as collection:
            for at in range(0, len(ids), LARGEST_BATCH):
                collection.delete(ids=[str(i) for i in ids[at : at + LARGEST_BATCH]])

    def ids(self) -> set[int]:
        """The ids of all stored vectors."""
        with self._opened() as collection:
            total, found = collection.count(), set()
            for at in range(0, total, LARGEST_BATCH):
                found.update(int(i) for i in collection.get(limit=LARGEST_BATCH, offset=at, include=[])["ids"])
            return found

    def nearest(self, query: np.ndarray, limit: int, documents: Sequence[str] | None) -> list[tuple[int, float]]:
        """Passage ids with their cosine to a unit vector, best first."""
        with self._opened() as collection:
            limit = min(limit, collection.count())
            if limit == 0:
                return []
            where = {"document_id": {"$in": list(documents)}} if documents is not None else None
            found = collection.query(
                query_embeddings=query[None, :], n_results=limit, where=where, include=["distances"]
            )
            ids, distances = found["ids"][0], found["distances"][0]
            return [(int(i), 1.0 - float(distance)) for i, distance in zip(ids, distances, strict=True)]

    def vectors_of(self, ids: Sequence[int]) -> dict[int, np.ndarray]:
        """The stored vectors among these ids, by id."""
        with self._opened() as collection:
            found: dict[int, np.ndarray] = {}
            for at in range(0, len(ids), LARGEST_BATCH):
                part = collection.get(ids=[str(i) for i in ids[at : at + LARGEST_BATCH]], include=["embeddings"])
                found.update((int(i), vector) for i, vector in zip(part["ids"], part["embeddings"], strict=True))
            return found
