"""Web pages: the main content, without menus, notices and scripts."""

import re
from datetime import date

import lxml.html
import trafilatura
from lxml import etree

from index.errors import SourceError
from index.readers.dates import parse_date, stated_date
from index.readers.encoding import decode
from index.source import Kind, Source, SourceBuilder

_KINDS = {"head": Kind.HEADING, "item": Kind.ITEM, "row": Kind.TABLE, "code": Kind.CODE}
_CONTAINERS = {"body", "list", "quote", "table", "div", "main"}
_INLINE = {"hi", "ref", "lb", "del", "span", "a", "b", "i", "em", "strong", "code", "cell", "graphic"}
_DATE_PLACES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='date' or @name='dcterms.date' or @name='dc.date' or @itemprop='datePublished']/@content",
    "//article//time/@datetime",
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
    "//main//time/@datetime",
)
_TITLE_PLACES = ("//meta[@property='og:title']/@content", "//h1//text()", "//title/text()")


def read_html(data: bytes, name: str) -> Source:
    page = _parse(data)
    builder = SourceBuilder()
    title = _first(page, _TITLE_PLACES)
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        with_metadata=False,
        deduplicate=False,
    )
    body = getattr(found, "body", None)
    if body is not None:
        _walk(body, builder)
    if not builder.text:
        _walk_raw(page, builder)
    if not builder.text:
        raise SourceError("holds no text outside its scripts and menus")
    return Source(
        builder.text,
        tuple(builder.blocks),
        "html",
        title,
        _date(page) or stated_date(builder.text, builder.blocks),
    )


def readable_html(markup: str) -> str:
    """The text of a scrap of HTML, comments and scripts left out."""
    try:
        scrap = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(scrap, "script", "style", etree.Comment, with_tail=False)
    return " ".join(scrap.text_content().split())


def _parse(data: bytes) -> etree._Element:
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    try:
        text = data.decode(declared.group(1).decode()) if declared else decode(data)
    except (LookupError, UnicodeDecodeError):
        text = decode(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    parser = lxml.html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    page = lxml.html.document_fromstring(text, parser=parser)
    if page is None:
        raise SourceError("holds no markup")
    return page


def _first(page: etree._Element, places: tuple[str, ...]) -> str | None:
    for place in places:
        for value in page.xpath(place):
            if text := " ".join(str(value).split()):
                return text[:300]
    return None


def _date(page: etree._Element) -> date | None:
    for place in _DATE_PLACES:
        for value in page.xpath(place):
            if found := parse_date(str(value)):
                return found
    return None


def _walk(element: etree._Element, builder: SourceBuilder) -> None:
    """Turn the extraction's tree into blocks: containers are entered, everything else is one block."""
    if element.text and element.tag in _CONTAINERS:
        builder.add(_collapse(element.text), Kind.PARAGRAPH)
    for child in element:
        if child.tag in _CONTAINERS or (child.tag == "item" and child.find(".//list") is not None):
            _walk(child, builder)
        elif child.tag == "row":
            cells = [_collapse("".join(cell.itertext())) for cell in child]
            builder.add(" | ".join(cell for cell in cells if cell), Kind.TABLE)
        elif child.tag == "code" and "\n" in "".join(child.itertext()):
            builder.add("".join(child.itertext()), Kind.CODE)
        else:
            content = _collapse(" ".join(_texts(child)))
            builder.add(content, _KINDS.get(str(child.tag), Kind.PARAGRAPH) if child.tag != "code" else Kind.PARAGRAPH)
        if child.tail:
            builder.add(_collapse(child.tail), Kind.PARAGRAPH)


def _texts(element: etree._Element) -> list[str]:
    """Inline text without added spaces; block children and line breaks set apart by one."""
    pieces = [element.text or ""]
    for child in element:
        inner = "".join(_texts(child))
        apart = child.tag not in _INLINE or child.tag == "lb"
        pieces.append(f"\n{inner}\n" if apart else inner)
        pieces.append(child.tail or "")
    return ["".join(pieces)]


def _walk_raw(page: etree._Element, builder: SourceBuilder) -> None:
    """Where nothing looks like main content: all visible text, menus and footers left out."""
    for unwanted in page.xpath("//script|//style|//nav|//footer|//header|//form|//noscript|//template|//head"):
        unwanted.drop_tree()
    for line in page.text_content().split("\n"):
        builder.add(_collapse(line), Kind.PARAGRAPH)


def _collapse(text: str) -> str:
    return " ".join(text.split())
