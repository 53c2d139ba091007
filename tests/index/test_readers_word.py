"""Word documents: headings, lists, tables, in reading order."""

import datetime
from typing import Any

import docx

from index.source import Kind
from tests.index.make import blocks, source, texts, word


def minutes(document: Any) -> None:
    document.add_heading("Minutes of the council", 0)
    document.add_paragraph("18 March 2025")
    paragraph = document.add_paragraph("The mayor ")
    paragraph.add_run("opened").bold = True
    paragraph.add_run(" the meeting.")
    document.add_heading("Votes", 1)
    document.add_paragraph("Budget", style="List Bullet")
    document.add_paragraph("Mill Street", style="List Number")
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("Item", "For", "Against"), ("Budget", "7", "7")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("The meeting closed at ten.")


MINUTES = source("a.docx", word(minutes))


def test_blocks_are_slices_in_reading_order():
    assert blocks(MINUTES) == [
        ("heading", "Minutes of the council"),
        ("paragraph", "18 March 2025"),
        ("paragraph", "The mayor opened the meeting."),
        ("heading", "Votes"),
        ("item", "Budget"),
        ("item", "Mill Street"),
        ("table", "Item | For | Against"),
        ("table", "Budget | 7 | 7"),
        ("paragraph", "The meeting closed at ten."),
    ]


def test_title_is_the_first_heading():
    assert MINUTES.title == "Minutes of the council"


def test_title_of_the_properties_comes_first():
    def fill(document: Any) -> None:
        document.core_properties.title = "From the properties"
        minutes(document)

    assert source("a.docx", word(fill)).title == "From the properties"


def test_date_is_the_stated_one_not_the_files_creation():
    assert MINUTES.date == datetime.date(2025, 3, 18)
    assert source("a.docx", word(lambda document: document.add_paragraph("No date here."))).date is None


def test_a_merged_cell_comes_once():
    def fill(document: Any) -> None:
        table = document.add_table(1, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
        table.cell(0, 2).text = "Last"

    assert texts(source("a.docx", word(fill)), Kind.TABLE) == ["Both | Last"]


def test_links_are_read():
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("See ")
        link = docx.oxml.parse_xml(
            '<w:hyperlink xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:anchor="x">'
            "<w:r><w:t>the annex</w:t></w:r></w:hyperlink>"
        )
        paragraph._p.append(link)
        paragraph.add_run(" for more.")

    assert source("a.docx", word(fill)).text == "See the annex for more."


def test_line_breaks_inside_a_paragraph_stay():
    def fill(document: Any) -> None:
        document.add_paragraph("First line\nsecond line.")

    assert source("a.docx", word(fill)).text == "First line\nsecond line."
