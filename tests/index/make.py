"""Files and sources for the tests, made on the spot, and ways to look at them."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import chromadb
import docx
from chromadb.config import Settings
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from index import Library
from index.readers import read
from index.segment import sentences_of
from index.source import Block, Kind, Source


def source(name: str, content: str | bytes) -> Source:
    """A file of that name and content as the readers make a source of it."""
    return read(Path(name), content.encode() if isinstance(content, str) else content)


def blocks(source: Source) -> list[tuple[str, str]]:
    """Every block as (kind, text)."""
    return [(block.kind.value, source.text[block.start : block.end]) for block in source.blocks]


def texts(source: Source, kind: Kind) -> list[str]:
    """The texts of all blocks of one kind."""
    return [source.text[block.start : block.end] for block in source.blocks if block.kind is kind]


def sentences(text: str, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    """The sentences of one block of text, cut out of it by their offsets."""
    one = Source(text, (Block(0, len(text), kind),), "txt")
    return [text[sentence.start : sentence.end] for sentence in sentences_of(one)]


def pdf(pages: Sequence[Sequence[str]], **settings: Any) -> bytes:
    """A PDF with one line of text under the other; an empty line leaves a gap."""
    buffer = BytesIO()
    title = settings.pop("title", None)
    canvas = Canvas(buffer, pagesize=A5, **settings)
    if title:
        canvas.setTitle(title)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(40, 560 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def word(fill: Callable[[Any], None]) -> bytes:
    """A Word document that `fill` has written."""
    document = docx.Document()
    fill(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@contextmanager
def collection(library: Library) -> Iterator[Any]:
    """The library's Chroma collection itself."""
    client = chromadb.PersistentClient(
        path=str(library.folder / "chroma"), settings=Settings(anonymized_telemetry=False)
    )
    try:
        yield client.get_collection("passages", embedding_function=None)
    finally:
        client.close()


def vector_ids(library: Library) -> set[int]:
    """The ids of all vectors that Chroma holds."""
    with collection(library) as vectors:
        return {int(id) for id in vectors.get(include=[])["ids"]}


def execute(library: Library, sql: str, *values: object) -> list[tuple]:
    """Run SQL on the library's catalog behind its back."""
    with closing(sqlite3.connect(library.folder / "catalog.sqlite3")) as connection, connection:
        return connection.execute(sql, values).fetchall()


def assert_sound(library: Library) -> None:
    """Catalog, vectors and files agree, and nothing is left over in any of them."""
    assert library.verify().problems == ()
    passages = {id for (id,) in execute(library, "SELECT id FROM passages")}
    assert vector_ids(library) == passages
    assert {state for (state,) in execute(library, "SELECT DISTINCT state FROM documents")} <= {"ready"}
    owners = {id for (id,) in execute(library, "SELECT DISTINCT document_id FROM passages")}
    assert owners == {document.id for document in library.documents()}
