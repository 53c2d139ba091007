"""Web pages: the main content, without menus, notices and scripts."""

import codecs
import re
from datetime import date

import lxml.html
import trafilatura
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  the stubs know it as a module only

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
_TITLE_PLACES = ("//meta[@property='og:title']/@content", "//h1", "//title")
# the web's encoding standard: pages that say Latin-1 mean Windows-1252
_AS_IN_BROWSERS: dict[str, str] = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def read_html(data: bytes) -> Source:
    """A web page's main content, with its stated title and date."""
    page = _parse(data)
    builder = SourceBuilder()
    title, date = _first(page, _TITLE_PLACES), _date(page)
    for unwanted in page.xpath("//nav|//footer"):
        unwanted.drop_tree()
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
    date = date or stated_date(builder.text, builder.blocks)
    return Source(builder.text, tuple(builder.blocks), "html", title, date)


def readable_html(markup: str) -> str:
    """The text of a scrap of HTML, comments and scripts left out."""
    try:
        scrap = lxml.html.fragment_fromstring(markup, create_parent="div")  # pyright: ignore[reportArgumentType]  a tag's name is allowed
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(scrap, "script", "style", etree.Comment, with_tail=False)
    return " ".join(scrap.text_content().split())


def _parse(data: bytes) -> etree._Element:
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    name = declared.group(1).decode().lower() if declared and not data.startswith(codecs.BOM_UTF8) else ""
    try:
        text = data.decode(_AS_IN_BROWSERS.get(name, name)) if name else decode(data)
    except (LookupError, UnicodeDecodeError):
        text = decode(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    parser = lxml.html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text, parser=parser)
    except etree.ParserError:  # nothing but comments
        raise SourceError("holds no text") from None


def _first(page: etree._Element, places: tuple[str, ...]) -> str | None:
    for place in places:
        for value in page.xpath(place):
            if text := _collapse(value if isinstance(value, str) else value.text_content()):
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
    if element.text and (element.tag in _CONTAINERS or element.tag == "item"):
        builder.add(_collapse(element.text), Kind.ITEM if element.tag == "item" else Kind.PARAGRAPH)
    for child in element:
        if child.tag in _CONTAINERS or (child.tag == "item" and child.find(".//list") is not None):
            _walk(child, builder)
        elif child.tag == "row":
            cells = [_collapse(_text(cell)) for cell in child]
            builder.add(" | ".join(cell for cell in cells if cell), Kind.TABLE)
        elif child.tag == "code" and "\n" in "".join(child.itertext()):
            builder.add("".join(child.itertext()), Kind.CODE)
        else:
            content = _collapse(_text(child))
            builder.add(content, _KINDS.get(str(child.tag), Kind.PARAGRAPH) if child.tag != "code" else Kind.PARAGRAPH)
        if child.tail:
            builder.add(_collapse(child.tail), Kind.PARAGRAPH)


def _text(element: etree._Element) -> str:
    """Inline text without added spaces; block children and line breaks set apart by one."""
    pieces = [element.text or ""]
    for child in element:
        inner = _text(child)
        apart = child.tag not in _INLINE or child.tag == "lb"
        pieces.append(f"\n{inner}\n" if apart else inner)
        pieces.append(child.tail or "")
    return "".join(pieces)


def _walk_raw(page: etree._Element, builder: SourceBuilder) -> None:
    """Where nothing looks like main content: all visible text, menus and footers left out."""
    for unwanted in page.xpath("//script|//style|//header|//form|//noscript|//template|//head"):
        unwanted.drop_tree()
    for line in page.text_content().split("\n"):
        builder.add(_collapse(line), Kind.PARAGRAPH)


def _collapse(text: str) -> str:
    return " ".join(text.split())
