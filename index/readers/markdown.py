"""Markdown. The source's text is the file's own, markup included, so offsets and line numbers hold in the file."""

import re
from collections.abc import Iterator

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.readable import readable
from index.readers.dates import parse_date, stated_date
from index.readers.encoding import decode
from index.readers.html import readable_html
from index.source import Block, Kind, Source

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_markdown(data: bytes) -> Source:
    """A Markdown file as it is, its front matter marked as debris."""
    text = decode(data)
    matter = _FRONT_MATTER.match(text)
    body_start = matter.end() if matter else 0
    about = _front_matter(matter.group(1)) if matter else {}
    blocks = list(_blocks(text, body_start))
    title = about.get("title") or next((_plain(text, b) for b in blocks if b.kind is Kind.HEADING), None)
    date = parse_date(str(about.get("date", ""))) or stated_date(text, blocks)
    if matter:
        blocks.insert(0, Block(0, body_start, Kind.DEBRIS))
    return Source(text, tuple(blocks), "md", str(title) if title else None, date)


def _front_matter(text: str) -> dict:
    try:
        about = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return {str(key).lower(): value for key, value in about.items()} if isinstance(about, dict) else {}


def _plain(text: str, block: Block) -> str:
    return readable(text[block.start : block.end], "md")


def _blocks(text: str, body_start: int) -> Iterator[Block]:  # noqa: C901  one case a kind of token
    body = text[body_start:]
    line_starts = [body_start]
    for line in body.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    kinds: list[Kind] = []
    row: tuple[int, int] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                kinds.append(Kind.HEADING)
            case "list_item_open":
                kinds.append(Kind.ITEM)
            case "heading_close" | "list_item_close":
                kinds.pop()
            case "tr_open" if token.map:
                row = (token.map[0], token.map[1])
                yield from _whole_lines(text, line_starts, row, Kind.TABLE)
            case "tr_close":
                row = None
            case "fence" | "code_block" if token.map:
                yield from _whole_lines(text, line_starts, (token.map[0], token.map[1]), Kind.CODE)
            case "html_block" if token.map and readable_html(token.content):
                yield from _whole_lines(text, line_starts, (token.map[0], token.map[1]), Kind.PARAGRAPH)
            case "inline" if token.map and token.content and row is None:
                yield _inline_block(text, line_starts, token, kinds[-1] if kinds else Kind.PARAGRAPH)


def _whole_lines(text: str, line_starts: list[int], lines: tuple[int, int], kind: Kind) -> Iterator[Block]:
    start, end = line_starts[lines[0]], min(line_starts[lines[1]], len(text))
    content = text[start:end]
    if content.strip():
        yield Block(start, start + len(content.rstrip()), kind)


def _inline_block(text: str, line_starts: list[int], token: Token, kind: Kind) -> Block:
    """The stretch of an inline token, without the list marker, quotation mark or number sign before it."""
    first, after = token.map or (0, 0)
    start, end = line_starts[first], min(line_starts[after], len(text))
    opening = token.content.split("\n", 1)[0].strip()
    found = text.rfind(opening, start, line_starts[first + 1])
    start = found if found >= 0 else start
    closing = token.content.rsplit("\n", 1)[-1].strip()
    found = text.rfind(closing, start, end)
    return Block(start, found + len(closing) if found >= 0 else end, kind)
