"""PDF files that have a text layer. Pages are joined by a form feed, and their starts are kept."""

import pypdfium2
import pypdfium2.raw as pdfium

from index.errors import SourceError
from index.readers.dates import stated_date
from index.readers.lines import blocks_of_lines
from index.source import Kind, Source

MAX_CHARACTERS = 20_000_000


def read_pdf(data: bytes, name: str) -> Source:
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
    blocks = tuple(blocks_of_lines(text))
    title = about.get("Title") or next(
        (" ".join(text[b.start : b.end].split()) for b in blocks if b.kind is Kind.HEADING), None
    )
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
