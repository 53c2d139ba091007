"""The catalog: one SQLite file that is the truth about a library.

Documents are known by the hash of their text; files are where that text was found, so the same text in two files
is one document. Every write is one transaction. A document is `indexing` until its vectors are stored and
`removing` once they may be gone; only a `ready` one is ever searched or shown, so a run killed at any moment
leaves work to finish but nothing wrong.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from index.errors import LibraryError, NewerLibraryError, UnknownDocumentError
from index.models import Document, Passage, Review, Sentence
from index.segment import Passage as PassageSpans
from index.source import Kind, Source

SCHEMA = tuple(sorted(Path(__file__).with_name("schema").glob("*.sql")))
"""The steps that make the tables, one after another: a new catalog takes all of them, an older one those it lacks."""

SCHEMA_VERSION = len(SCHEMA)
ID_LENGTH = 16

State = Literal["indexing", "ready", "removing"]


@dataclass(frozen=True, slots=True)
class FileStamp:
    """A file as it was when it was read. `modified_ns` is nanoseconds since the epoch."""

    path: str
    size: int
    modified_ns: int
    sha256: str


def text_hash(text: str) -> str:
    """The hash a document is known by, of its text as UTF-8."""
    return sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


class Catalog:
    """Reads and writes one library's `catalog.sqlite3`, from any thread. An older version's is brought up to date.

    Raises `NewerLibraryError` for a schema this version doesn't know, `LibraryError` for a file that is no catalog.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._connections_lock = threading.Lock()
        try:
            version = self._schema_version()
            for step in range(version, SCHEMA_VERSION):
                self._take_step(step)
        except (sqlite3.DatabaseError, ValueError) as error:
            self.close()
            raise LibraryError(
                f"{path} is not a library catalog ({error}). Choose another folder, or move that file away."
            ) from error
        if version > SCHEMA_VERSION:
            self.close()
            raise NewerLibraryError(
                f"The library in {path.parent} was made by a newer Crosscheck (schema {version}, this one knows "
                f"{SCHEMA_VERSION}). Upgrade Crosscheck, or use another library folder."
            )

    def _schema_version(self) -> int:
        """How many steps the tables have taken, 0 in a blank file."""
        if self._connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
            return 0
        return int(self.meta("schema_version") or 0)

    def _take_step(self, step: int) -> None:
        connection = self._connection
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA[step].read_text(encoding='utf-8')}")
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('schema_version', ?)", (str(step + 1),))
            connection.commit()
        except sqlite3.OperationalError:  # another process may have been first
            connection.rollback()
            if self._schema_version() <= step:
                raise

    @property
    def _connection(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=30, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._local.connection = connection
            with self._connections_lock:
                self._connections.append(connection)
        return connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        connection = self._connection
        with connection:
            yield connection

    def close(self) -> None:
        """Close every thread's connection."""
        with self._connections_lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    # meta

    def meta(self, key: str) -> str | None:
        """One of the library's own settings, None where it isn't set."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Store one of the library's own settings."""
        with self.write() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def touch(self) -> None:
        """Tell other processes that something has changed."""
        with self.write() as connection:
            _touch(connection)

    @property
    def revision(self) -> int:
        """Grows with every change of the documents, whichever process makes it."""
        return int(self.meta("revision") or 0)

    # documents

    def documents(self) -> list[Document]:
        """All ready documents, by title."""
        rows = self._connection.execute(f"{_DOCUMENTS} ORDER BY title COLLATE NOCASE, id")
        return [_document(row) for row in rows]

    def document(self, document_id: str) -> Document:
        """Raises `UnknownDocumentError`."""
        row = self._connection.execute(f"{_DOCUMENTS} AND id = ?", (document_id,)).fetchone()
        if row is None:
            raise _unknown(document_id)
        return _document(row)

    def text(self, document_id: str) -> str:
        """The document's whole text, as extracted. Raises `UnknownDocumentError`."""
        row = self._connection.execute(
            "SELECT text FROM documents WHERE id = ? AND state = 'ready'", (document_id,)
        ).fetchone()
        if row is None:
            raise _unknown(document_id)
        return row["text"]

    def state(self, document_id: str) -> State | None:
        """How far a document has come, None where there is none of this id."""
        row = self._connection.execute("SELECT state FROM documents WHERE id = ?", (document_id,)).fetchone()
        return row["state"] if row else None

    def unfinished(self, state: State) -> list[str]:
        """The ids of documents an interrupted run left in this state."""
        rows = self._connection.execute("SELECT id FROM documents WHERE state = ?", (state,))
        return [row["id"] for row in rows]

    def insert(self, source: Source, title: str, passages: Sequence[PassageSpans]) -> tuple[str, list[int]]:
        """Store a document as `indexing`; return its id and its passages' ids. Its file is not yet linked to it."""
        digest = text_hash(source.text)
        document_id = digest[:ID_LENGTH]
        passage_ids = []
        with self.write() as connection:
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, 'indexing', ?)",
                (
                    document_id,
                    digest,
                    title,
                    source.date.isoformat() if source.date else None,
                    source.format,
                    source.text,
                    json.dumps(source.page_starts),
                    datetime.now(UTC).isoformat(timespec="seconds"),
                ),
            )
            for passage in passages:
                cursor = connection.execute(
                    'INSERT INTO passages (document_id, start, "end", text) VALUES (?, ?, ?, ?)',
                    (document_id, passage.start, passage.end, source.text[passage.start : passage.end]),
                )
                passage_ids.append(int(cursor.lastrowid or 0))
                connection.executemany(
                    'INSERT INTO sentences (document_id, passage_id, start, "end", kind) VALUES (?, ?, ?, ?, ?)',
                    [(document_id, passage_ids[-1], s.start, s.end, s.kind) for s in passage.sentences],
                )
        return document_id, passage_ids

    def publish(self, documents: Iterable[tuple[str, FileStamp]]) -> None:
        """Make indexed documents ready and link their files to them, all at once.

        A document whose last file now holds other text is set to `removing`.
        """
        with self.write() as connection:
            for document_id, stamp in documents:
                connection.execute("UPDATE documents SET state = 'ready' WHERE id = ?", (document_id,))
                _link(connection, document_id, stamp)
            _touch(connection)

    def link(self, document_id: str, stamp: FileStamp) -> None:
        """Record that a file holds a document that is already here."""
        with self.write() as connection:
            _link(connection, document_id, stamp)
            _touch(connection)

    def mark_removing(self, document_ids: Iterable[str]) -> None:
        """Hide documents from every reader, before anything of them is taken away."""
        with self.write() as connection:
            connection.executemany("UPDATE documents SET state = 'removing' WHERE id = ?", [(i,) for i in document_ids])
            _touch(connection)

    def unlink(self, paths: Iterable[str]) -> None:
        """Forget files. A document with no file left is set to `removing`."""
        with self.write() as connection:
            connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])
            _retire_orphans(connection)
            _touch(connection)

    def delete(self, document_id: str) -> None:
        """Take a document's rows away, its passages and sentences among them."""
        with self.write() as connection:
            # the trigger that keeps the keyword index in step doesn't fire for a cascaded delete
            connection.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            _touch(connection)

    # files

    def files(self) -> dict[str, FileStamp]:
        """Every file that is known, by path."""
        rows = self._connection.execute("SELECT path, size, modified_ns, sha256 FROM files")
        return {row["path"]: FileStamp(**dict(row)) for row in rows}

    def file(self, path: str) -> tuple[str, FileStamp] | None:
        """The id of the document a file was found to hold, and the file as it was then."""
        row = self._connection.execute(
            "SELECT document_id, path, size, modified_ns, sha256 FROM files WHERE path = ?", (path,)
        ).fetchone()
        if row is None:
            return None
        return row["document_id"], FileStamp(row["path"], row["size"], row["modified_ns"], row["sha256"])

    def files_of(self, document_id: str) -> list[FileStamp]:
        """The files in which a document stands, by path."""
        rows = self._connection.execute(
            "SELECT path, size, modified_ns, sha256 FROM files WHERE document_id = ? ORDER BY path",
            (document_id,),
        )
        return [FileStamp(**dict(row)) for row in rows]

    # passages and sentences

    def passage_ids(self, document_id: str | None = None) -> list[int]:
        """The ids of one document's passages, or of all that are ready."""
        if document_id is None:
            rows = self._connection.execute(
                "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.state = 'ready'"
            )
        else:
            rows = self._connection.execute("SELECT id FROM passages WHERE document_id = ?", (document_id,))
        return [row["id"] for row in rows]

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """The passages of ready documents among `ids`, by id."""
        rows = self._select_in(
            f"{_PASSAGES} WHERE d.state = 'ready' AND p.id IN ({{}})",
            ids,
        )
        return {row["id"]: Passage(**dict(row)) for row in rows}

    def passages_of(self, document_id: str) -> list[Passage]:
        """A document's passages in reading order."""
        rows = self._connection.execute(
            f"{_PASSAGES} WHERE p.document_id = ? ORDER BY p.start",
            (document_id,),
        )
        return [Passage(**dict(row)) for row in rows]

    def sentences_of_passages(self, passage_ids: Sequence[int]) -> list[Sentence]:
        """The passages' sentences in the order of their documents' text."""
        rows = self._select_in(f"{_SENTENCES} WHERE d.state = 'ready' AND s.passage_id IN ({{}})", passage_ids)
        return sorted((_sentence(row) for row in rows), key=lambda s: (s.document_id, s.start))

    def sentences_of(self, document_id: str) -> list[Sentence]:
        """A document's sentences in reading order."""
        rows = self._connection.execute(
            f"{_SENTENCES} WHERE d.state = 'ready' AND s.document_id = ? ORDER BY s.start", (document_id,)
        )
        return [_sentence(row) for row in rows]

    def sentence_before(self, sentence: Sentence) -> Sentence | None:
        """The sentence that stands before this one in its document."""
        row = self._connection.execute(
            f"{_SENTENCES} WHERE s.document_id = ? AND s.start < ? ORDER BY s.start DESC LIMIT 1",
            (sentence.document_id, sentence.start),
        ).fetchone()
        return _sentence(row) if row else None

    def counts(self) -> tuple[int, int, int]:
        """How many documents, passages and sentences are ready."""
        row = self._connection.execute(
            "SELECT (SELECT count(*) FROM documents WHERE state = 'ready') AS d,"
            " (SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.state = 'ready') AS p,"
            " (SELECT count(*) FROM sentences s JOIN documents d ON d.id = s.document_id WHERE d.state = 'ready') AS s"
        ).fetchone()
        return row["d"], row["p"], row["s"]

    def match(self, expression: str, limit: int, documents: Sequence[str] | None) -> list[int]:
        """Passage ids by BM25, best first, for an FTS5 match expression."""
        chosen = ""
        values: list[object] = [expression]
        if documents is not None:
            chosen = f" AND p.document_id IN ({', '.join('?' * len(documents))})"
            values.extend(documents)
        rows = self._connection.execute(
            "SELECT p.id FROM keywords JOIN passages p ON p.id = keywords.rowid"  # noqa: S608  only question marks are put in
            " JOIN documents d ON d.id = p.document_id"
            f" WHERE keywords MATCH ? AND d.state = 'ready'{chosen} ORDER BY bm25(keywords) LIMIT ?",
            [*values, limit],
        )
        return [row["id"] for row in rows]

    def keywords_are_sound(self) -> bool:
        """Whether the keyword index holds exactly the passages' words."""
        try:
            with self.write() as connection:
                connection.execute("INSERT INTO keywords (keywords, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            return False
        return True

    def rebuild_keywords(self) -> None:
        """Make the keyword index anew from the passages."""
        with self.write() as connection:
            connection.execute("INSERT INTO keywords (keywords) VALUES ('rebuild')")

    # verdicts

    def verdicts(self, judge: str, pairs: Sequence[str]) -> dict[str, tuple[float, float, float]]:
        """What a judge said before of these pairs: entails, neutral, contradicts."""
        rows = self._select_in(
            "SELECT pair, entails, neutral, contradicts FROM verdicts WHERE judge = ? AND pair IN ({})",
            pairs,
            judge,
        )
        return {row["pair"]: (row["entails"], row["neutral"], row["contradicts"]) for row in rows}

    def store_verdicts(self, judge: str, verdicts: Iterable[tuple[str, float, float, float]]) -> None:
        """Keep what a judge said, so that it is asked once."""
        with self.write() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?)", [(judge, *row) for row in verdicts]
            )

    # reviews

    def reviews(self) -> dict[str, Review]:
        """What people decided of pairs of sentences, oldest first."""
        rows = self._connection.execute("SELECT * FROM reviews ORDER BY at, pair").fetchall()
        return {row["pair"]: Review(**{name: row[name] for name in Review.model_fields}) for row in rows}

    def store_review(self, pair: str, review: Review) -> None:
        """Keep what a person decided of a pair, in place of what was decided before."""
        values = (pair, review.status, review.reason, review.note, review.at.isoformat())
        with self.write() as connection:
            connection.execute("INSERT OR REPLACE INTO reviews VALUES (?, ?, ?, ?, ?)", values)

    def delete_review(self, pair: str) -> None:
        """Forget what a person decided of a pair."""
        with self.write() as connection:
            connection.execute("DELETE FROM reviews WHERE pair = ?", (pair,))

    def _select_in(self, sql: str, values: Sequence[object], *before: object) -> Iterator[sqlite3.Row]:
        """Run a query with an `IN ({})` list of any length, a bounded part at a time."""
        for at in range(0, len(values), 500):
            part = values[at : at + 500]
            yield from self._connection.execute(sql.format(", ".join("?" * len(part))), (*before, *part))


_DOCUMENTS = (
    "SELECT id, sha256, title, date, format, page_starts, length(text) AS characters,"
    " (SELECT path FROM files WHERE document_id = documents.id ORDER BY path LIMIT 1) AS path"
    " FROM documents WHERE state = 'ready'"
)
_PASSAGES = (
    'SELECT p.id, p.document_id, p.start, p."end", p.text, d.format'
    " FROM passages p JOIN documents d ON d.id = p.document_id"
)
_SENTENCES = (
    'SELECT s.id, s.document_id, s.passage_id, s.start, s."end", s.kind, d.format,'
    ' substr(p.text, s.start - p.start + 1, s."end" - s.start) AS text'
    " FROM sentences s JOIN documents d ON d.id = s.document_id JOIN passages p ON p.id = s.passage_id"
)


def _unknown(document_id: str) -> UnknownDocumentError:
    return UnknownDocumentError(f"No document {document_id!r} in this library. List them: crosscheck list")


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=row["id"],
        title=row["title"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        path=row["path"] or "",
        sha256=row["sha256"],
        format=row["format"],
        characters=row["characters"],
        page_starts=tuple(json.loads(row["page_starts"])),
    )


def _sentence(row: sqlite3.Row) -> Sentence:
    return Sentence(
        id=row["id"],
        document_id=row["document_id"],
        passage_id=row["passage_id"],
        start=row["start"],
        end=row["end"],
        kind=Kind(row["kind"]),
        text=row["text"],
        format=row["format"],
    )


def _link(connection: sqlite3.Connection, document_id: str, stamp: FileStamp) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
        (stamp.path, document_id, stamp.size, stamp.modified_ns, stamp.sha256),
    )
    _retire_orphans(connection)


def _retire_orphans(connection: sqlite3.Connection) -> None:
    connection.execute(
        "UPDATE documents SET state = 'removing' WHERE state = 'ready'"
        " AND NOT EXISTS (SELECT 1 FROM files WHERE document_id = documents.id)"
    )


def _touch(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO meta VALUES ('revision', '1')"
        " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
    )
