"""Word documents (.docx): paragraphs, headings, lists and tables in reading order."""

from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.errors import SourceError
from index.readers.dates import stated_date
from index.source import Kind, Source, SourceBuilder


def read_word(data: bytes) -> Source:
    """A Word document's text in reading order."""
    try:
        document = docx.Document(BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise SourceError("is not a Word document (or it is broken)") from error
    builder = SourceBuilder()
    title = document.core_properties.title.strip() or None
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            _add_table(part, builder)
        else:
            kind = _kind(part)
            builder.add(part.text, kind)
            if title is None and kind is Kind.HEADING:
                title = part.text.strip() or None
    if not builder.text:
        raise SourceError("holds no text")
    # the file's own creation date is not used: it is often that of the template
    return Source(builder.text, tuple(builder.blocks), "docx", title, stated_date(builder.text, builder.blocks))


def _kind(paragraph: Paragraph) -> Kind:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if style.startswith(("Heading", "Title", "Subtitle")):
        return Kind.HEADING
    return Kind.ITEM if style.startswith("List") else Kind.PARAGRAPH


def _add_table(table: Table, builder: SourceBuilder) -> None:
    for row in table.rows:
        cells = dict.fromkeys(row.cells)  # a merged cell comes once for each column it spans
        contents = (" ".join(cell.text.split()) for cell in cells)
        builder.add(" | ".join(content for content in contents if content), Kind.TABLE)
