"""Markdown: the text is the file's own; blocks leave the marks out."""

import datetime

from index.readable import readable
from index.source import Kind
from tests.index.make import blocks, source, texts

PAGE = """---
title: "Quillport: a guide"
date: 2025-06-02
---

# Install

Quillport needs *Linux* or
a recent BSD. See [the list](https://example.org/list).

Setext head
-----------

- one
- two things
  going on
    1. inner

| Port | Use |
|------|-----|
| 80   | web |

```sh
quillport --port 80
```

> Quoted words
> go on here.
"""


def test_text_is_the_files_own():
    assert source("a.md", PAGE).text == PAGE


def test_every_block_is_a_slice_without_its_marks():
    assert blocks(source("a.md", PAGE)) == [
        ("debris", '---\ntitle: "Quillport: a guide"\ndate: 2025-06-02\n---\n'),
        ("heading", "Install"),
        (
            "paragraph",
            "Quillport needs *Linux* or\na recent BSD. See [the list](https://example.org/list).",
        ),
        ("heading", "Setext head"),
        ("item", "one"),
        ("item", "two things\n  going on"),
        ("item", "inner"),
        ("table", "| Port | Use |"),
        ("table", "| 80   | web |"),
        ("code", "```sh\nquillport --port 80\n```"),
        ("paragraph", "Quoted words\n> go on here."),
    ]


def test_front_matter_gives_title_and_date():
    page = source("a.md", PAGE)
    assert (page.title, page.date) == ("Quillport: a guide", datetime.date(2025, 6, 2))


def test_title_without_front_matter_is_the_first_heading_as_read():
    assert source("a.md", "Intro.\n\n## The *real* `title`\n\nText.").title == "The real title"


def test_date_without_front_matter_is_the_date_line():
    assert source("a.md", "# Head\n\n*Published 3 April 2024*\n\nText.").date == datetime.date(2024, 4, 3)


def test_broken_front_matter_is_debris_and_stops_nothing():
    page = source("a.md", "---\ntitle: [unclosed\n---\n\n# Head\n\nText.\n")
    assert page.title == "Head"
    assert blocks(page)[0][0] == "debris"


def test_a_rule_at_the_top_is_not_front_matter():
    assert texts(source("a.md", "---\n\nText after a rule.\n"), Kind.PARAGRAPH) == ["Text after a rule."]


def test_a_quoted_list_keeps_its_items():
    assert texts(source("a.md", "> - first\n> - second\n"), Kind.ITEM) == ["first", "second"]


def test_a_loose_item_keeps_its_paragraphs():
    assert texts(source("a.md", "1. One.\n\n   More of one.\n\n2. Two.\n"), Kind.ITEM) == [
        "One.",
        "More of one.",
        "Two.",
    ]


def test_html_comments_are_left_out():
    assert blocks(source("a.md", "<!-- not for readers -->\n\nText.\n")) == [("paragraph", "Text.")]


def test_scripts_are_left_out():
    assert blocks(source("a.md", "<script>\nvar x = 1;\n</script>\n\nText.\n")) == [("paragraph", "Text.")]


def test_an_empty_heading_is_no_block():
    assert blocks(source("a.md", "#\n\nText.\n")) == [("paragraph", "Text.")]


def test_an_item_that_repeats_its_number_is_found_after_it():
    page = source("a.md", "1. 1\n")
    assert [(block.start, block.end) for block in page.blocks] == [(3, 4)]


def test_inline_markup_is_not_read():
    marked = "**Bold** and *thin*, `code`, [link](http://x.org), ![picture](p.png), <http://y.org> and \\*stars\\*"
    assert readable(marked, "md") == "Bold and thin, code, link, picture, http://y.org and *stars*"


def test_underscores_inside_words_are_read():
    assert readable("call read_the_file, not _file_", "md") == "call read_the_file, not file"


def test_a_table_row_is_read_without_its_edges():
    assert readable("| 80   | web |", "md") == "80 | web"


def test_quotation_marks_of_later_lines_are_not_read():
    assert readable("Quoted words\n> go on here.", "md") == "Quoted words go on here."
