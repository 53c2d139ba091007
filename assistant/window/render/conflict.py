"""What a conflict is made of on the page: its kind, how likely it is, its quotations."""

from collections.abc import Sequence

from assistant import Conflict, Quote
from assistant.window.render.markup import attribute, day, isolated, marked, opens_quote

KINDS = {
    "negation": "One says so, the other not",
    "antonym": "Opposite words",
    "number": "Different numbers",
    "date": "Different dates",
    "entity": "Different names",
    "place": "Different places",
    "quantity": "Different amounts",
    "status": "Different states of affairs",
    "other": "Can’t both be true",
}
SCOPES = {"within": "within one document", "across": "between documents"}
LIKELIHOODS = ((0.9, "very likely"), (0.75, "likely"), (0.0, "possible"))


def likelihood(score: float) -> str:
    """A score in words.

    >>> likelihood(0.95), likelihood(0.8), likelihood(0.5)
    ('very likely', 'likely', 'possible')
    """
    return next(words for least, words in LIKELIHOODS if score >= least)


def head_html(conflict: Conflict, about: str, key: str) -> str:
    """A card's head: the kind of a conflict, how likely it is, and `about`, in words of ours."""
    return (
        f'<header><h5 id="kind-{key}">{KINDS[conflict.kind]}</h5>{likelihood_html(conflict.score)}'
        f'<span class="scope">{about}</span></header>'
    )


def likelihood_html(score: float) -> str:
    """How likely, in words and as a percentage."""
    percent = f"{score:.0%}".replace("%", " %")
    return (
        f'<span class="likelihood" title="Calibrated probability: {percent}">{likelihood(score)}'
        f'<span class="percent"> {percent}</span></span>'
    )


def quote_html(quote: Quote, marks: Sequence[Sequence[int]]) -> str:
    """A quotation with its clashing words marked, and where it comes from; either opens the article."""
    page = f", page {quote.page}" if quote.page else ""
    label = attribute(f"Open in the article: {quote.title}, {day(quote.date)}{page}")
    return (
        f'<figure {opens_quote(quote)}><blockquote dir="auto">{marked(quote.text, marks)}</blockquote><figcaption>'
        f'<button type="button" class="link" {opens_quote(quote)} aria-label="{label}">{isolated(quote.title)}</button>'
        f"<span>{day(quote.date)}{page}</span></figcaption></figure>"
    )
