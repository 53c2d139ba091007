"""The commands about conflicts: list them, say what you think of one."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import EXIT_CONFLICT
from assistant.cli.opening import JsonOption, LibraryOption, reading
from index.errors import CrosscheckError

if TYPE_CHECKING:
    from assistant.findings import Findings
    from index.models import ReviewStatus


def conflicts(
    library: LibraryOption = None,
    about: Annotated[str | None, typer.Option(metavar="TOPIC", help="Only what touches this topic.")] = None,
    min_score: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Show from this score.")] = None,
    include_dismissed: Annotated[
        bool, typer.Option("--include-dismissed", help="Show also what was dismissed by hand.")
    ] = False,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a report to read or print.")] = None,
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a report for a ticket.")] = None,
    sarif: Annotated[Path | None, typer.Option(metavar="FILE", help="Write SARIF for code review.")] = None,
    fail_on_conflict: Annotated[
        bool, typer.Option(help="Exit with code 1 if there is a conflict that nobody dismissed.")
    ] = False,
) -> None:
    """List where the sources contradict each other or themselves."""
    from assistant import reports
    from assistant.cli.output import console, print_findings, scanning_progress

    with reading(library) as assistant:
        with scanning_progress() as progress:
            findings = assistant.scan(about, None, min_score, progress, include_dismissed)
        found = findings.conflicts
        for path, written in (
            (html, lambda: reports.as_html(findings)),
            (markdown, lambda: reports.as_markdown(findings)),
            (sarif, lambda: reports.as_sarif(found, assistant.library)),
        ):
            if path:
                path.write_text(written(), encoding="utf-8")
                console.print(f"Written to {path}")
    if as_json:
        print(reports.as_json(found))
    elif as_csv:
        print(reports.as_csv(found), end="")
    elif not (html or markdown or sarif):
        print_findings(findings)
    if fail_on_conflict:
        exit_on_conflict(findings)


def exit_on_conflict(findings: "Findings") -> None:
    """Exit with code 1 if there is a conflict that nobody dismissed. Raises `CrosscheckError` if nobody can tell."""
    if not all(conflict.is_dismissed for conflict in findings.conflicts):
        raise typer.Exit(EXIT_CONFLICT)
    if findings.pairs_failed:
        raise CrosscheckError(
            f"{findings.pairs_failed:,} pairs could not be judged, so it can't be said that nothing conflicts. "
            f"{findings.failures[0]} Run it again, or choose another judge."
        )


class Action(StrEnum):
    """What can be said of a conflict."""

    ACCEPT = "accept"
    DISMISS = "dismiss"
    NOTE = "note"
    CLEAR = "clear"


def review(
    key: Annotated[str, typer.Argument(help="The conflict's key as `crosscheck conflicts` shows it.")],
    action: Annotated[Action, typer.Argument(help="What you say of it; `clear` takes it back.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What whoever reads it next should know.")] = "",
    library: LibraryOption = None,
) -> None:
    """Accept or dismiss a conflict, or put a note on it. What is dismissed is not listed any more."""
    statuses: dict[Action, ReviewStatus] = {Action.ACCEPT: "accepted", Action.DISMISS: "dismissed"}
    if action is Action.NOTE and not note:
        raise CrosscheckError("A note needs its text. Give it with: --note TEXT")
    with reading(library) as assistant:
        before = assistant.reviews().get(key)
        if action is Action.CLEAR:
            assistant.review(key, None)
        elif action is Action.NOTE:
            kept = (before.status, reason or before.reason) if before else (None, reason)
            assistant.review(key, *kept, note)
        else:
            assistant.review(key, statuses[action], reason, note or (before.note if before else ""))
    print(f"{key}: {'review taken back' if action is Action.CLEAR else statuses.get(action, 'note kept')}.")
