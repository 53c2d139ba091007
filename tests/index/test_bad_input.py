"""Bad files: each gets a clear line in the report, and the rest are indexed."""

import codecs
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from index import Library
from index.readers import MAX_FILE_BYTES, MAX_UNPACKED_BYTES
from tests.fakes import HashingEmbedder
from tests.index.make import assert_sound, pdf, word

GOOD = "The ferry Kestrel struck a rock near Gannet Skerry."


def zip_bomb() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(MAX_UNPACKED_BYTES // 1_000_000 + 1):
            part.write(b" " * 1_000_000)
    return buffer.getvalue()


def zip_of_no_document() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("notes.txt", "Not a document.")
    return buffer.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.txt", lambda: b"", "is empty"),
    "blank": ("a.md", lambda: b" \n\n\t ", "is empty"),
    "byte order mark alone": ("a.txt", lambda: codecs.BOM_UTF8, "holds no text"),
    "binary named .txt": ("a.txt", lambda: bytes(range(256)) * 40, "is not text"),
    "binary named .md": ("a.md", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(2000), "is not text"),
    "encrypted pdf": (
        "a.pdf",
        lambda: pdf([["Secret."]], encrypt=StandardEncryption("word", ownerPassword="own")),
        "is encrypted; save a copy without a password",
    ),
    "cut pdf": ("a.pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj <<", "is not a PDF, or it is broken"),
    "text named .pdf": ("a.pdf", lambda: GOOD.encode(), "is not a PDF, or it is broken"),
    "scanned pdf": ("a.pdf", lambda: pdf([[], []]), "no text layer"),
    "zip bomb": ("a.docx", zip_bomb, "refused as a zip bomb"),
    "text named .docx": ("a.docx", lambda: GOOD.encode(), "is not a Word document"),
    "zip named .docx": ("a.docx", zip_of_no_document, "is not a Word document"),
    "empty word document": ("a.docx", lambda: word(lambda document: None), "holds no text"),
    "page of comments": ("a.html", lambda: b"<!-- nothing but a remark -->", "holds no text"),
    "page of menus": ("a.html", lambda: b"<html><nav>Home</nav><footer>Imprint</footer></html>", "holds no text"),
    "page of scripts": ("a.html", lambda: b"<html><script>run()</script></html>", "holds no text"),
    "deeply nested page": ("a.html", lambda: b"<div>" * 100_000, "a.html|no text|can't be parsed"),
    "front matter alone": ("a.md", lambda: b"---\ntitle: Nothing\n---\n", "holds no text"),
    "debris alone": ("a.txt", lambda: b"Share this article\n", "holds no text"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_reported_and_stops_nothing(case: str, library: Library, write, articles: Path):
    name, content, reason = BAD[case]
    path = write(f"bad/{name}", content())
    write("0.txt", GOOD)
    write("z.txt", "Another article, read after the bad one.")
    report = library.add(articles)
    ((failed),) = report.failed
    assert failed.path == str(path)
    assert any(part in f"{failed.reason}" for part in reason.split("|"))
    assert "\n" not in failed.reason
    assert len(report.added) == 2
    assert_sound(library)


def test_a_file_beyond_the_limit_is_not_even_read(library: Library, write, articles: Path):
    with (articles / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    report = library.add([articles / "large.txt", write("a.txt", GOOD)])
    assert [failure.reason for failure in report.failed] == ["is 50 MB; the limit is 40 MB. Split it into parts."]
    assert MAX_FILE_BYTES == 40_000_000
    assert len(report.added) == 1


def test_an_entity_bomb_does_not_unfold(library: Library, write):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'.encode()
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(word(lambda document: document.add_paragraph("Text and BOMB.")))) as before,
        zipfile.ZipFile(buffer, "w") as after,
    ):
        for item in before.infolist():
            content = before.read(item)
            if item.filename == "word/document.xml":
                content = content.replace(b"?>", doctype, 1).replace(b"BOMB", b"&l9;")
            after.writestr(item, content)
    library.add([write("bomb.docx", buffer.getvalue()), write("a.txt", GOOD)])
    assert GOOD in [library.text(document.id) for document in library.documents()]
    assert all(document.characters < 1000 for document in library.documents())


def test_a_pdf_that_opens_without_a_password_is_read(library: Library, write):
    content = pdf([["Anyone may read this."]], encrypt=StandardEncryption("", ownerPassword="own"))
    (document,) = library.add(write("a.pdf", content)).added
    assert library.text(document.id).strip() == "Anyone may read this."


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str, library: Library, write):
    text = "“It’s over,” said Zoë, and the café closed — for good."
    (document,) = library.add(write("a.txt", text.encode(encoding))).added
    assert library.text(document.id) == text


def test_a_file_that_is_not_there(library: Library, write, articles: Path):
    report = library.add([articles / "none.txt", write("a.txt", GOOD)])
    assert [failure.reason for failure in report.failed] == ["is not there (any more)"]
    assert len(report.added) == 1


def test_a_file_that_disappears_while_the_folder_is_read(library: Library, write, articles: Path):
    write("a.txt", GOOD)
    gone = write("b.txt", "It will be gone.")
    report = library.add(articles, progress=lambda done, total, path: gone.unlink(missing_ok=True))
    assert [(failure.path, failure.reason) for failure in report.failed] == [(str(gone), "is not there (any more)")]
    assert len(report.added) == 1


def test_a_file_that_disappears_just_after_it_was_read(library: Library, write, articles: Path, monkeypatch):
    write("a.txt", GOOD)
    gone = write("b.txt", "It will be gone.")
    read_bytes = Path.read_bytes

    def read_and_lose(path: Path) -> bytes:
        data = read_bytes(path)
        if path == gone:
            path.unlink()
        return data

    monkeypatch.setattr(Path, "read_bytes", read_and_lose)
    report = library.add(articles)
    assert [failure.reason for failure in report.failed] == ["is not there (any more)"]
    assert len(report.added) == 1


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of a user whom permissions bind: ours, or nobody's where we are root."""
    is_root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        if is_root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            for path in folder.iterdir():
                path.chmod(0o700)
            if is_root:
                os.seteuid(0)


def test_a_folder_and_files_without_permission(unprivileged: Path):
    (unprivileged / "a.txt").write_text(GOOD)
    (unprivileged / "closed.txt").write_text("Never read.")
    (unprivileged / "closed.txt").chmod(0)
    (unprivileged / "shut").mkdir()
    (unprivileged / "shut" / "b.txt").write_text("Never read.")
    (unprivileged / "shut").chmod(0)
    with Library.open(unprivileged / ".library", HashingEmbedder()) as library:
        report = library.add([unprivileged, unprivileged / "shut" / "b.txt"])
        assert {Path(failure.path).name: failure.reason for failure in report.failed} == {
            "shut": "can't be opened: Permission denied",
            "closed.txt": "may not be read: permission denied",
            "b.txt": "may not be read: permission denied",
        }
        assert len(report.added) == 1
        assert_sound(library)


def test_links_that_run_in_circles(library: Library, write, articles: Path):
    write("a.txt", GOOD)
    (articles / "loop.txt").symlink_to(articles / "loop.txt")
    (articles / "inner").symlink_to(articles)
    report = library.add(articles)
    assert [Path(failure.path).name for failure in report.failed] == ["loop.txt"]
    assert "symbolic links" in report.failed[0].reason
    assert report.skipped == (str(articles / "inner"),)
    assert len(report.added) == len(library.documents()) == 1


def test_a_link_to_nowhere(library: Library, write, articles: Path):
    write("a.txt", GOOD)
    (articles / "lost.txt").symlink_to(articles / "none.txt")
    report = library.add(articles)
    assert [failure.reason for failure in report.failed] == ["is not there (any more)"]
    assert len(report.added) == 1


def test_a_link_to_a_file_is_known_by_its_own_name(library: Library, articles: Path, tmp_path: Path):
    (tmp_path / "elsewhere.txt").write_text(GOOD)
    (articles / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    (document,) = library.add(articles).added
    assert document.path == str(articles / "link.txt")


def test_a_folder_named_like_a_file_is_walked(library: Library, write, articles: Path):
    write("folder.txt/a.txt", GOOD)
    report = library.add(articles)
    assert (len(report.added), report.failed) == (1, ())


def test_a_pipe_is_not_waited_for(library: Library, write, articles: Path):
    write("a.txt", GOOD)
    os.mkfifo(articles / "pipe.txt")
    report = library.add(articles)
    assert [failure.reason for failure in report.failed] == ["is not a file"]
    assert len(report.added) == 1


def test_a_name_that_is_not_utf8(library: Library, write, articles: Path):
    write("a.txt", GOOD)
    for name in (b"caf\xe9.txt", b"caf\xe9.png"):
        (articles / os.fsdecode(name)).write_text("A café.")
    report = library.add(articles)
    assert [failure.reason for failure in report.failed] == ["has a name that is not UTF-8; rename it"]
    assert "caf" in report.failed[0].path
    assert len(report.skipped) == 1
    assert len(report.added) == 1
    assert_sound(library)


def test_a_format_that_is_not_supported(library: Library, write):
    report = library.add([write("a.xlsx", b"PK"), write("noending", b"text"), write("a.txt", GOOD)])
    assert ["format that is not supported" in failure.reason for failure in report.failed] == [True, True]
    assert len(report.added) == 1


def test_the_same_file_twice(library: Library, write):
    path = write("a.txt", GOOD)
    report = library.add([path, path])
    assert (len(report.added), report.failed) == (1, ())


def test_two_files_with_one_name(library: Library, write, articles: Path):
    write("one/a.txt", GOOD)
    write("two/a.txt", "Another text under the same name.")
    assert len(library.add(articles).added) == 2


def test_a_known_file_that_turns_bad_keeps_its_document(library: Library, write):
    (document,) = library.add(write("a.txt", GOOD)).added
    report = library.add(write("a.txt", b""))
    assert [failure.reason for failure in report.failed] == ["is empty"]
    assert library.documents() == [document]


def test_a_parser_that_fails_in_its_own_way_is_one_failed_file(library: Library, write, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("no such page")

    monkeypatch.setattr(pypdfium2, "PdfDocument", fail)
    report = library.add([write("a.pdf", pdf([["Text."]])), write("a.txt", GOOD)])
    assert [failure.reason for failure in report.failed] == ["can't be parsed as pdf: RuntimeError: no such page"]
    assert len(report.added) == 1
