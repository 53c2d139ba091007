"""Plain text files. The source's text is the file's own, so offsets hold in the file too."""

from collections.abc import Sequence
from itertools import takewhile

from index.readers.dates import parse_date, stated_date
from index.readers.encoding import decode
from index.readers.lines import blocks_of_lines
from index.source import Block, Kind, Source

HEADLINE_WORDS = 4


def read_plain(data: bytes) -> Source:
    """A text file as it is, its title the headline it opens with."""
    text = decode(data)
    blocks = tuple(blocks_of_lines(text))
    return Source(text, blocks, "txt", _title(text, blocks), stated_date(text, blocks))


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    """The first heading of a headline's length before any paragraph: a shorter one may be a letterhead.

    A line that gives a date is no headline.
    """
    opening = takewhile(lambda block: block.kind is Kind.HEADING, blocks)
    headings = [" ".join(text[block.start : block.end].split()) for block in opening]
    headlines = (h for h in headings if len(h.split()) >= HEADLINE_WORDS and parse_date(h) is None)
    return next(headlines, headings[0] if headings else None)
