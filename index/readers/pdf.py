"""PDF files that have a text layer. Pages are joined by a form feed, and their starts are kept."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from index.errors import SourceError
from index.readers.dates import stated_date
from index.readers.lines import Line, blocks_of_lines, lines_of
from index.source import Kind, Source

MAX_CHARACTERS = 20_000_000
LINES_AT_EDGE = 2
_NO_TITLES = {"", "untitled"}


def read_pdf(data: bytes) -> Source:
    """The text layer of a PDF, page by page."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise SourceError("is encrypted; save a copy without a password") from error
        raise SourceError("is not a PDF, or it is broken") from error
    try:
        pages = [_page_text(document, number) for number in range(len(document))]
        about = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    text = "\f".join(pages)
    if not text.strip():
        raise SourceError("has no text layer (scanned pages?); run it through text recognition first")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(f"holds {len(text) / 1e6:.0f} million characters; split it into parts")
    starts = [0]
    for page in pages[:-1]:
        starts.append(starts[-1] + len(page) + 1)
    blocks = tuple(blocks_of_lines(text, _running_lines(pages, starts)))
    title: str | None = about.get("Title", "").strip()
    if title in _NO_TITLES:
        headings = (text[b.start : b.end] for b in blocks if b.kind is Kind.HEADING)
        title = next((" ".join(heading.split()) for heading in headings), None)
    # the file's creation date is not used: it says when the file was made, not when the text was published
    return Source(text, blocks, "pdf", title, stated_date(text, blocks), tuple(starts))


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_bounded()
        finally:
            text_page.close()
    finally:
        page.close()
    # U+FFFE is pdfium's mark for a hyphen that only breaks a line
    text = text.replace("\r\n", "\n").replace("\ufffe", "-")
    return text.replace("\x00", "").replace("\f", "\n").replace("\r", "\n")


def _running_lines(pages: Sequence[str], starts: Sequence[int]) -> set[int]:
    """Offsets of running heads and feet: lines at pages' edges that come again with, at most, another page number."""
    edges: list[tuple[int, int, Line]] = []
    for number, (page, start) in enumerate(zip(pages, starts, strict=True)):
        lines = [line for line in lines_of(page) if line.text]
        at_edge = dict.fromkeys([*lines[:LINES_AT_EDGE], *lines[-LINES_AT_EDGE:]])
        edges.extend((start + line.start, number, line) for line in at_edge)
    on_page = {(number, shape) for _, number, line in edges for shape in _shapes(line.text, number)}
    on_pages = Counter(shape for _, shape in on_page)
    return {at for at, number, line in edges if any(on_pages[shape] > 1 for shape in _shapes(line.text, number))}


def _shapes(line: str, page: int) -> Iterator[Hashable]:
    """The line itself, and the line without each of its numbers that could be the page's."""
    yield line
    for match in re.finditer(r"\d+", line):
        yield line[: match.start()], line[match.end() :], int(match.group()) - page
