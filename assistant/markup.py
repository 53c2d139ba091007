"""Text that anybody may have written, made safe to put into a page.

Beside markup, invisible characters are made harmless: a right-to-left override can make a quotation read as its
opposite, a tag character can hide an instruction. They are taken out of the text and shown as a small badge that
says what stood there. Joiners that real scripts need, and the soft hyphen, stay.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

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


def visible(text: str) -> str:
    """Text without its invisible characters, not escaped."""
    return _INVISIBLE.sub("", text)


def attribute(text: str) -> str:
    """Text for a double-quoted attribute, which a screen reader reads or a tooltip shows: on one line."""
    return html.escape(" ".join(visible(text).split()))


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
