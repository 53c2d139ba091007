"""Conflicts as an HTML page to read or print, which needs nothing from outside."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from assistant.findings import Findings
from assistant.groups import ConflictGroup, Side, group_conflicts
from assistant.markup import isolated, marked
from assistant.models import Conflict, Mark, Quote
from assistant.reports.words import about, dated


def as_html(findings: Findings) -> str:
    """The page: what was compared, then every fact with its sides next to each other, the clashing words marked."""
    groups = group_conflicts(findings.conflicts)
    template = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    return template.substitute(
        count=len(findings.conflicts),
        coverage=isolated(findings.coverage),
        cards="\n".join(map(_card, groups)) or "<p>No conflicts found.</p>",
    )


def _card(group: ConflictGroup) -> str:
    return (
        f'<article><h2>{isolated(group.summary)}</h2><div class="sides">{"".join(map(_side, group.sides))}</div>'
        f'<ul class="about">{"".join(map(_line, group.conflicts))}</ul></article>'
    )


def _line(conflict: Conflict) -> str:
    """One conflict of a group: how likely, what clashes, its key, and what a person said of it."""
    said = f" <strong>{isolated(conflict.review.in_words)}</strong>" if conflict.review else ""
    return f"<li>{about(conflict)}: {isolated(conflict.reason)} <code>{conflict.key}</code>{said}</li>"


def _side(side: Side) -> str:
    return f"<div>{''.join(map(_figure, side.quotes, side.marks))}</div>"


def _figure(quote: Quote, marks: Sequence[Mark]) -> str:
    return (
        f"<figure><blockquote><bdi>{marked(quote.text, marks)}</bdi></blockquote>"
        f"<figcaption>{isolated(quote.title)}{escape(dated(quote))}<br><code>{isolated(Path(quote.path).name)}</code>"
        "</figcaption></figure>"
    )
