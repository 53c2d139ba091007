"""Plain text files. The source's text is the file's own, so offsets hold in the file too."""

from index.readers.dates import stated_date
from index.readers.encoding import decode
from index.readers.lines import blocks_of_lines
from index.source import Kind, Source


def read_plain(data: bytes, name: str) -> Source:
    text = decode(data)
    blocks = tuple(blocks_of_lines(text))
    title = None
    if blocks and blocks[0].kind is Kind.HEADING:
        title = " ".join(text[blocks[0].start : blocks[0].end].split())
    return Source(text, blocks, "txt", title, stated_date(text, blocks))
