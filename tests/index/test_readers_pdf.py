"""PDF: text by page, page numbers, title; nothing from files without text."""

import datetime

import pytest

from index import Library
from index.errors import SourceError
from index.source import Kind
from tests.index.make import blocks, pdf, source, texts

REPORT = pdf(
    [
        [
            "Half-year report",
            "",
            "7 August 2025",
            "",
            "The group sold more pumps than in any half-year before,",
            "and it hired eighty people at the foundry in Varn, where",
            "the new line was opened by the minister in the spring.",
        ],
        ["Outlook", "", "The board expects no change."],
        ["Contact", "", "Write to the press office."],
    ],
    title="Varnholt H1",
)


def test_wrapped_lines_are_one_paragraph():
    (paragraph,) = [text for text in texts(source("a.pdf", REPORT), Kind.PARAGRAPH) if text.startswith("The group")]
    assert paragraph.split("\n") == [
        "The group sold more pumps than in any half-year before,",
        "and it hired eighty people at the foundry in Varn, where",
        "the new line was opened by the minister in the spring.",
    ]


def test_headings_are_blocks_of_their_own():
    assert texts(source("a.pdf", REPORT), Kind.HEADING) == ["Half-year report", "7 August 2025", "Outlook", "Contact"]


def test_title_is_that_of_the_file():
    assert source("a.pdf", REPORT).title == "Varnholt H1"


def test_without_a_title_the_first_heading_is_it():
    assert source("a.pdf", pdf([["Half-year report", "", "All went well."]])).title == "Half-year report"


def test_date_is_the_stated_one_not_the_files_creation():
    assert source("a.pdf", REPORT).date == datetime.date(2025, 8, 7)
    assert source("a.pdf", pdf([["No date is stated here."]])).date is None


def test_page_starts_are_the_first_characters_of_the_pages():
    report = source("a.pdf", REPORT)
    assert [report.text[start:].split()[0] for start in report.page_starts] == ["Half-year", "Outlook", "Contact"]


def test_pages_of_offsets(library: Library, write):
    (document,) = library.add(write("report.pdf", REPORT)).added
    text = library.text(document.id)
    words = ("Half-year", "minister", "Outlook", "no change", "Contact", "office")
    assert [document.page_of(text.index(word)) for word in words] == [1, 1, 2, 2, 3, 3]


def test_a_text_file_has_no_pages(library: Library, write):
    (document,) = library.add(write("a.txt", "A sentence.")).added
    assert document.page_of(0) is None


def test_an_empty_page_keeps_the_count(library: Library, write):
    (document,) = library.add(write("a.pdf", pdf([["On page one."], [], ["On page three."]]))).added
    assert document.page_of(library.text(document.id).index("page three")) == 3


def test_pages_stay_apart():
    assert [text for _, text in blocks(source("a.pdf", pdf([["First page."], ["Second page."]])))] == [
        "First page.",
        "Second page.",
    ]


def test_characters_outside_latin_1_are_one_character_each():
    text = source("a.pdf", pdf([["The price is 5 € — or “more”."]])).text
    assert text.strip() == "The price is 5 € — or “more”."


def test_without_a_text_layer_it_says_so():
    with pytest.raises(SourceError, match="no text layer"):
        source("a.pdf", pdf([[], []]))
