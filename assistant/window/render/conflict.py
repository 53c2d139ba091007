"""Two quotations that can't both be true, side by side, and the list of all of them."""

from collections.abc import Sequence

from assistant import Conflict, Document, Quote
from assistant.window.render.markup import attribute, count, day, isolated, marked, opens_quote

SHOWN_AT_ONCE = 20
MOST_SHOWN = 200

_KINDS = {
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
_LIKELIHOODS = ((0.9, "very likely"), (0.75, "likely"), (0.0, "possible"))


def likelihood(score: float) -> str:
    """A score in words.

    >>> likelihood(0.95), likelihood(0.8), likelihood(0.5)
    ('very likely', 'likely', 'possible')
    """
    return next(words for least, words in _LIKELIHOODS if score >= least)


def card_html(conflict: Conflict, key: str) -> str:
    """One conflict: what kind, how likely, and both sides with the clashing words marked."""
    scope = "within one document" if conflict.scope == "within" else "between two documents"
    percent = f"{conflict.score:.0%}".replace("%", " %")
    left, right = _side(conflict.left, conflict.left_marks), _side(conflict.right, conflict.right_marks)
    review = f'<p class="note">{isolated(conflict.review.in_words)}</p>' if conflict.review else ""
    return (
        f'<article class="conflict" aria-labelledby="kind-{key}"><header>'
        f'<h5 id="kind-{key}">{_KINDS[conflict.kind]}</h5>'
        f'<span class="likelihood" title="Calibrated probability: {percent}">{likelihood(conflict.score)}'
        f'<span class="percent"> {percent}</span></span><span class="scope">{scope}</span></header>'
        f'<div class="sides">{left}{right}</div>'
        f'<p class="quiet">{isolated(conflict.reason)}</p>{review}</article>'
    )


def _side(quote: Quote, marks: Sequence[Sequence[int]]) -> str:
    page = f", page {quote.page}" if quote.page else ""
    label = attribute(f"Open in the article: {quote.title}, {day(quote.date)}{page}")
    return (
        f'<figure {opens_quote(quote)}><blockquote dir="auto">{marked(quote.text, marks)}</blockquote><figcaption>'
        f'<button type="button" class="link" {opens_quote(quote)} aria-label="{label}">{isolated(quote.title)}</button>'
        f"<span>{day(quote.date)}{page}</span></figcaption></figure>"
    )


def findings_html(
    conflicts: Sequence[Conflict], about: str | None, documents: Sequence[Document], claims: int, pairs: int, key: str
) -> str:
    """What a scan found, and first of all what it looked at. `documents` are those that were compared."""
    looked = (
        f'<p class="coverage">Compared {count(claims, "claim")} of {count(len(documents), "document")}; '
        f"judged {count(pairs, 'pair')} that might clash.</p>"
    )
    topic = f" about {isolated(about)}" if about else ""
    if not conflicts:
        return f'<p class="abstention">No contradiction found{topic}.</p>{looked}'
    cards = [card_html(conflict, f"{key}-{n}") for n, conflict in enumerate(conflicts[:MOST_SHOWN])]
    rest = ""
    if len(cards) > SHOWN_AT_ONCE:
        rest = (
            f'<details data-key="{key}-rest"><summary>Show {count(len(cards) - SHOWN_AT_ONCE, "less likely one")}'
            f"</summary>{''.join(cards[SHOWN_AT_ONCE:])}</details>"
        )
    left_out = len(conflicts) - len(cards)
    note = f'<p class="note">{left_out:,} more, less likely, are not shown. Name a topic.</p>' if left_out else ""
    return (
        f'<p class="headline">{count(len(conflicts), "contradiction")}{topic}, likeliest first.</p>{looked}'
        f"{''.join(cards[:SHOWN_AT_ONCE])}{rest}{note}"
    )


def scanning_html(done: int, total: int) -> str:
    """Stands where findings will be, and tells how far the scan is."""
    return (
        f'<p class="pending" role="status"><progress value="{done:d}" max="{total:d}" aria-label="Pairs judged">'
        f"</progress>Judged {done:,} of {count(total, 'pair')} that might clash</p>"
    )
