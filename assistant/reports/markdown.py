"""Conflicts as Markdown, to go into a ticket or a pull request.

Source text stays text: every character that could be markup is escaped, and invisible ones are taken out.
"""

import re
from pathlib import Path

from assistant.findings import Findings
from assistant.groups import ConflictGroup, Side, group_conflicts
from assistant.markup import visible
from assistant.models import Conflict, Quote
from assistant.reports.words import about, dated

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Text on one line in which Markdown finds nothing: no link, no tag, no emphasis, no list, no table.

    >>> print(plain("1. [Pay](http://x.y) <b>*now*</b>"))
    1\\. \\[Pay\\]\\(http\\:\\/\\/x\\.y\\) &lt;b&gt;\\*now\\*&lt;\\/b&gt;
    """
    escaped = _PUNCTUATION.sub(r"\\\1", " ".join(visible(text).split()))
    return escaped.replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;").replace("\\@", "&#64;")


def as_markdown(findings: Findings) -> str:
    """What was compared, then every fact with its sides, and every conflict with its key and review."""
    groups = group_conflicts(findings.conflicts)
    head = f"# Conflicts between the sources: {len(findings.conflicts)}\n\n{plain(findings.coverage)}"
    return "\n\n".join([head, *(map(group_as_markdown, groups) if groups else ["No conflicts found."])]) + "\n"


def group_as_markdown(group: ConflictGroup) -> str:
    """One fact with its sides and conflicts, under a heading of the second level."""
    sides = "\n\n".join(_side(number, side) for number, side in enumerate(group.sides, start=1))
    return f"## {plain(group.summary)}\n\n{sides}\n\n" + "\n".join(map(_line, group.conflicts))


def _side(number: int, side: Side) -> str:
    return f"**Side {number}**: {plain(side.summary)}\n\n" + "\n\n".join(map(quote_as_markdown, side.quotes))


def quote_as_markdown(quote: Quote) -> str:
    """A quotation and where it comes from."""
    return f"> {plain(quote.readable)}\n>\n> {plain(quote.title)}{dated(quote)} ({plain(Path(quote.path).name)})"


def _line(conflict: Conflict) -> str:
    said = f" **{plain(conflict.review.in_words)}**" if conflict.review else ""
    return f"- {about(conflict)}: {plain(conflict.reason)} `{conflict.key}`{said}"
