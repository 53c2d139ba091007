"""Conflicts for programs and spreadsheets: JSON and CSV, a conflict an entry."""

import csv
import io
import json
from collections.abc import Sequence

from assistant.models import Conflict

_FORMULA_OPENERS = ("=", "+", "-", "@", "\t", "\r")
_SIDE = ("title", "date", "path", "start", "end", "text")
_COLUMNS = (
    *("score", "kind", "scope", "reason"),
    *(f"{side}_{part}" for side in ("left", "right") for part in _SIDE),
    *("key", "review", "review_reason", "review_note", "review_at"),
)


def as_json(conflicts: Sequence[Conflict]) -> str:
    """A JSON list, as `Conflict.model_dump` has it."""
    return json.dumps([conflict.model_dump(mode="json") for conflict in conflicts], indent=2, ensure_ascii=False)


def as_csv(conflicts: Sequence[Conflict]) -> str:
    """One row a conflict. A cell that a spreadsheet would run as a formula is opened with an apostrophe."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(_COLUMNS)
    for conflict in conflicts:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_OPENERS) else cell for cell in _cells(conflict)])
    return target.getvalue()


def _cells(conflict: Conflict) -> list[str]:
    cells = [f"{conflict.score:.3f}", conflict.kind, conflict.scope, conflict.reason]
    for quote in (conflict.left, conflict.right):
        stated = quote.date.isoformat() if quote.date else ""
        cells += [quote.title, stated, quote.path, str(quote.start), str(quote.end), quote.readable]
    review = conflict.review
    said = [review.status or "", review.reason, review.note, review.at.isoformat()] if review else [""] * 4
    return [*cells, conflict.key, *said]
