"""The library: a folder of everything derived from the sources, and the one way to read and change it."""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.catalog import Catalog
from index.embedding import DEFAULT_MODEL, Embedder, SentenceTransformerEmbedder
from index.errors import LibraryBusyError, LibraryError, ModelMismatchError
from index.ingest import Ingest, Progress, absolute, find_files, finish_removals
from index.models import Document, Hit, IngestReport, Passage, Sentence, VerifyReport
from index.search import search
from index.vectors import Vectors
from index.verification import verify

PathLike = str | os.PathLike[str]


def _refuse_other_model(folder: Path, catalog: Catalog, embedder: Embedder) -> None:
    recorded = catalog.meta("embedding_model")
    if recorded is not None and recorded != embedder.id:
        raise ModelMismatchError(
            f"The library in {folder} was made with the embedding model {recorded!r}, not {embedder.id!r}. "
            "Open it without naming a model, or make a new library for the other one."
        )


class Library:
    """Documents, passages, sentences and how to find them. Make one with `Library.open`.

    Reading is safe from any thread and from several processes; one process at a time may write, others get
    `LibraryBusyError`; its threads wait for each other.
    """

    def __init__(self, folder: Path, catalog: Catalog, vectors: Vectors, embedder: Embedder) -> None:
        self.folder = folder
        self.catalog = catalog
        self.embedder = embedder
        self._vectors = vectors
        self._lock = FileLock(folder / "write.lock", timeout=0, thread_local=False)
        self._thread_lock = threading.Lock()  # the file's lock lets other threads of its process in

    @classmethod
    def open(cls, folder: PathLike, embedding: str | Embedder | None = None) -> "Library":
        """Open the library in `folder`, or create it there.

        `embedding` names a sentence-transformers model (hub id or folder); left out, it is the one the library
        was made with. Raises `ModelMismatchError` if another one is named, `NewerLibraryError` if a newer
        Crosscheck made the library, `LibraryError` if the folder can't be used.
        """
        folder = Path(folder).expanduser().resolve()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"The library folder {folder} can't be made: {error.strerror}.") from error
        if not os.access(folder, os.W_OK):
            raise LibraryError(f"The library folder {folder} can't be written to. Choose one with --library.")
        catalog = Catalog(folder / "catalog.sqlite3")
        recorded = catalog.meta("embedding_model")
        if embedding is None or isinstance(embedding, str):
            embedder: Embedder = SentenceTransformerEmbedder(embedding or recorded or DEFAULT_MODEL)
        else:
            embedder = embedding
        try:
            _refuse_other_model(folder, catalog, embedder)
        except ModelMismatchError:
            catalog.close()
            raise
        return cls(folder, catalog, Vectors(folder / "chroma", lambda: catalog.revision), embedder)

    @staticmethod
    def exists(folder: PathLike) -> bool:
        """Whether a folder holds a library."""
        return (Path(folder).expanduser() / "catalog.sqlite3").exists()

    def close(self) -> None:
        """Let go of the files; the library can't be used after."""
        self._vectors.close()
        self.catalog.close()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # changing

    def add(self, paths: PathLike | Sequence[PathLike], progress: Progress | None = None) -> IngestReport:
        """Index files and folders. Known files are left alone, changed ones replaced, unreadable ones reported."""
        if isinstance(paths, str | os.PathLike):
            paths = [paths]
        with self._writing():
            self._check_model()
            return Ingest(self.catalog, self._vectors, self.embedder, progress).run(
                [Path(path).expanduser() for path in paths]
            )

    def sync(self, folder: PathLike, progress: Progress | None = None) -> IngestReport:
        """Make the library follow a folder: `add` it, and remove documents whose files in it are gone."""
        root = absolute(Path(folder).expanduser())
        if not root.is_dir():
            raise LibraryError(f"{root} is not a folder. To index single files use `add`.")
        with self._writing():
            self._check_model()
            ingest = Ingest(self.catalog, self._vectors, self.embedder, progress)
            report = ingest.run([root])
            files, failures, _ = find_files([root])
            kept = {*map(str, files), *(failure.path for failure in failures)}  # what can't be opened isn't gone
            removed = self._forget(
                path
                for path in self.catalog.files()
                if Path(path).is_relative_to(root) and kept.isdisjoint((path, *map(str, Path(path).parents)))
            )
        return report.model_copy(update={"removed": removed})

    def forget(self, paths: Sequence[PathLike]) -> tuple[str, ...]:
        """Drop files by path; a document that stands in no other file goes too. Returns the removed ids."""
        with self._writing():
            return self._forget(str(absolute(Path(path).expanduser())) for path in paths)

    def _forget(self, paths: Iterable[str]) -> tuple[str, ...]:
        before = {document.id for document in self.documents()}
        self.catalog.unlink(paths)
        self._vectors.wrote()
        finish_removals(self.catalog, self._vectors)
        return tuple(sorted(before - {document.id for document in self.documents()}))

    def remove(self, document_ids: str | Sequence[str]) -> None:
        """Remove documents. Raises `UnknownDocumentError`, before anything is removed, for an id that is not here."""
        ids = [document_ids] if isinstance(document_ids, str) else list(document_ids)
        with self._writing():
            for document_id in ids:
                self.catalog.document(document_id)
            self.catalog.mark_removing(ids)
            self._vectors.wrote()
            finish_removals(self.catalog, self._vectors)

    def verify(self, repair: bool = False) -> VerifyReport:
        """Check that catalog, vectors and source files agree; with `repair`, make them agree."""
        if not repair:
            return verify(self.catalog, self._vectors, self.embedder, repair=False)
        with self._writing():
            return verify(self.catalog, self._vectors, self.embedder, repair=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._thread_lock:
            try:
                self._lock.acquire()
            except Timeout:
                raise LibraryBusyError(
                    f"Another process is writing to the library in {self.folder}. Wait until it is done."
                ) from None
            try:
                self._vectors.refresh()
                if self.catalog.meta("embedding_model") is None:
                    self.catalog.set_meta("embedding_dimension", str(self.embedder.dimension))
                    self.catalog.set_meta("embedding_model", self.embedder.id)
                _refuse_other_model(self.folder, self.catalog, self.embedder)
                yield
            finally:
                self._lock.release()

    def _check_model(self) -> None:
        """Since `open`, another process may have begun the library, or a model's folder come to hold another model."""
        _refuse_other_model(self.folder, self.catalog, self.embedder)
        recorded = self.catalog.meta("embedding_dimension")
        if recorded is not None and int(recorded) != self.embedder.dimension:
            raise ModelMismatchError(
                f"The library in {self.folder} was made with vectors of {recorded} numbers, but "
                f"{self.embedder.id!r} now gives {self.embedder.dimension}. Bring it back, or make a new library."
            )

    # reading

    def documents(self) -> list[Document]:
        """All documents, by title."""
        return self.catalog.documents()

    def document(self, document_id: str) -> Document:
        """One document. Raises `UnknownDocumentError`."""
        return self.catalog.document(document_id)

    def text(self, document_id: str) -> str:
        """A document's whole text: every quotation is a slice of it."""
        return self.catalog.text(document_id)

    def sentences(self, document_id: str) -> list[Sentence]:
        """A document's sentences in reading order."""
        return self.catalog.sentences_of(document_id)

    def search(self, query: str, limit: int = 10, documents: Sequence[str] | None = None) -> list[Hit]:
        """The passages that fit a query best, best first; `documents` restricts it to these ids."""
        self._check_model()
        return search(self.catalog, self._vectors, self.embedder, query, limit, documents)

    def sentences_of(self, passages: Sequence[Passage]) -> list[Sentence]:
        """The passages' sentences, document by document in reading order."""
        return self.catalog.sentences_of_passages([passage.id for passage in passages])

    def nearest_passages(self, query: str, limit: int) -> list[tuple[int, float]]:
        """Ids and cosines of the passages nearest to a query by vector alone: what `search` is measured beside."""
        self._check_model()
        return self._vectors.nearest(self.embedder.embed_query(query), limit, None)
