"""Conflicts as files: JSON, CSV, an HTML page to read or print, SARIF for code review."""

import csv
import io
import json
from collections.abc import Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path
from string import Template

from assistant.contradictions import Findings
from assistant.models import Conflict, Mark, Quote
from index import Library

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_FORMULA_OPENERS = ("=", "+", "-", "@", "\t", "\r")


def as_json(conflicts: Sequence[Conflict]) -> str:
    """A JSON list, as `Conflict.model_dump` has it."""
    return json.dumps([conflict.model_dump(mode="json") for conflict in conflicts], indent=2, ensure_ascii=False)


def as_csv(conflicts: Sequence[Conflict]) -> str:
    """One row a conflict. A cell that a spreadsheet would run as a formula is opened with an apostrophe."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(
        ["score", "kind", "scope", "reason"]
        + [f"{side}_{part}" for side in ("left", "right") for part in ("title", "date", "path", "start", "end", "text")]
    )
    for c in conflicts:
        cells = [f"{c.score:.3f}", c.kind, c.scope, c.reason]
        for q in (c.left, c.right):
            cells += [
                q.title,
                q.date.isoformat() if q.date else "",
                q.path,
                str(q.start),
                str(q.end),
                q.readable,
            ]
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_OPENERS) else cell for cell in cells])
    return target.getvalue()


def as_html(findings: Findings) -> str:
    """A page that needs nothing from outside: conflicts side by side, the clashing words marked."""
    cards = "\n".join(_card(conflict) for conflict in findings.conflicts) or "<p>No conflicts found.</p>"
    template = Template(Path(__file__).with_name("report.html").read_text(encoding="utf-8"))
    return template.substitute(count=len(findings.conflicts), claims=findings.claims, pairs=findings.pairs, cards=cards)


def _card(conflict: Conflict) -> str:
    return (
        f'<article><h2>{escape(conflict.reason)}</h2><p class="about">{conflict.kind}, '
        f"{'within one document' if conflict.scope == 'within' else 'across documents'}, score {conflict.score:.2f}</p>"
        f'<div class="sides">{_side(conflict.left, conflict.left_marks)}{_side(conflict.right, conflict.right_marks)}'
        "</div></article>"
    )


def _side(quote: Quote, marks: Sequence[Mark]) -> str:
    stated = f", {quote.date.isoformat()}" if quote.date else ""
    page = f", page {quote.page}" if quote.page else ""
    return (
        f"<figure><blockquote><bdi>{marked(quote.text, marks)}</bdi></blockquote>"
        f"<figcaption><bdi>{escape(quote.title)}</bdi>{stated}{page}<br><code>{escape(Path(quote.path).name)}</code>"
        "</figcaption></figure>"
    )


def marked(text: str, marks: Sequence[Mark]) -> str:
    """Escaped text with the given stretches in `<mark>`."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start < at:
            continue
        pieces.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
        at = end
    return "".join([*pieces, escape(text[at:])])


def as_sarif(conflicts: Sequence[Conflict], library: Library) -> str:
    """SARIF 2.1.0: each conflict at its left quote, with the right one as a related location."""
    results = [
        {
            "ruleId": f"conflict/{c.kind}",
            "level": "warning",
            "message": {"text": f"Contradicts “{c.right.readable}” ({Path(c.right.path).name}): {c.reason}"},
            "locations": [_location(c.left, library)],
            "relatedLocations": [{"id": 1, **_location(c.right, library), "message": {"text": "the other side"}}],
            "rank": round(100 * c.score, 1),
        }
        for c in conflicts
    ]
    kinds = sorted({c.kind for c in conflicts})
    driver = {
        "name": "Crosscheck",
        "version": version("crosscheck"),
        "rules": [
            {"id": f"conflict/{kind}", "shortDescription": {"text": f"Two statements clash: {kind}"}} for kind in kinds
        ],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _location(quote: Quote, library: Library) -> dict:
    """Lines and columns count from 1 in the extracted text, which for .txt and .md is the file's own."""
    before = library.text(quote.document_id)[: quote.start]
    lines = quote.text.split("\n")
    first_line = before.count("\n") + 1
    first_column = quote.start - (before.rfind("\n") + 1) + 1
    region = {
        "startLine": first_line,
        "startColumn": first_column,
        "endLine": first_line + len(lines) - 1,
        "endColumn": len(lines[-1]) + (first_column if len(lines) == 1 else 1),
        "snippet": {"text": quote.text},
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(quote.path)}, "region": region}}


def _uri(path: str) -> str:
    """Relative to the working directory where the file is below it, as code review tools want it."""
    file = Path(path)
    if file.is_relative_to(Path.cwd()):
        return file.relative_to(Path.cwd()).as_posix()
    return file.as_uri() if file.is_absolute() else file.as_posix()
