"""The catalog: one SQLite file, opened with care, written in whole transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from index import LibraryError, NewerLibraryError, Review, UnknownDocumentError
from index.catalog import ID_LENGTH, SCHEMA, SCHEMA_VERSION, Catalog, FileStamp, text_hash
from index.segment import Passage, Sentence
from index.source import Block, Kind, Source

STAMP = FileStamp("/articles/a.txt", 10, 1, "0" * 64)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    opened = Catalog(tmp_path / "catalog.sqlite3")
    yield opened
    opened.close()


def one(text: str) -> tuple[Source, list[Passage]]:
    """A source of one paragraph, its words its sentences, two of them a passage."""
    sentences, at = [], 0
    for word in text.split(" "):
        sentences.append(Sentence(at, at + len(word), Kind.PARAGRAPH))
        at += len(word) + 1
    passages = [Passage(tuple(sentences[n : n + 2])) for n in range(0, len(sentences), 2)]
    return Source(text, (Block(0, len(text), Kind.PARAGRAPH),), "txt"), passages


def put(catalog: Catalog, text: str, path: str = STAMP.path) -> str:
    source, passages = one(text)
    stamp = FileStamp(path, len(text), 1, text_hash(text))
    document_id, _ = catalog.insert(source, "A title", passages)
    catalog.publish([(document_id, stamp)])
    return document_id


def test_a_document_is_known_by_its_texts_hash(catalog: Catalog):
    assert put(catalog, "Some words.") == text_hash("Some words.")[:ID_LENGTH]


def test_it_is_not_shown_before_it_is_published(catalog: Catalog):
    source, passages = one("Some words here now.")
    document_id, ids = catalog.insert(source, "A title", passages)
    assert catalog.documents() == []
    assert catalog.passages(ids) == {}
    assert catalog.match('"words"', 10, None) == []
    with pytest.raises(UnknownDocumentError):
        catalog.text(document_id)


def test_everything_of_it_comes_back(catalog: Catalog):
    document_id = put(catalog, "Some 😀 words.")
    document = catalog.document(document_id)
    assert (document.title, document.path, document.characters) == ("A title", STAMP.path, 13)
    assert catalog.text(document_id) == "Some 😀 words."
    assert [p.text for p in catalog.passages_of(document_id)] == ["Some 😀", "words."]
    assert [s.text for s in catalog.sentences_of(document_id)] == ["Some", "😀", "words."]


def test_a_failed_insert_leaves_nothing(catalog: Catalog):
    source, passages = one("Some words.")
    broken = [*passages, Passage((Sentence(0, 4, object()),))]  # type: ignore[arg-type]
    with pytest.raises(sqlite3.Error):
        catalog.insert(source, "A title", broken)
    assert catalog.state(text_hash("Some words.")[:ID_LENGTH]) is None
    assert catalog.counts() == (0, 0, 0)


def test_passage_ids_are_never_used_again(catalog: Catalog):
    first = put(catalog, "Some words.")
    used = catalog.passage_ids(first)
    catalog.delete(first)
    assert min(catalog.passage_ids(put(catalog, "Other words."))) > max(used)


def test_a_deleted_document_leaves_no_rows(catalog: Catalog):
    document_id = put(catalog, "Some words.")
    catalog.delete(document_id)
    with closing(sqlite3.connect(catalog.path)) as connection:
        for table in ("documents", "files", "passages", "sentences"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert catalog.match('"words"', 10, None) == []
    assert catalog.keywords_are_sound()


def test_a_document_whose_last_file_is_forgotten_is_retired(catalog: Catalog):
    document_id = put(catalog, "Some words.", "/a.txt")
    catalog.link(document_id, FileStamp("/b.txt", 1, 1, "x"))
    catalog.unlink(["/a.txt"])
    assert catalog.state(document_id) == "ready"
    catalog.unlink(["/b.txt"])
    assert catalog.state(document_id) == "removing"


def test_every_change_of_the_documents_moves_the_revision(catalog: Catalog):
    seen = [catalog.revision]
    document_id = put(catalog, "Some words.")
    seen.append(catalog.revision)
    catalog.link(document_id, FileStamp("/b.txt", 1, 1, "x"))
    seen.append(catalog.revision)
    catalog.unlink(["/b.txt"])
    seen.append(catalog.revision)
    catalog.mark_removing([document_id])
    seen.append(catalog.revision)
    catalog.delete(document_id)
    seen.append(catalog.revision)
    assert seen == sorted(set(seen))


def test_more_ids_than_sqlite_takes_at_once(catalog: Catalog):
    document_id = put(catalog, " ".join(f"w{number}" for number in range(1400)))
    ids = catalog.passage_ids(document_id)
    assert len(catalog.passages(ids)) == 700
    assert len(catalog.sentences_of_passages(ids)) == 1400


def test_the_sentence_before(catalog: Catalog):
    first, second, third = catalog.sentences_of(put(catalog, "One. Two. Three."))
    assert catalog.sentence_before(third) == second
    assert catalog.sentence_before(first) is None


def test_verdicts_outlive_their_documents(catalog: Catalog):
    catalog.store_verdicts("judge", [("pair", 0.1, 0.2, 0.7)])
    catalog.delete(put(catalog, "Some words."))
    assert catalog.verdicts("judge", ["pair", "other"]) == {"pair": (0.1, 0.2, 0.7)}
    assert catalog.verdicts("another judge", ["pair"]) == {}


def test_it_is_read_from_other_threads(catalog: Catalog):
    put(catalog, "Some words.")
    seen: list[int] = []
    thread = Thread(target=lambda: seen.append(len(catalog.documents())))
    thread.start()
    thread.join()
    assert seen == [1]


def test_it_opens_again_with_what_it_held(catalog: Catalog):
    document_id = put(catalog, "Some words.")
    catalog.close()
    again = Catalog(catalog.path)
    assert again.text(document_id) == "Some words."
    again.close()


def test_reviews_outlive_their_documents(catalog: Catalog):
    review = Review(status="dismissed", reason="two bridges", note="", at=datetime(2025, 3, 8, tzinfo=UTC))
    catalog.store_review("pair", review)
    catalog.delete(put(catalog, "Some words."))
    assert catalog.reviews() == {"pair": review}
    catalog.delete_review("pair")
    assert catalog.reviews() == {}


@pytest.mark.parametrize("interrupted", [False, True])
def test_an_older_catalog_is_brought_up_to_date_where_it_stands(tmp_path: Path, interrupted: bool):
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA[0].read_text(encoding="utf-8"))
        connection.execute("INSERT INTO meta VALUES ('schema_version', '1')")
        connection.execute("INSERT INTO verdicts VALUES ('judge', 'pair', 0.1, 0.2, 0.7)")
    if interrupted:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA[1].read_text(encoding='utf-8')}")
    with closing(Catalog(path)) as catalog:
        assert catalog.meta("schema_version") == str(SCHEMA_VERSION)
        assert catalog.verdicts("judge", ["pair"]) == {"pair": (0.1, 0.2, 0.7)}
        assert catalog.reviews() == {}
    with closing(Catalog(path)) as again:
        assert again.meta("schema_version") == str(SCHEMA_VERSION)


def test_two_that_bring_it_up_to_date_at_once_do_so_once(tmp_path: Path):
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA[0].read_text(encoding="utf-8"))
        connection.execute("INSERT INTO meta VALUES ('schema_version', '1')")
    opened: list[Catalog] = []
    threads = [Thread(target=lambda: opened.append(Catalog(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [catalog.meta("schema_version") for catalog in opened] == [str(SCHEMA_VERSION)] * 4
    for catalog in opened:
        catalog.close()


def test_a_newer_schema_is_refused_with_the_way_out(catalog: Catalog):
    catalog.set_meta("schema_version", "99")
    with pytest.raises(NewerLibraryError, match=r"schema 99.*Upgrade Crosscheck, or use another library folder"):
        Catalog(catalog.path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    path = tmp_path / "catalog.sqlite3"
    path.write_text("Not a database at all. " * 100)
    with pytest.raises(LibraryError, match=r"is not a library catalog.*Choose another folder, or move that file away"):
        Catalog(path)
    assert path.read_text().startswith("Not a database")


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(LibraryError, match="is not a library catalog"):
        Catalog(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


@pytest.mark.parametrize("bytes_there", [b"", None])
def test_what_a_kill_during_creation_leaves_is_opened(tmp_path: Path, bytes_there: bytes | None):
    path = tmp_path / "catalog.sqlite3"
    if bytes_there is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    else:
        path.write_bytes(bytes_there)
    catalog = Catalog(path)
    assert catalog.documents() == []
    assert catalog.meta("schema_version") == str(SCHEMA_VERSION)
    catalog.close()
