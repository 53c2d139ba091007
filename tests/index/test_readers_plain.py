"""Plain text: lines to blocks, title and date."""

import datetime

from index.source import Kind
from tests.index.make import blocks, source, texts

NEWS = """Harbour to close for a week

12 May 2025

The harbour at Mell will close on Monday, the port authority said. It reopens a week later.

Boats already inside may stay.
"""

WRAPPED = """The ferry left the quay at ten minutes past nine in the morning, with
two hundred and four passengers on board, and by noon it had passed the
lighthouse on the eastern side.
It docked at three.

Nobody had noticed that one of the anchors was no longer where it should
have been.
"""


def test_text_is_the_files_own():
    assert source("a.txt", NEWS).text == NEWS


def test_windows_line_ends_become_newlines():
    assert source("a.txt", "One line.\r\nNext line.\rLast line.").text == "One line.\nNext line.\nLast line."


def test_blocks_are_slices_in_order():
    assert blocks(source("a.txt", NEWS)) == [
        ("heading", "Harbour to close for a week"),
        ("heading", "12 May 2025"),
        (
            "paragraph",
            "The harbour at Mell will close on Monday, the port authority said. It reopens a week later.",
        ),
        ("paragraph", "Boats already inside may stay."),
    ]


def test_title_is_the_opening_heading():
    assert source("a.txt", NEWS).title == "Harbour to close for a week"


def test_a_letterhead_is_not_the_title():
    text = "UNIVERSITY OF THORNHOLM\n\nNew telescope sees first light\n\nThe telescope was opened on Monday."
    assert source("a.txt", text).title == "New telescope sees first light"


def test_among_short_headings_the_first_is_the_title():
    assert source("a.txt", "Harbour closed\n\n12 May 2025\n\nIt reopens on Monday.").title == "Harbour closed"


def test_a_heading_after_the_first_paragraph_is_not_the_title():
    text = "Harbour closed\n\nIt reopens on Monday.\n\nWhat the boats must do now\n\nThey wait."
    assert source("a.txt", text).title == "Harbour closed"


def test_no_title_where_a_sentence_opens_the_text():
    assert source("a.txt", "The harbour will close.\n\nNext heading\n\nMore text here.").title is None


def test_date_is_the_date_line():
    assert source("a.txt", NEWS).date == datetime.date(2025, 5, 12)


def test_white_space_around_lines_is_outside_their_blocks():
    assert blocks(source("a.txt", "  \n\t Indented sentence here. \u00a0\n\n")) == [
        ("paragraph", "Indented sentence here.")
    ]


def test_wrapped_lines_are_one_paragraph():
    first, second = texts(source("a.txt", WRAPPED), Kind.PARAGRAPH)[:2]
    assert first.endswith("lighthouse on the eastern side.")
    assert first.startswith("The ferry left")
    assert second == "It docked at three."


def test_last_line_without_newline_is_kept():
    assert blocks(source("a.txt", "First.\nLast.")) == [("paragraph", "First."), ("paragraph", "Last.")]


def test_each_list_item_is_a_block():
    items = texts(source("a.txt", "You need:\n- flour\n- two eggs\n\n1. Mix them.\n2. Bake.\n(c) Eat.\n"), Kind.ITEM)
    assert items == ["- flour", "- two eggs", "1. Mix them.", "2. Bake.", "(c) Eat."]


def test_offsets_hold_after_characters_outside_the_basic_plane():
    text = "😀😀😀 A smile.\n\n𝔘𝔫𝔦𝔠𝔬𝔡𝔢 line, too.\n"
    assert blocks(source("a.txt", text)) == [("paragraph", "😀😀😀 A smile."), ("paragraph", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 line, too.")]


def test_form_feeds_and_line_separators_end_lines():
    assert [text for _, text in blocks(source("a.txt", "Page one.\fPage two.\u2028Line three."))] == [
        "Page one.",
        "Page two.",
        "Line three.",
    ]


def test_ending_is_read_in_any_case():
    assert source("A.TXT", "A sentence.").format == "txt"


def test_a_line_with_a_date_is_not_the_title():
    text = "PRESS OFFICE\n\nFor immediate release: 12 May 2025\n\nNap helps memory, study finds\n\nA nap helps memory."
    assert source("a.txt", text).title == "Nap helps memory, study finds"
