"""Files into the library: read, segment, embed, store; in an order that survives being killed at any point."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from index.catalog import ID_LENGTH, Catalog, FileStamp, text_hash
from index.embedding import Embedder
from index.errors import SourceError
from index.models import Document, Failure, IngestReport
from index.readable import readable
from index.readers import is_supported, load_bytes, read
from index.segment import Passage, Sentence, passages_of, sentences_of
from index.source import Kind, Source
from index.vectors import Vectors

PASSAGES_PER_BATCH = 256
LONGEST_TITLE = 300

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the path at hand (empty at the end)."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document read and segmented, not yet stored."""

    stamp: FileStamp
    source: Source
    passages: tuple[Passage, ...]
    replaces: str | None


@dataclass(slots=True)
class _Outcome:
    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Failure], list[str]]:
    """Expand folders. Returns files, failures, and what was skipped: unsupported files, and links to folders."""
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    skipped: list[str] = []

    def refuse(error: OSError) -> None:
        failures.append(Failure(path=_printable(error.filename), reason=f"can't be opened: {error.strerror}"))

    for path in paths:
        if _is_folder(path):
            for folder, names, members in os.walk(path, onerror=refuse):
                names[:] = sorted(n for n in names if not n.startswith("."))
                skipped.extend(_printable(link) for name in names if (link := Path(folder, name)).is_symlink())
                for member in sorted(members):
                    file = Path(folder, member)
                    if member.startswith("."):
                        continue
                    if is_supported(file):
                        files[absolute(file)] = None
                    else:
                        skipped.append(_printable(file))
        else:
            files[absolute(path)] = None
    return list(files), failures, skipped


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # in a folder without permission; reading it will say so
        return False


def _printable(path: object) -> str:
    """A path that reports can hold: bytes of its name that are no UTF-8 are shown escaped."""
    return str(path).encode(errors="backslashreplace").decode()


def absolute(path: Path) -> Path:
    """Absolute and without `..`, links left as they are: a link's own name is what the user knows the file by."""
    return Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links


def sections(text: str, format: str, sentences: Iterable[Sentence], embedder: Embedder) -> Iterator[Passage]:
    """Passages of the sentences, in reading order; debris ends a run, so that no searched passage holds any."""

    def as_read(part: str) -> str:
        return readable(part, format)

    for is_debris, run in groupby(sentences, key=lambda sentence: sentence.kind is Kind.DEBRIS):
        if not is_debris:
            yield from passages_of(text, list(run), as_read, embedder.count_pieces, embedder.max_pieces)


def _show_nothing(done: int, total: int, path: str) -> None:
    pass


class Ingest:
    """Adds files to a library. One instance serves one call; the caller holds the library's write lock."""

    def __init__(
        self, catalog: Catalog, vectors: Vectors, embedder: Embedder, progress: Progress | None = None
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._progress = progress or _show_nothing
        self._outcome = _Outcome()
        self._waiting: list[_Prepared] = []

    def run(self, paths: Iterable[Path]) -> IngestReport:
        """Add every file, a batch at a time; one that can't be read is reported and stops nothing."""
        finish_removals(self._catalog, self._vectors)
        files, failures, skipped = find_files(paths)
        self._outcome.failed.extend(failures)
        for done, file in enumerate(files):
            self._progress(done, len(files), _printable(file))
            try:
                self._take(file)
            except SourceError as error:
                self._outcome.failed.append(Failure(path=_printable(file), reason=str(error)))
            if sum(len(p.passages) for p in self._waiting) >= PASSAGES_PER_BATCH:
                self._store()
        self._store()
        finish_removals(self._catalog, self._vectors)
        self._progress(len(files), len(files), "")
        return IngestReport(
            added=self._documents(self._outcome.added),
            unchanged=self._documents(self._outcome.unchanged),
            replaced=self._documents(self._outcome.replaced),
            failed=tuple(self._outcome.failed),
            skipped=tuple(skipped),
        )

    def _documents(self, ids: list[str]) -> tuple[Document, ...]:
        known = {document.id: document for document in self._catalog.documents()} if ids else {}
        return tuple(known[i] for i in dict.fromkeys(ids) if i in known)

    def _take(self, file: Path) -> None:
        """Read one file and decide what it is: unchanged, known text under another name, or work to do."""
        if _printable(file) != str(file):
            raise SourceError("has a name that is not UTF-8; rename it")
        data = load_bytes(file)
        try:
            status = file.stat()
        except OSError as error:
            raise SourceError("is not there (any more)") from error
        stamp = FileStamp(str(file), status.st_size, status.st_mtime_ns, sha256(data).hexdigest())
        known = self._catalog.file(stamp.path)
        if known and known[1].sha256 == stamp.sha256 and self._catalog.state(known[0]) == "ready":
            if known[1] != stamp:
                self._catalog.link(known[0], stamp)
                self._vectors.wrote()
            self._outcome.unchanged.append(known[0])
            return
        source = read(file, data)
        document_id = text_hash(source.text)[:ID_LENGTH]
        if any(text_hash(p.source.text)[:ID_LENGTH] == document_id for p in self._waiting):
            self._store()
        if self._catalog.state(document_id) == "ready":
            self._catalog.link(document_id, stamp)
            self._vectors.wrote()
            other = known is not None and known[0] != document_id
            (self._outcome.replaced if other else self._outcome.unchanged).append(document_id)
            return
        self._clear_leftovers(document_id)
        sentences = list(sentences_of(source))
        passages = tuple(sections(source.text, source.format, sentences, self._embedder))
        if not passages:
            raise SourceError("holds no text")
        self._waiting.append(_Prepared(stamp, source, passages, known[0] if known else None))

    def _clear_leftovers(self, document_id: str) -> None:
        """What an interrupted run began with this text is taken away before it is done again."""
        if self._catalog.state(document_id) is not None:
            self._vectors.remove(self._catalog.passage_ids(document_id))
            self._catalog.delete(document_id)
            self._vectors.wrote()

    def _store(self) -> None:
        """Catalog first (`indexing`), then vectors, then `ready`: a kill between leaves only work to redo."""
        if not self._waiting:
            return
        ids: list[int] = []
        owners: list[str] = []
        texts: list[str] = []
        done: list[tuple[str, FileStamp]] = []
        for item in self._waiting:
            title = (item.source.title or Path(item.stamp.path).stem)[:LONGEST_TITLE]
            document_id, passage_ids = self._catalog.insert(item.source, title, item.passages)
            ids.extend(passage_ids)
            owners.extend([document_id] * len(passage_ids))
            texts.extend(readable(item.source.text[p.start : p.end], item.source.format) for p in item.passages)
            done.append((document_id, item.stamp))
        self._vectors.add(ids, owners, self._embedder.embed_documents(texts))
        self._catalog.publish(done)
        self._vectors.wrote()
        for item, (document_id, _) in zip(self._waiting, done, strict=True):
            (self._outcome.replaced if item.replaces else self._outcome.added).append(document_id)
        self._waiting.clear()


def finish_removals(catalog: Catalog, vectors: Vectors) -> None:
    """Take away every document marked for removal or left half indexed: vectors first, then its rows."""
    leaving = [*catalog.unfinished("removing"), *catalog.unfinished("indexing")]
    if leaving:
        vectors.remove([passage_id for document_id in leaving for passage_id in catalog.passage_ids(document_id)])
    for document_id in leaving:
        catalog.delete(document_id)
        vectors.wrote()
