"""Which of the conflicts found to show."""

from collections.abc import Iterable, Mapping

from assistant import Conflict
from assistant.window.comparing import Comparison, Filters
from assistant.window.render.conflict import KINDS, LIKELIHOODS, SCOPES
from assistant.window.render.markup import attribute, shortened


def filters_html(comparison: Comparison) -> str:
    """A form with what is chosen; only documents and kinds that occur can be."""
    conflicts, chosen = comparison.findings.conflicts, comparison.filters
    kinds = {kind: KINDS[kind] for kind in KINDS if any(c.kind == kind for c in conflicts)}
    scopes = {scope: words.capitalize() for scope, words in SCOPES.items()}
    least = {f"{score:g}": words.capitalize() for score, words in LIKELIHOODS if score}
    return (
        '<form class="narrow" data-filters aria-label="Which contradictions to show">'
        f"{_select('document', 'Any document', _titles(conflicts), chosen.document)}"
        f"{_select('kind', 'Any kind', kinds, chosen.kind)}"
        f"{_select('scope', 'Any scope', scopes, chosen.scope)}"
        f"{_select('least', 'Any likelihood', least, f'{chosen.least:g}')}{_toggle(comparison, chosen)}</form>"
    )


def _titles(conflicts: Iterable[Conflict]) -> Mapping[str, str]:
    titles = {quote.document_id: quote.title for c in conflicts for quote in (c.left, c.right)}
    return dict(sorted(titles.items(), key=lambda item: item[1].casefold()))


def _select(name: str, everything: str, choices: Mapping[str, str], chosen: str) -> str:
    # an option can hold no markup, so that invisible characters are left out of it
    options = "".join(
        f'<option value="{attribute(value)}"{" selected" if value == chosen else ""}>'
        f"{attribute(shortened(words))}</option>"
        for value, words in choices.items()
    )
    every = f'<option value="">{everything}</option>'
    return f'<select name="{name}" aria-label="{name.capitalize()}">{every}{options}</select>'


def _toggle(comparison: Comparison, chosen: Filters) -> str:
    if not comparison.dismissed:
        return ""
    state = " checked" if chosen.dismissed else ""
    return f'<label><input type="checkbox" name="dismissed" value="yes"{state}> Show dismissed</label>'
