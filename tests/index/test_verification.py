"""Every kind of problem, made by hand: found, and mended by a repair."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from index.verification import GONE, KEYWORDS, MISSING, SPANS, STALE, STRAY, TEXT, UNFINISHED, UNREADABLE
from tests.fakes import HashingEmbedder
from tests.index.make import assert_sound, collection, execute, vector_ids

FERRY = "The ferry Kestrel struck a rock near Gannet Skerry. All passengers were taken off in rafts."
PUMPS = "Varnholt sold more pumps than in any year before. It employs 1,284 people."


@pytest.fixture
def filled(library: Library, write) -> Library:
    """A library of two documents."""
    library.add([write("ferry/a.txt", FERRY), write("pumps/b.txt", PUMPS)])
    return library


def file_of(library: Library, title: str) -> Path:
    return Path(next(document.path for document in library.documents() if document.title == title))


def alter_text(library: Library) -> None:
    execute(library, "UPDATE documents SET text = replace(text, 'rock', 'reef') WHERE title = 'a'")


def alter_passage(library: Library) -> None:
    execute(library, "UPDATE passages SET start = start + 1 WHERE text LIKE '%Kestrel%'")


def lose_sentence(library: Library) -> None:
    execute(library, "DELETE FROM sentences WHERE id = (SELECT min(id) FROM sentences)")


def move_sentence(library: Library) -> None:
    execute(library, 'UPDATE sentences SET "end" = start WHERE id = (SELECT min(id) FROM sentences)')


def lose_vector(library: Library) -> None:
    with collection(library) as vectors:
        vectors.delete(ids=[str(min(int(id) for id in vectors.get(include=[])["ids"]))])


def add_vector(library: Library) -> None:
    with collection(library) as vectors:
        vectors.add(ids=["999"], embeddings=[[1.0] * 16], metadatas=[{"document_id": "ghost"}])


def leave_indexing(library: Library) -> None:
    execute(library, "UPDATE documents SET state = 'indexing' WHERE title = 'a'")


def leave_removing(library: Library) -> None:
    execute(library, "UPDATE documents SET state = 'removing' WHERE title = 'a'")


def lose_keywords(library: Library) -> None:
    execute(library, "INSERT INTO keywords (keywords) VALUES ('delete-all')")


def change_file(library: Library) -> None:
    file_of(library, "a").write_text(FERRY.replace("rock", "reef"))


def delete_file(library: Library) -> None:
    file_of(library, "a").unlink()


DAMAGE: list[tuple[Callable[[Library], None], str]] = [
    (alter_text, TEXT),
    (alter_passage, SPANS),
    (lose_sentence, SPANS),
    (move_sentence, SPANS),
    (lose_vector, MISSING),
    (add_vector, STRAY),
    (leave_indexing, UNFINISHED),
    (leave_removing, UNFINISHED),
    (lose_keywords, KEYWORDS),
    (change_file, STALE),
    (delete_file, GONE),
]


@pytest.mark.parametrize(("damage", "kind"), DAMAGE, ids=[damage.__name__ for damage, _ in DAMAGE])
def test_a_problem_is_found_and_mended(damage: Callable[[Library], None], kind: str, filled: Library):
    filled.close()
    damage(filled)
    with Library.open(filled.folder, HashingEmbedder()) as library:
        found = library.verify()
        assert kind in {problem.kind for problem in found.problems}
        assert not found.ok
        assert all(problem.subject and problem.detail for problem in found.problems)
        mended = library.verify(repair=True)
        assert mended.problems == found.problems
        assert mended.repaired
        assert mended.ok
        assert_sound(library)
        assert any(hit.dense_rank and hit.keyword_rank for hit in library.search("Varnholt pumps"))


def test_a_sound_library_has_nothing_to_repair(filled: Library):
    report = filled.verify(repair=True)
    assert (report.documents, report.passages, report.problems, report.repaired) == (2, 2, (), False)
    assert report.ok


def test_looking_changes_nothing(filled: Library):
    delete_file(filled)
    before = filled.documents()
    filled.verify()
    assert filled.documents() == before
    assert len(filled.verify().problems) == 1


def test_repair_takes_a_changed_files_new_text(filled: Library):
    change_file(filled)
    filled.verify(repair=True)
    assert FERRY.replace("rock", "reef") in {filled.text(document.id) for document in filled.documents()}
    assert len(filled.documents()) == 2


def test_repair_restores_an_altered_text_from_its_file(filled: Library):
    alter_text(filled)
    filled.verify(repair=True)
    assert {filled.text(document.id) for document in filled.documents()} == {FERRY, PUMPS}


def test_a_missing_file_takes_its_document_along_if_its_folder_is_there(filled: Library):
    delete_file(filled)
    filled.verify(repair=True)
    assert [document.title for document in filled.documents()] == ["b"]


def test_a_missing_file_whose_folder_is_gone_too_is_kept(filled: Library):
    shutil.rmtree(file_of(filled, "a").parent)
    report = filled.verify(repair=True)
    assert [problem.kind for problem in report.problems] == [GONE]
    assert not report.ok
    assert [document.title for document in filled.documents()] == ["a", "b"]


def test_an_altered_text_that_cannot_be_read_again_is_kept_and_reported(filled: Library):
    shutil.rmtree(file_of(filled, "a").parent)
    alter_text(filled)
    report = filled.verify(repair=True)
    assert {problem.kind for problem in report.problems} >= {TEXT, GONE}
    assert not report.ok
    assert len(filled.documents()) == 2


def test_a_file_that_cannot_be_read_is_reported_and_its_document_kept(filled: Library):
    file_of(filled, "a").write_bytes(b"")
    report = filled.verify(repair=True)
    assert [problem.kind for problem in report.problems] == [UNREADABLE]
    assert not report.ok
    assert len(filled.documents()) == 2


def test_all_vectors_are_rebuilt_after_their_folder_was_moved_away(filled: Library):
    filled.close()
    shutil.rmtree(filled.folder / "chroma")
    with Library.open(filled.folder, HashingEmbedder()) as library:
        assert {problem.kind for problem in library.verify().problems} == {MISSING}
        assert library.verify(repair=True).ok
        assert len(vector_ids(library)) == 2
        assert_sound(library)


def test_what_stands_in_a_second_file_outlives_the_first(filled: Library, write):
    second = write("reserve/c.txt", FERRY)
    filled.add(second)
    delete_file(filled)
    filled.verify(repair=True)
    assert file_of(filled, "a") == second
    assert_sound(filled)


REPAIR = """
import sys
from index import Library
from tests.fakes import HashingEmbedder

with Library.open(sys.argv[1], HashingEmbedder()) as library:
    assert library.verify(repair=True).ok
"""


def test_an_open_reader_sees_another_processs_repair(filled: Library, run_python):
    lose_vector(filled)
    assert [hit.dense_rank for hit in filled.search("Kestrel pumps")].count(None) == 1
    run_python(REPAIR, filled.folder)
    assert sorted(hit.dense_rank for hit in filled.search("Kestrel pumps")) == [1, 2]


def test_everything_at_once(filled: Library):
    filled.close()
    for damage in (alter_passage, add_vector, lose_keywords, lose_vector):
        damage(filled)
    with Library.open(filled.folder, HashingEmbedder()) as library:
        assert {problem.kind for problem in library.verify().problems} >= {SPANS, STRAY, KEYWORDS}
        assert library.verify(repair=True).ok
        assert_sound(library)
