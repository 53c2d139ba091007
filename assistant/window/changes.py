"""What a reader changes in turns that are done: which conflicts are shown, and what they say of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant import Assistant, CrosscheckError
from assistant.window import render
from assistant.window.comparing import Comparison, Filters
from assistant.window.turns import Turn

Turns = tuple[Turn, ...]


def change(assistant: Assistant, turns: Sequence[Turn], what: Mapping[str, Any]) -> Turns:
    """The turns after a change as the browser sends it: `turn`, and `filters` or `conflict`, `status` and `reason`."""
    number = int(what.get("turn") or 0)
    if "filters" in what:
        chosen = Filters.of(what["filters"])
        return _redrawn(turns, lambda n, c: replace(c, filters=chosen, touched="", trouble="") if n == number else c)
    key = str(what.get("conflict"))
    trouble = _record(assistant, key, str(what.get("status") or ""), str(what.get("reason") or ""))
    reviews = assistant.reviews()

    def reviewed(n: int, comparison: Comparison) -> Comparison:
        conflicts = [c.model_copy(update={"review": reviews.get(c.key)}) for c in comparison.findings.conflicts]
        findings = replace(comparison.findings, conflicts=conflicts)
        said = {"touched": key, "trouble": trouble} if n == number else {}
        return replace(comparison, findings=findings, **said)

    return _redrawn(turns, reviewed)


def _record(assistant: Assistant, key: str, status: str, reason: str) -> str:
    """Keep the review, and a note that is there already; returns what went wrong."""
    try:
        before = assistant.reviews().get(key)
        assistant.review(key, status or None, reason, before.note if before else "")  # type: ignore[arg-type]
    except CrosscheckError as error:
        return str(error)
    return ""


def _redrawn(turns: Sequence[Turn], changed: Callable[[int, Comparison], Comparison]) -> Turns:
    """The turns, each comparison among them changed and drawn again."""
    redrawn = list(turns)
    for number, turn in enumerate(turns):
        if isinstance(turn.shows, Comparison):
            comparison = changed(number, turn.shows)
            redrawn[number] = replace(turn, shows=comparison, body=render.comparison_html(comparison, f"turn-{number}"))
    return tuple(redrawn)
