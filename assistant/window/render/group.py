"""One fact over which sources clash: all its sides, and what people say of each conflict."""

from collections.abc import Sequence

from assistant import Conflict, ConflictGroup, Quote, Side
from assistant.window.render.conflict import SCOPES, head_html, likelihood_html, quote_html
from assistant.window.render.markup import count, day, isolated, shortened

LONGEST_REASON = 500


def group_html(group: ConflictGroup, key: str) -> str:
    """The fact's sides next to each other, then every conflict about it with what can be done with it."""
    first, several = group.conflicts[0], len(group.conflicts) > 1
    about = f"{count(len(group.conflicts), 'conflict')} about one fact" if several else SCOPES[first.scope]
    sides = "".join(_side(side, several) for side in group.sides)
    lines = "".join(_line(conflict, several, f"{key}-{n}") for n, conflict in enumerate(group.conflicts))
    look = " dismissed" if all(conflict.is_dismissed for conflict in group.conflicts) else ""
    return (
        f'<article class="conflict{look}" aria-labelledby="kind-{key}">{head_html(first, about, key)}'
        f'<div class="sides">{sides}</div><ul class="conflicts">{lines}</ul></article>'
    )


def _side(side: Side, several: bool) -> str:
    """A side's quotations; where there are more conflicts than one, what it says and who stands on it comes first."""
    quotes = "".join(map(quote_html, side.quotes, side.marks))
    return f'<div class="side">{_standing(side) if several else ""}{quotes}</div>'


def _standing(side: Side) -> str:
    says = ", ".join(f"“{isolated(words)}”" for words in side.says)
    head = f"<strong>{says}</strong>" if says else ""
    facts = f"<span>{count(side.documents, 'document')}</span><span>{_dates(side.quotes)}</span>"
    return f'<p class="standing">{head}{facts}</p>'


def _dates(quotes: Sequence[Quote]) -> str:
    """The first and the last date that the quotations' documents state."""
    stated = sorted({quote.date for quote in quotes if quote.date})
    if len(stated) < 2:
        return day(stated[0] if stated else None)
    return f"{day(stated[0])} to {day(stated[-1])}"


def _line(conflict: Conflict, several: bool, key: str) -> str:
    """Why one conflict is one, of several also between whom, and what was or can be said of it."""
    likely = f" {_between(conflict)}, {likelihood_html(conflict.score)}" if several else ""
    look = ' class="dismissed"' if conflict.is_dismissed else ""
    return (
        f'<li{look} data-conflict="{conflict.key}"><p class="quiet" id="why-{key}">{isolated(conflict.reason)}{likely}'
        f"</p>{_review(conflict, key)}</li>"
    )


def _between(conflict: Conflict) -> str:
    titles = dict.fromkeys(shortened(quote.title) for quote in (conflict.left, conflict.right))
    return f"({', '.join(map(isolated, titles))})"


def _review(conflict: Conflict, key: str) -> str:
    said = f'<span class="said">{isolated(conflict.review.in_words)}</span>' if conflict.review else ""
    decided = conflict.review is not None and conflict.review.status is not None
    return f'<div class="review">{said}{_button("Undo", "", key) if decided else _choices(conflict, key)}</div>'


def _choices(conflict: Conflict, key: str) -> str:
    why = "Why is it no conflict?"
    return (
        f"{_button('Accept', 'accepted', key)}"
        f'<details data-key="dismiss-{conflict.key}"><summary class="small" aria-describedby="why-{key}">'
        '<span class="shut">Dismiss</span><span class="open">Cancel</span></summary>'
        f'<form data-review="dismissed"><input type="text" name="reason" maxlength="{LONGEST_REASON}"'
        f' placeholder="{why} (optional)" aria-label="{why}">'
        '<button type="submit" class="small">Dismiss</button></form></details>'
    )


def _button(word: str, status: str, key: str) -> str:
    return f'<button type="button" class="small" data-review="{status}" aria-describedby="why-{key}">{word}</button>'
