"""What a reader changes in turns that are done: which conflicts are shown, and what they say of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant import Assistant, Conflict, Review
from assistant.window.comparing import Comparison, Filters
from assistant.window.turns import Turn

Turns = tuple[Turn, ...]


def change(assistant: Assistant, turns: Sequence[Turn], what: Mapping[str, Any]) -> Turns:
    """The turns after a change as the browser sends it: `turn`, and `filters` or `conflict`, `status` and `reason`.

    Raises `CrosscheckError` for a review that is none or can't be kept.
    """
    number = int(what.get("turn") or 0)
    if "filters" in what:
        chosen = Filters.of(what["filters"])
        return tuple(_filtered(turn, chosen) if n == number else turn for n, turn in enumerate(turns))
    key = str(what.get("conflict"))
    _record(assistant, key, str(what.get("status") or ""), str(what.get("reason") or ""))
    reviews = assistant.reviews()
    reviewed = [_reviewed(turn, reviews) for turn in turns]
    return tuple(_touched(turn, key) if n == number else turn for n, turn in enumerate(reviewed))


def _record(assistant: Assistant, key: str, status: str, reason: str) -> None:
    """Keep the review, and a note that is there already."""
    before = assistant.reviews().get(key)
    assistant.review(key, status or None, reason, before.note if before else "")  # type: ignore[arg-type]


def _filtered(turn: Turn, chosen: Filters) -> Turn:
    if not isinstance(turn.shows, Comparison):
        return turn
    return turn.showing(replace(turn.shows, filters=chosen, touched=""))


def _reviewed(turn: Turn, reviews: Mapping[str, Review]) -> Turn:
    """The turn with the reviews there are now, whichever turn they were made in."""

    def now(conflicts: Iterable[Conflict]) -> list[Conflict]:
        return [conflict.model_copy(update={"review": reviews.get(conflict.key)}) for conflict in conflicts]

    if isinstance(turn.shows, Comparison):
        findings = turn.shows.findings
        return turn.showing(replace(turn.shows, findings=replace(findings, conflicts=now(findings.conflicts))))
    if turn.shows is not None and turn.shows.conflicts:
        return turn.showing(turn.shows.model_copy(update={"conflicts": tuple(now(turn.shows.conflicts))}))
    return turn


def _touched(turn: Turn, key: str) -> Turn:
    return turn.showing(replace(turn.shows, touched=key)) if isinstance(turn.shows, Comparison) else turn
