"""The library as its users see it: add, replace, remove, sync; and nothing left behind in either store."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from index import (
    Library,
    LibraryBusyError,
    LibraryError,
    ModelError,
    ModelMismatchError,
    NewerLibraryError,
    SentenceTransformerEmbedder,
    UnknownDocumentError,
)
from tests.fakes import HashingEmbedder, StoppingEmbedder
from tests.index.make import assert_sound, execute, vector_ids

FERRY = "The ferry Kestrel struck a rock near Gannet Skerry. All passengers were taken off in rafts."
PUMPS = "Varnholt sold more pumps than in any year before. It employs 1,284 people."
TIDES = "The tide comes in twice a day. The moon draws the water on both sides of the earth."


def many(write, count: int) -> Path:
    """Files of one passage each; returns their folder."""
    for number in range(count):
        path = write(f"many/{number:03}.txt", f"Article number {number} speaks of ship {number * 7}.")
    return path.parent


# opening


def test_a_new_library_is_empty(library: Library):
    assert library.documents() == []
    assert library.search("anything") == []
    assert library.verify().ok


def test_exists_once_it_was_opened(tmp_path: Path):
    assert not Library.exists(tmp_path / "new")
    Library.open(tmp_path / "new", HashingEmbedder()).close()
    assert Library.exists(tmp_path / "new")


def test_it_opens_again_with_its_documents(library: Library, write):
    library.add(write("a.txt", FERRY))
    library.close()
    with Library.open(library.folder, HashingEmbedder()) as again:
        assert [hit.passage.text for hit in again.search("Kestrel rock")] == [FERRY]


def test_another_model_is_refused_with_the_way_out(library: Library, write):
    library.add(write("a.txt", FERRY))
    with pytest.raises(ModelMismatchError, match=r"'hashing-16', not 'other'.*make a new library"):
        Library.open(library.folder, HashingEmbedder("other"))


def test_a_named_model_is_compared_before_it_is_loaded(library: Library, write):
    library.add(write("a.txt", FERRY))
    with pytest.raises(ModelMismatchError):
        Library.open(library.folder, "no-such/model")


def test_the_recorded_model_is_taken_where_none_is_named(tmp_path: Path):
    with Library.open(tmp_path / "library", HashingEmbedder("no-such/model")) as library:
        (tmp_path / "a.txt").write_text(FERRY)
        library.add(tmp_path / "a.txt")
    with Library.open(tmp_path / "library") as again:
        assert again.embedder.id == "no-such/model"


def test_the_same_model_with_another_dimension_is_refused(library: Library, write):
    library.add(write("a.txt", FERRY))
    with pytest.raises(ModelMismatchError, match=r"16.*32.*make a new library"):
        Library.open(library.folder, HashingEmbedder(dimension=32)).search("ferry")


def test_two_models_never_mix_where_both_opened_the_new_library(library: Library, write):
    with Library.open(library.folder, HashingEmbedder("other")) as other:
        library.add(write("a.txt", FERRY))
        with pytest.raises(ModelMismatchError):
            other.add(write("b.txt", PUMPS))
        with pytest.raises(ModelMismatchError):
            other.search("ferry")
    assert_sound(library)


def test_a_model_that_is_not_there_is_a_clear_error(tmp_path: Path):
    empty = tmp_path / "model"
    empty.mkdir()
    (tmp_path / "a.txt").write_text(FERRY)
    with (
        Library.open(tmp_path / "library", str(empty)) as library,
        pytest.raises(ModelError, match="can't be loaded"),
    ):
        library.add(tmp_path / "a.txt")


def test_a_library_of_a_newer_version_is_refused(library: Library):
    library.catalog.set_meta("schema_version", "999")
    with pytest.raises(NewerLibraryError, match="Upgrade"):
        Library.open(library.folder, HashingEmbedder())


def test_a_file_in_place_of_the_folder_is_refused(write):
    with pytest.raises(LibraryError, match="can't be made"):
        Library.open(write("library", "a file"), HashingEmbedder())


def test_vectors_that_cannot_be_opened_are_refused_with_the_way_out(library: Library, write):
    library.add(write("a.txt", FERRY))
    library.close()
    (library.folder / "chroma" / "chroma.sqlite3").write_bytes(b"broken " * 1000)
    with (
        Library.open(library.folder, HashingEmbedder()) as again,
        pytest.raises(LibraryError, match="move that folder away and run `crosscheck verify --repair`"),
    ):
        again.search("ferry")


# adding


def test_add_reports_and_stores_a_document(library: Library, write):
    path = write("ferry.txt", FERRY)
    report = library.add(path)
    (document,) = report.added
    assert (document.path, document.title, document.format) == (str(path), "ferry", "txt")
    assert library.documents() == [document]
    assert library.text(document.id) == FERRY
    assert (report.unchanged, report.replaced, report.failed, report.skipped) == ((), (), (), ())
    assert_sound(library)


def test_adding_again_does_no_work(library: Library, write):
    path = write("ferry.txt", FERRY)
    (document,) = library.add(path).added
    embedded, ids = library.embedder.embedded, vector_ids(library)
    report = library.add(path)
    assert (report.unchanged, report.added) == ((document,), ())
    assert library.embedder.embedded == embedded
    assert vector_ids(library) == ids


def test_folders_are_walked_and_hidden_files_left_out(library: Library, write):
    write("a.txt", FERRY)
    write("deep/er/b.md", PUMPS)
    write(".hidden.txt", TIDES)
    write(".git/c.txt", TIDES)
    report = library.add(write("image.png", b"\x89PNG").parent)
    assert [Path(document.path).name for document in report.added] == ["a.txt", "b.md"]
    assert [Path(path).name for path in report.skipped] == ["image.png"]


def test_relative_and_home_paths_are_one_file(library: Library, write, articles: Path, monkeypatch):
    (document,) = library.add(write("a.txt", FERRY)).added
    monkeypatch.chdir(articles)
    monkeypatch.setenv("HOME", str(articles))
    report = library.add(["a.txt", "./a.txt", "~/a.txt", "../articles/a.txt"])
    assert report.unchanged == (document,)
    assert list(library.catalog.files()) == [document.path]


def test_the_same_text_in_two_files_is_one_document(library: Library, write):
    first, second = write("a.txt", FERRY), write("b.txt", FERRY)
    report = library.add([first, second])
    assert len(report.added) == len(library.documents()) == 1
    assert list(library.catalog.files()) == [str(first), str(second)]
    assert_sound(library)


def test_two_files_with_one_name_are_two_documents(library: Library, write):
    report = library.add([write("one/a.txt", FERRY), write("two/a.txt", PUMPS)])
    assert [document.title for document in report.added] == ["a", "a"]
    assert {library.text(document.id) for document in library.documents()} == {FERRY, PUMPS}


def test_texts_that_differ_by_a_character_are_two_documents(library: Library, write):
    assert len(library.add([write("a.txt", FERRY), write("b.txt", FERRY + "!")]).added) == 2


def test_a_changed_file_replaces_its_document(library: Library, write):
    path = write("a.txt", FERRY)
    (old,) = library.add(path).added
    write("a.txt", PUMPS)
    report = library.add(path)
    (new,) = report.replaced
    assert library.documents() == [new]
    assert report.added == ()
    with pytest.raises(UnknownDocumentError):
        library.text(old.id)
    assert "Kestrel" not in " ".join(hit.passage.text for hit in library.search("Kestrel"))
    assert_sound(library)


def test_a_file_changed_and_changed_back_is_the_same_document(library: Library, write):
    path = write("a.txt", FERRY)
    (first,) = library.add(path).added
    write("a.txt", PUMPS)
    library.add(path)
    write("a.txt", FERRY)
    (again,) = library.add(path).replaced
    assert again == first
    assert_sound(library)


def test_replacing_one_of_two_files_keeps_the_text_of_the_other(library: Library, write):
    first, second = write("a.txt", FERRY), write("b.txt", FERRY)
    library.add([first, second])
    write("a.txt", PUMPS)
    library.add(first)
    assert {library.text(document.id) for document in library.documents()} == {FERRY, PUMPS}
    assert_sound(library)


def test_two_files_that_swap_their_texts(library: Library, write, articles: Path):
    write("a.txt", FERRY)
    write("b.txt", PUMPS)
    library.add(articles)
    write("a.txt", PUMPS)
    write("b.txt", FERRY)
    library.add(articles)
    assert {Path(d.path).name: library.text(d.id) for d in library.documents()} == {"a.txt": PUMPS, "b.txt": FERRY}
    assert_sound(library)


def test_a_file_that_can_no_longer_be_read_keeps_its_document(library: Library, write):
    path = write("a.txt", FERRY)
    (document,) = library.add(path).added
    write("a.txt", "")
    report = library.add(path)
    assert [failure.reason for failure in report.failed] == ["is empty"]
    assert library.documents() == [document]


def test_more_than_a_batch_of_passages(library: Library, write):
    report = library.add(many(write, 300))
    assert len(report.added) == len(library.documents()) == 300
    assert_sound(library)


def test_progress_counts_the_files(library: Library, write, articles: Path):
    write("a.txt", FERRY)
    write("b.txt", PUMPS)
    calls: list[tuple[int, int, str]] = []
    library.add(articles, progress=lambda *call: calls.append(call))
    assert calls == [(0, 2, str(articles / "a.txt")), (1, 2, str(articles / "b.txt")), (2, 2, "")]


def test_long_titles_are_cut(library: Library, write):
    (document,) = library.add(write("a.md", f"# {'long ' * 200}\n\nText.")).added
    assert len(document.title) == 300


def test_adding_nothing_is_no_error(library: Library, articles: Path):
    assert library.add([]) == library.add(articles)
    assert library.documents() == []


# removing


def test_a_removed_document_leaves_nothing(library: Library, write, articles: Path):
    write("a.txt", FERRY)
    write("b.txt", PUMPS)
    library.add(articles)
    ferry = next(d for d in library.documents() if d.title == "a")
    library.remove([ferry.id])
    assert [document.title for document in library.documents()] == ["b"]
    assert_sound(library)
    assert "Kestrel" not in str(execute(library, "SELECT text FROM passages"))


def test_one_id_may_stand_alone(library: Library, write):
    (document,) = library.add(write("a.txt", FERRY)).added
    library.remove(document.id)
    assert library.documents() == []


def test_an_unknown_id_removes_nothing(library: Library, write):
    (document,) = library.add(write("a.txt", FERRY)).added
    with pytest.raises(UnknownDocumentError, match=r"'nope'.*crosscheck list"):
        library.remove([document.id, "nope"])
    assert library.documents() == [document]


@pytest.mark.parametrize("ask", [Library.document, Library.text])
def test_an_unknown_id_is_a_clear_error(library: Library, ask: Callable):
    with pytest.raises(UnknownDocumentError, match=r"No document 'nope' in this library"):
        ask(library, "nope")


def test_a_removed_document_can_be_added_again_under_new_passage_ids(library: Library, write):
    path = write("a.txt", FERRY)
    (first,) = library.add(path).added
    used = vector_ids(library)
    library.remove(first.id)
    (again,) = library.add(path).added
    assert again == first
    assert min(vector_ids(library)) > max(used)


def test_forgetting_a_file_keeps_the_text_it_shares(library: Library, write):
    first, second = write("a.txt", FERRY), write("b.txt", FERRY)
    library.add([first, second])
    assert library.forget([first]) == ()
    (document,) = library.documents()
    assert document.path == str(second)
    assert library.forget([second]) == (document.id,)
    assert_sound(library)


def test_forget_takes_relative_paths(library: Library, write, articles: Path, monkeypatch):
    (document,) = library.add(write("a.txt", FERRY)).added
    monkeypatch.chdir(articles)
    assert library.forget(["a.txt"]) == (document.id,)


# following a folder


def test_sync_adds_replaces_and_removes(library: Library, write, articles: Path):
    for name, text in (("a.txt", FERRY), ("b.txt", PUMPS), ("c.txt", TIDES)):
        write(name, text)
    library.sync(articles)
    gone = next(d for d in library.documents() if d.title == "a")
    (articles / "a.txt").unlink()
    write("b.txt", PUMPS + " It hired more.")
    write("d.txt", FERRY + " Nobody was hurt.")
    report = library.sync(articles)
    assert [document.title for document in report.added] == ["d"]
    assert [document.title for document in report.replaced] == ["b"]
    assert [document.title for document in report.unchanged] == ["c"]
    assert report.removed == (gone.id,)
    assert_sound(library)


def test_sync_leaves_other_folders_alone(library: Library, write, articles: Path):
    library.add(write("other/a.txt", FERRY))
    write("mine/b.txt", PUMPS)
    report = library.sync(articles / "mine")
    assert report.removed == ()
    assert len(library.documents()) == 2


def test_sync_keeps_the_text_of_a_renamed_file(library: Library, write, articles: Path):
    path = write("a.txt", FERRY)
    (document,) = library.sync(articles).added
    path.rename(articles / "renamed.txt")
    report = library.sync(articles)
    assert report.removed == ()
    assert library.document(document.id).path == str(articles / "renamed.txt")
    assert_sound(library)


def test_sync_of_an_emptied_folder_empties_the_library(library: Library, write, articles: Path):
    path = write("a.txt", FERRY)
    library.sync(articles)
    path.unlink()
    assert len(library.sync(articles).removed) == 1
    assert library.documents() == []


def test_sync_of_a_file_is_refused(library: Library, write):
    with pytest.raises(LibraryError, match=r"not a folder.*`add`"):
        library.sync(write("a.txt", FERRY))


def test_sync_through_a_link_follows_what_was_added_through_it(library: Library, write, articles: Path, tmp_path: Path):
    path = write("a.txt", FERRY)
    link = tmp_path / "link"
    link.symlink_to(articles)
    library.add(link)
    path.unlink()
    library.sync(link)
    assert library.documents() == []


def test_sync_keeps_documents_of_a_folder_that_cannot_be_opened(library: Library, write, articles: Path, monkeypatch):
    write("a.txt", FERRY)
    write("sub/b.txt", PUMPS)
    library.sync(articles)
    listing = os.scandir

    def refuse(folder):
        if Path(folder).name == "sub":
            raise PermissionError(13, "Permission denied", str(folder))
        return listing(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    report = library.sync(articles)
    assert [failure.path for failure in report.failed] == [str(articles / "sub")]
    assert report.removed == ()
    assert len(library.documents()) == 2


# interruption


def test_an_interrupted_add_is_finished_by_the_next(tmp_path: Path, write, articles: Path):
    many(write, 300)
    with Library.open(tmp_path / "library", StoppingEmbedder(stops_at=2)) as library:
        with pytest.raises(KeyboardInterrupt):
            library.add(articles)
        shown = len(library.documents())
        assert 0 < shown < 300
        report = library.add(articles)
        assert (len(report.added), len(report.unchanged)) == (300 - shown, shown)
        assert_sound(library)


def test_an_interrupted_replacement_keeps_the_old_text_until_the_new_is_there(tmp_path: Path, write):
    path = write("a.txt", FERRY)
    with Library.open(tmp_path / "library", StoppingEmbedder(stops_at=2)) as library:
        (old,) = library.add(path).added
        write("a.txt", PUMPS)
        with pytest.raises(KeyboardInterrupt):
            library.add(path)
        assert library.documents() == [old]
        library.add(path)
        assert [library.text(document.id) for document in library.documents()] == [PUMPS]
        assert_sound(library)


def test_what_an_interrupted_add_began_is_gone_after_any_other_change(tmp_path: Path, write):
    path = write("a.txt", FERRY)
    with Library.open(tmp_path / "library", StoppingEmbedder()) as library:
        with pytest.raises(KeyboardInterrupt):
            library.add(path)
        path.unlink()
        library.add(write("b.txt", PUMPS))
        assert_sound(library)


def test_vectors_stored_before_a_crash_are_not_doubled(library: Library, write, monkeypatch):
    path = write("a.txt", FERRY)

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(library.catalog, "publish", crash)
        with pytest.raises(KeyboardInterrupt):
            library.add(path)
    assert library.documents() == []
    assert len(vector_ids(library)) == 1
    assert library.search("Kestrel") == []
    library.add(path)
    assert len(vector_ids(library)) == 1
    assert_sound(library)


def test_an_interrupted_removal_is_finished_by_the_next_change(library: Library, write, articles: Path):
    write("a.txt", FERRY)
    write("b.txt", PUMPS)
    library.add(articles)
    ferry = next(d for d in library.documents() if d.title == "a")
    library.catalog.mark_removing([ferry.id])
    assert [document.title for document in library.documents()] == ["b"]
    assert "Kestrel" not in " ".join(hit.passage.text for hit in library.search("Kestrel"))
    (articles / "a.txt").unlink()
    library.sync(articles)
    assert_sound(library)


ADD_SLOWLY = """
import sys, time
from index import Library
from tests.fakes import HashingEmbedder

class Slow(HashingEmbedder):
    def embed_documents(self, texts):
        if self.embedded:
            print("embedding", flush=True)
            time.sleep(60)
        return super().embed_documents(texts)

Library.open(sys.argv[1], Slow()).add(sys.argv[2])
"""


def test_a_killed_add_is_finished_by_the_next(library: Library, write, start_python):
    folder = many(write, 280)
    process = start_python(ADD_SLOWLY, library.folder, folder)
    assert process.stdout.readline() == "embedding\n"
    process.kill()
    process.wait()
    shown = len(library.documents())
    assert 0 < shown < 280
    report = library.add(folder)
    assert (len(report.added), len(report.unchanged)) == (280 - shown, shown)
    assert_sound(library)


# several processes and threads

HOLD_THE_LOCK = """
import sys
from index import Library
from tests.fakes import HashingEmbedder

def wait(done, total, path):
    if path:
        print("writing", flush=True)
        sys.stdin.readline()

Library.open(sys.argv[1], HashingEmbedder()).add(sys.argv[2], progress=wait)
print("done", flush=True)
"""

ADD = """
import sys
from index import Library
from tests.fakes import HashingEmbedder

with Library.open(sys.argv[1], HashingEmbedder()) as library:
    library.add(sys.argv[2:])
"""

REMOVE_ALL = """
import sys
from index import Library
from tests.fakes import HashingEmbedder

with Library.open(sys.argv[1], HashingEmbedder()) as library:
    library.remove([document.id for document in library.documents()])
"""


def test_a_second_writer_is_refused_and_readers_are_not(library: Library, write, start_python):
    library.add(write("a.txt", FERRY))
    process = start_python(HOLD_THE_LOCK, library.folder, write("b.txt", PUMPS))
    assert process.stdout.readline() == "writing\n"
    with pytest.raises(LibraryBusyError, match="Another process is writing"):
        library.add(write("c.txt", TIDES))
    assert [hit.passage.text for hit in library.search("Kestrel rock")] == [FERRY]
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done\n"
    library.add(write("c.txt", TIDES))
    assert len(library.documents()) == 3
    assert_sound(library)


def test_an_open_reader_sees_what_another_process_adds_and_removes(library: Library, write, run_python):
    library.add(write("a.txt", FERRY))
    assert len(library.search("ferry pumps")) == 1
    run_python(ADD, library.folder, write("b.txt", PUMPS))
    found = library.search("ferry pumps")
    assert {hit.passage.text for hit in found} == {FERRY, PUMPS}
    assert all(hit.dense_rank for hit in found)
    run_python(REMOVE_ALL, library.folder)
    assert library.search("ferry pumps") == []
    assert_sound(library)


def test_a_change_of_ones_own_hides_no_other_processs_change(library: Library, write, run_python):
    path = write("a.txt", FERRY)
    library.add(path)
    library.search("ferry")
    run_python(ADD, library.folder, write("b.txt", PUMPS))
    library.add(write("copy.txt", FERRY))
    assert {hit.passage.text for hit in library.search("pumps") if hit.dense_rank} == {FERRY, PUMPS}
    assert_sound(library)


def test_threads_search_while_another_adds(library: Library, write, articles: Path):
    library.add(write("first.txt", FERRY))
    folder = many(write, 300)
    stop = Event()
    errors: list[BaseException] = []
    searches: list[int] = []

    def search() -> None:
        try:
            while not stop.is_set():
                hits = library.search("ferry Kestrel ship article", limit=20)
                assert any(hit.passage.text == FERRY for hit in hits)
                assert library.sentences_of([hit.passage for hit in hits])
                searches.append(len(hits))
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        library.add(folder)
        library.remove([d.id for d in library.documents() if Path(d.path).parent == folder][:150])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert errors == []
    assert len(searches) > 2
    assert_sound(library)


def test_threads_that_add_wait_for_each_other(library: Library, write):
    folders = [write(f"{name}/x.txt", FERRY + name).parent for name in "abcd"]
    for folder in folders:
        for number in range(20):
            (folder / f"{number}.txt").write_text(f"Article {number} is in every folder.")
    errors: list[BaseException] = []

    def add(folder: Path) -> None:
        try:
            library.add(folder)
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=add, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(library.documents()) == 24
    assert_sound(library)


# with the model itself


def test_the_packaged_model_is_the_one_its_makers_publish(embedder: SentenceTransformerEmbedder):
    assert (embedder.dimension, embedder.max_pieces) == (384, 254)
    vector = embedder.embed_query("A sentence.")
    assert vector.shape == (384,)
    assert abs(float(vector @ vector) - 1) < 1e-5


def test_the_seed_articles_index_without_a_complaint(tmp_path: Path, embedder: SentenceTransformerEmbedder):
    seeds = Path(__file__).parents[2] / "seeds"
    with Library.open(tmp_path / "library", embedder) as library:
        report = library.add(sorted(seeds.glob("[a-z]*.[tmhpd]*")))
        assert report.failed == ()
        assert len(report.added) == 17
        assert_sound(library)
        for document in library.documents():
            text = library.text(document.id)
            assert all(text[s.start : s.end] == s.text for s in library.sentences(document.id))
