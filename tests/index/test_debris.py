"""Debris of scraped pages: marked, never moved; and what looks like it but isn't."""

import pytest

from index import Library
from index.readers.debris import mark_debris
from index.source import Block, Kind
from tests.index.make import blocks, pdf, source, texts

ARTICLE = """The bridge reopens

The bridge over the Orr reopened on Friday after two years of work.

It carries nine thousand cars a day.
"""

SCRAPED = """Skip to content
Share this article
Facebook Twitter WhatsApp
We use cookies to give you the best experience on our website.
The bridge reopens

The bridge over the Orr reopened on Friday after two years of work.

Related articles
Related articles
It carries nine thousand cars a day.
Sign up for our newsletter
© 2024 The Orr Times. All rights reserved.

Leave a Reply
Your email address will not be published. Required fields are marked *
Comment
Name
Website
"""

ONE_LINERS = [
    "We use cookies to improve your experience.",
    "This site uses cookies",
    "Accept all cookies",
    "By continuing to browse you agree to our use of cookies.",
    "Please enable JavaScript to view this page.",
    "Share this:",
    "Share",
    "Tweet this",
    "Follow us on Facebook",
    "Facebook | Twitter | LinkedIn",
    "Sign up for our daily newsletter and never miss a story.",
    "Click here to subscribe",
    "Read more: the bridge that nobody wanted",
    "Related articles",
    "More from this author",
    "You may also like",
    "Advertisement",
    "Skip to main content",
    "© 2024 The Orr Times",
    "Copyright 2024 The Orr Times. All rights reserved.",
    "Tags: bridge, traffic",
    "Filed under: News",
]

REAL_SENTENCES = [
    "Cookies were baked by the school, and cookies were sold at the gate.",
    "The commission fined the firm because its site used cookies without consent.",
    "Share prices fell by four percent after the announcement.",
    "Copyright law changes in March, the commission said.",
    "More news is expected on Friday.",
    "More stories were told about the bridge than about the town.",
    "Like this bridge, the next one will be built of timber.",
    "Facebook, which owns the data centre, declined to comment.",
    "Filed under seal in May, the complaint names four officers.",
    "Home prices rose again.",
    "Popular posts in the ministry went to friends of the president.",
    "Follow us, the guide said, and he led them over the ridge into the next valley.",
    "Previous articles of the treaty had allowed it.",
    "See more than four of them together and you may call it a herd.",
]


def one_line(text: str, kind: Kind = Kind.PARAGRAPH) -> Kind:
    (block,) = mark_debris(text, [Block(0, len(text), kind)])
    return block.kind


def test_scraped_page_keeps_only_the_article():
    kept = [text for kind, text in blocks(source("a.txt", SCRAPED)) if kind != "debris"]
    assert kept == [line for line in ARTICLE.split("\n") if line]


def test_marking_moves_nothing():
    page = source("a.txt", SCRAPED)
    assert page.text == SCRAPED
    assert "".join("".join(text for _, text in blocks(page)).split()) == "".join(SCRAPED.split())


@pytest.mark.parametrize("line", ONE_LINERS)
def test_known_line_is_debris(line: str):
    assert one_line(line) is Kind.DEBRIS


@pytest.mark.parametrize("sentence", REAL_SENTENCES)
def test_sentence_of_an_article_is_not(sentence: str):
    assert one_line(sentence) is Kind.PARAGRAPH


def test_everything_after_a_comment_form_is_debris():
    text = "One.\n\nTwo.\n\nThree.\n\nLeave a comment\n\nA reader writes that it was all quite different."
    assert texts(source("a.txt", text), Kind.DEBRIS) == [
        "Leave a comment",
        "A reader writes that it was all quite different.",
    ]


def test_a_count_of_comments_opens_the_form():
    text = "One.\n\nTwo.\n\nThree.\n\n12 Comments\n\nA reader writes."
    assert texts(source("a.txt", text), Kind.DEBRIS) == ["12 Comments", "A reader writes."]


def test_a_sentence_about_comments_does_not():
    text = "One.\n\nTwo.\n\n12 comments were received from residents.\n\nThe plan was changed."
    assert texts(source("a.txt", text), Kind.DEBRIS) == []


def test_a_form_at_the_top_leaves_the_article():
    text = "Leave a comment\n\nThe first paragraph.\n\nThe second one.\n\nThe third one.\n\nThe fourth one."
    assert len(texts(source("a.txt", text), Kind.PARAGRAPH)) == 4


def test_a_subhead_that_comes_three_times_is_debris():
    text = "Top stories\n\nFirst text.\n\nTop stories\n\nSecond text.\n\nTop stories\n\nThird text."
    assert texts(source("a.txt", text), Kind.DEBRIS) == ["Top stories"] * 3


def test_of_a_paragraph_that_comes_twice_the_first_stays():
    text = "The bridge is open.\n\nCars pass again.\n\nThe bridge is open."
    assert [kind for kind, _ in blocks(source("a.txt", text))] == ["paragraph", "paragraph", "debris"]


def test_repeated_list_items_rows_and_code_are_not_debris():
    rows = "| a |\n|---|\n| 1 |\n| 1 |\n| 1 |\n"
    text = "# A\n\n- yes\n- no\n- yes\n- yes\n\n" + rows + "\n```\nx\n```\n" * 3
    assert texts(source("a.md", text), Kind.DEBRIS) == []


def test_a_long_paragraph_that_comes_twice_is_not_debris():
    long = "The committee met again, and again it heard the same statement from the same engineer. " * 3
    text = f"{long}\n\nThen it rose.\n\n{long}"
    assert texts(source("a.txt", text), Kind.DEBRIS) == []


def report(footer: str) -> bytes:
    pages = (
        [
            "Varnholt report",
            f"Chapter {word} begins here and it goes on for a whole line",
            f"and by the end of its {word} weeks the group had hired eighty",
            f"people at foundry {word} where the line was running in full",
            footer.format(number),
        ]
        for number, word in enumerate(("one", "two", "three"), start=1)
    )
    return pdf(list(pages))


@pytest.mark.parametrize("footer", ["Page {} of 3", "{}", "Varnholt AG, Lindmoor"])
def test_running_heads_and_feet_of_a_pdf_are_debris(footer: str):
    assert texts(source("a.pdf", report(footer)), Kind.DEBRIS) == [
        line for number in (1, 2, 3) for line in ("Varnholt report", footer.format(number))
    ]


def test_no_page_number_gets_into_a_sentence():
    paragraphs = texts(source("a.pdf", report("{}")), Kind.PARAGRAPH)
    assert [paragraph.split()[-1] for paragraph in paragraphs] == ["full"] * 3


def test_numbers_at_the_edge_of_pages_that_are_no_page_numbers_stay():
    pages = pdf([["Costs rose.", "Total 1200"], ["Costs fell.", "Total 900"]])
    assert texts(source("a.pdf", pages), Kind.DEBRIS) == []


def test_debris_is_in_the_text_but_in_no_passage(library: Library, write):
    (document,) = library.add(write("a.txt", SCRAPED)).added
    found = " ".join(sentence.text for sentence in library.sentences(document.id))
    assert "cookies" in library.text(document.id)
    assert found.split() == ARTICLE.split()
    assert all("ookies" not in hit.passage.text for hit in library.search("cookies experience website"))
