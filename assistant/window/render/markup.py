"""Text that anybody may have written, made safe to put into a page.

Beside markup, invisible characters are made harmless: a right-to-left override can make a quotation read as its
opposite, a tag character can hide an instruction. They are taken out of the text and shown as a small badge that
says what stood there. Joiners that real scripts need, and the soft hyphen, stay.
"""

import datetime
import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

from assistant import Document, Quote

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"  # control characters, but for white space and the ends of pages
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # direction, zero width
    "\ud800-\udfff"  # halves of characters, which no browser can be sent
    "\U000e0000-\U000e007f]"  # tags
)


def shown(text: str) -> str:
    """Text for the page: escaped, invisible characters as badges."""
    pieces, at = [], 0
    for match in _INVISIBLE.finditer(text):
        pieces += [html.escape(text[at : match.start()]), _badge(match.group())]
        at = match.end()
    return "".join(pieces) + html.escape(text[at:])


def attribute(text: str) -> str:
    """Text for a double-quoted attribute, which a screen reader reads or a tooltip shows: on one line."""
    return html.escape(" ".join(_INVISIBLE.sub("", text).split()))


def isolated(text: str) -> str:
    """Text inside a line of ours: whichever way it is written, the words around it stay in their order."""
    return f"<bdi>{shown(text)}</bdi>"


def marked(text: str, marks: Iterable[Sequence[int]]) -> str:
    """Text with the stretches `marks` highlighted. Marks are put in order; overlaps and overhangs are cut."""
    pieces, at = [], 0
    for start, end in sorted((max(0, m[0]), min(len(text), m[1])) for m in marks):
        start = max(start, at)
        if start < end:
            pieces += [shown(text[at:start]), f"<mark>{shown(text[start:end])}</mark>"]
            at = end
    return "".join(pieces) + shown(text[at:])


def _badge(character: str) -> str:
    """The badge is drawn by the style sheet, so that it is no part of the text that is searched or copied."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "control character").lower()
    return f'<span class="invisible" data-code="{code}" title="{code} {name}, taken out"></span>'


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


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "document"), count(1200, "passage")
    ('1 document', '1,200 passages')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def for_screen_readers(text: str) -> str:
    """Words of ours that only a screen reader is given."""
    return f'<span class="visually-hidden">{html.escape(text)}</span>'
