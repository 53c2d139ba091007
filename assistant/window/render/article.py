"""A whole article with one quotation highlighted: what a citation opens."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from assistant import Document
from assistant.window.render.markup import attribute, count, day, isolated, shown

WHOLE_ARTICLE = 200_000
AROUND_A_QUOTE = 60_000


class Stretch(Protocol):
    """A stretch of an article and what it is: a sentence of the library, for one."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102


def article_html(
    document: Document, text: str, quote: tuple[int, int] | None = None, stretches: Sequence[Stretch] = ()
) -> str:
    """The article's text, escaped; `text[start:end]` of the quotation stands in one `mark`.

    Headings and page debris among `stretches` are set off. Of a very long article only a part is shown, and it says so.
    """
    quote = _within(text, quote)
    first, last = _window(len(text), quote)
    body = _Body(text, document.page_starts, stretches)
    if quote:
        start, end = quote
        before, words, after = body.html(first, start), body.html(start, end), body.html(end, last)
        inner = f'{before}<mark class="cited">{words}</mark>{after}'
    else:
        inner = body.html(first, last)
    part = ""
    if last - first < len(text):
        part = (
            f'<p class="note">This article has {count(len(text), "character")}. '
            f"Shown are those from {first + 1:,} to {last:,}, around the quotation.</p>"
        )
    return f'{_head(document, quote)}{part}<div class="article" dir="auto" tabindex="0">{inner}</div>'


def empty_article_html() -> str:
    """What the evidence panel shows before anything was opened."""
    return (
        '<div class="nothing"><h2>Evidence</h2><p>Click a numbered citation, or a source’s title. '
        "The article opens here with the quoted words highlighted, so that you can read what stands around them.</p>"
        "</div>"
    )


def missing_article_html() -> str:
    """What it shows for a document that has been removed since it was cited."""
    return (
        '<div class="nothing"><h2>Evidence</h2>'
        '<p role="alert">This document is no longer in the library. What was quoted from it can’t be checked here.</p>'
        "</div>"
    )


def _within(text: str, quote: tuple[int, int] | None) -> tuple[int, int] | None:
    """Offsets come back from the browser, so they are believed only where they can be true."""
    return quote if quote and 0 <= quote[0] < quote[1] <= len(text) else None


def _window(length: int, quote: tuple[int, int] | None) -> tuple[int, int]:
    if length <= WHOLE_ARTICLE:
        return 0, length
    start, end = quote or (0, 0)
    return max(0, start - AROUND_A_QUOTE), min(length, end + AROUND_A_QUOTE)


def _head(document: Document, quote: tuple[int, int] | None) -> str:
    page = document.page_of(quote[0]) if quote else None
    facts = [day(document.date), *([f"page {page}"] if page else []), count(document.characters, "character")]
    back = '<button type="button" class="back" data-back>Back to the answer</button>' if quote else ""
    where = f'data-document="{attribute(document.id)}"' + (
        f' data-start="{quote[0]}" data-end="{quote[1]}"' if quote else ""
    )
    return (
        f'<header class="source" {where}><div><h2 tabindex="-1">{isolated(document.title)}</h2>{back}</div>'
        f'<p class="facts">{" · ".join(facts)}</p><p class="path">{isolated(document.path)}</p></header>'
    )


class _Body:
    """Cuts an article wherever its look changes: at headings, debris and the starts of pages."""

    def __init__(self, text: str, page_starts: Sequence[int], stretches: Sequence[Stretch]) -> None:
        self._text = text
        self._pages = {start: page for page, start in enumerate(page_starts, start=1)}
        styled = [s for s in stretches if s.kind in ("heading", "debris")]
        self._styles = {s.start: s.kind for s in styled} | {s.end: "" for s in styled if s.end < len(text)}
        self._styles |= {s.start: s.kind for s in styled}
        self._cuts = sorted({*self._styles, *self._pages})
        self._changes = sorted(self._styles)

    def html(self, start: int, end: int) -> str:
        """`text[start:end]` as HTML that stands on its own."""
        first = bisect_right(self._cuts, start)
        edges = [start, *(c for c in self._cuts[first : bisect_right(self._cuts, end - 1)]), end]
        return "".join(self._piece(a, b) for a, b in pairwise(edges) if a < b)

    def _piece(self, start: int, end: int) -> str:
        page = self._pages.get(start)
        opening = f'<span class="page" data-page="Page {page}"></span>' if page else ""
        at = bisect_right(self._changes, start)
        kind = self._styles[self._changes[at - 1]] if at else ""
        words = shown(self._text[start:end])
        return f'{opening}<span class="{kind}">{words}</span>' if kind else opening + words
