"""What the window's pages are made of, beside text that is made safe: elements that open an article, and words."""

import datetime
import html

from assistant import Document, Quote
from assistant.markup import attribute, isolated, marked, shown

__all__ = [
    "attribute",
    "count",
    "day",
    "for_screen_readers",
    "isolated",
    "marked",
    "opens",
    "opens_quote",
    "origin",
    "origin_button",
    "shortened",
    "shown",
]

LONGEST_TITLE = 60


def opens(document_id: str, start: int | None = None, end: int | None = None) -> str:
    """The attributes that make an element open a document in the evidence panel, at a quotation if one is given."""
    attributes = f'data-open="{attribute(document_id)}"'
    return attributes if start is None or end is None else f'{attributes} data-start="{start:d}" data-end="{end:d}"'


def opens_quote(quote: Quote) -> str:
    """The attributes that make an element open a quotation's document at the exact words."""
    return opens(quote.document_id, quote.start, quote.end)


def origin(source: Quote | Document, page: int | None = None) -> str:
    """Where words come from, as plain text: title, date, page."""
    title = " ".join(source.title.split())
    return ", ".join([title, day(source.date), *([f"page {page}"] if page else [])])


def origin_button(quote: Quote) -> str:
    """A button that says where a quotation comes from, and opens it there."""
    words = isolated(origin(quote, quote.page))
    return f'<button type="button" class="link" {opens_quote(quote)}>{words}</button>'


def day(date: datetime.date | None) -> str:
    """A date in words, or that the source states none.

    >>> day(datetime.date(2025, 3, 8))
    '8 March 2025'
    """
    return f"{date.day} {date:%B %Y}" if date else "no date stated"


def shortened(title: str) -> str:
    """A title on one line of bounded length, not escaped."""
    title = " ".join(title.split())
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()}…"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "document"), count(1200, "passage")
    ('1 document', '1,200 passages')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def for_screen_readers(text: str) -> str:
    """Words of ours that only a screen reader is given."""
    return f'<span class="visually-hidden">{html.escape(text)}</span>'
