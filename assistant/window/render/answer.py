"""An answer as a reader checks it: statements with verdicts and citations, what disagrees, what was searched."""

from collections.abc import Sequence

from assistant import Answer, Citation, Conflict, Quote, Statement, group_conflicts
from assistant.window.render.group import group_html
from assistant.window.render.markup import (
    attribute,
    count,
    for_screen_readers,
    isolated,
    opens_quote,
    origin,
    origin_button,
    shown,
)

# what each verdict means to the reader; the sign is drawn with it, so that colour is never the only difference
_VERDICTS = {
    "quoted": ("”", "Quoted word for word"),
    "supported": ("✓", "Supported by its quotation"),
    "partly": ("◐", "Only partly supported"),
    "unsupported": ("?", "Not supported by the sources"),
    "contradicted": ("✗", "Contradicted by its quotation"),
}
OPEN_CONFLICTS = 3
_NEEDS_WORDS = ("partly", "unsupported", "contradicted")


def answer_html(answer: Answer, asked: str, key: str) -> str:
    """A finished or growing answer. `asked` is the question as typed, `key` makes the ids of this answer unique."""
    parts = [_searched_for(answer, asked)]
    if answer.abstained:
        parts.append(_abstention(answer))
    elif answer.statements:
        parts += [_statement(s, f"{key}-{n}") for n, s in enumerate(answer.statements)]
    else:
        parts.append(f'<p class="growing" aria-busy="true">{isolated(answer.text)}</p>')
        parts.append('<p class="quiet">Being written; not checked yet.</p>')
    parts += [f'<p class="note">{isolated(note)}</p>' for note in answer.notes]
    return "".join([*parts, _sources(answer.citations), _disagreement(answer.conflicts, key), _how(answer, key)])


def pending_html(what: str = "Reading the sources …") -> str:
    """Stands where an answer will be."""
    return f'<p class="pending" role="status"><span class="spinner" aria-hidden="true"></span>{shown(what)}</p>'


def failure_html(message: str) -> str:
    """Stands where an answer would be, had nothing gone wrong."""
    return f'<p class="failure" role="alert">{isolated(message)}</p>'


def _searched_for(answer: Answer, asked: str) -> str:
    if not answer.question or answer.question == " ".join(asked.split()):
        return ""
    return f'<p class="searched">Searched for: <q>{isolated(answer.question)}</q></p>'


def _abstention(answer: Answer) -> str:
    html = f'<p class="abstention">{isolated(answer.text)}</p>'
    if not answer.nearest:
        return html
    quotes = "".join(_passage(quote) for quote in answer.nearest)
    return f'{html}<section class="nearest"><h4>Nearest passages, which don’t answer it</h4>{quotes}</section>'


def _statement(statement: Statement, key: str) -> str:
    sign, meaning = _VERDICTS[statement.verdict]
    citations = "".join(_citation(c, f"{key}-{n}") for n, c in enumerate(statement.citations))
    reason = f"{meaning}. {statement.reason}" if statement.reason else meaning
    verdict = (
        f'<span class="verdict {statement.verdict}" title="{attribute(reason)}">'
        f'<span aria-hidden="true">{sign}</span>{for_screen_readers(meaning + ".")}</span>'
    )
    words = ""
    if statement.verdict in _NEEDS_WORDS:
        words = f'<small class="reason {statement.verdict}">{isolated(reason)}</small>'
    return f'<div class="statement">{verdict}<p>{isolated(statement.text)} {citations}</p>{words}</div>'


def _citation(citation: Citation, key: str) -> str:
    quote = citation.quote
    label = attribute(f"Citation {citation.number}: {origin(quote, quote.page)}. Open it in the article.")
    return (
        f'<span class="citation"><button type="button" class="number" {opens_quote(quote)} aria-label="{label}"'
        f' aria-describedby="tip-{key}">{citation.number:d}</button>'
        f'<span class="tip" role="tooltip" id="tip-{key}"><q>{isolated(quote.text)}</q>'
        f"<span>{isolated(origin(quote, quote.page))}</span></span></span>"
    )


def _sources(citations: Sequence[Citation]) -> str:
    """The cited documents under the answer, each once, with the numbers that stand for it."""
    if not citations:
        return ""
    by_document: dict[str, list[Citation]] = {}
    for citation in citations:
        by_document.setdefault(citation.quote.document_id, []).append(citation)
    lines = []
    for cited in by_document.values():
        numbers = " ".join(f"<span>{c.number:d}</span>" for c in cited)
        button = origin_button(cited[0].quote)
        lines.append(f'<li><span class="numbers">{numbers}</span> {button}</li>')
    return f'<ul class="cited" aria-label="Cited sources">{"".join(lines)}</ul>'


def _disagreement(conflicts: Sequence[Conflict], key: str) -> str:
    """What the sources say against what the answer uses; the likeliest open, the rest folded away."""
    if not conflicts:
        return ""
    cards = [group_html(group, f"{key}-d{n}") for n, group in enumerate(group_conflicts(conflicts))]
    rest = ""
    if len(cards) > OPEN_CONFLICTS:
        rest = (
            f'<details class="more" data-key="{key}-more"><summary>{len(cards) - OPEN_CONFLICTS} more</summary>'
            f"{''.join(cards[OPEN_CONFLICTS:])}</details>"
        )
    return f'<section class="disagree"><h4>The sources disagree</h4>{"".join(cards[:OPEN_CONFLICTS])}{rest}</section>'


def _passage(quote: Quote) -> str:
    return (
        f'<figure class="passage" {opens_quote(quote)}><blockquote dir="auto">{shown(quote.text)}</blockquote>'
        f"<figcaption>{origin_button(quote)}</figcaption></figure>"
    )


def _how(answer: Answer, key: str) -> str:
    """The coverage line; opened, the question as it was searched and everything a model was shown."""
    coverage = answer.coverage
    if not coverage.documents_searched:
        return ""
    lines = [
        f"<dt>Searched for</dt><dd>{isolated(answer.question)}</dd>",
        f"<dt>Read closely</dt><dd>{count(coverage.passages_read, 'passage')}</dd>",
        f"<dt>Written by</dt><dd>{_author(answer)}</dd>",
    ]
    seen = ""
    if answer.seen:
        passages = "".join(_passage(quote) for quote in answer.seen)
        seen = (
            f'<details data-key="{key}-seen"><summary>Everything the model was shown: '
            f"{count(len(answer.seen), 'passage')}</summary>{passages}</details>"
        )
    searched = f"{count(coverage.documents_searched, 'document')}, {count(coverage.passages_searched, 'passage')}"
    return (
        f'<details class="how" data-key="{key}-how"><summary>Searched {searched}; used {coverage.documents_used:,}'
        f"</summary><dl>{''.join(lines)}</dl>{seen}</details>"
    )


def _author(answer: Answer) -> str:
    if answer.model is None:
        return "no language model: these are the sources’ own sentences"
    return f"{isolated(answer.model)}; each statement was then checked against its quotations"
