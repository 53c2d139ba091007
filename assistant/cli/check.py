"""The command for a commit hook or a build: do these documents contradict each other?"""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.conflicts import exit_on_conflict
from assistant.cli.opening import writing
from index.errors import CrosscheckError


def check(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    library: Annotated[
        Path | None,
        typer.Option("--library", metavar="DIR", help="Where to keep the index; by default one of its own."),
    ] = None,
    min_score: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Show from this score.")] = None,
) -> None:
    """Index files and folders and compare them with each other. Exit code 1: there is a conflict."""
    from assistant.cli.output import console, indexing_progress, print_failures, print_findings, scanning_progress
    from assistant.places import check_library

    folder = library or check_library(paths)
    with writing(folder) as assistant:
        with indexing_progress() as progress:
            reports = [
                assistant.library.sync(path, progress) if path.is_dir() else assistant.library.add(path, progress)
                for path in paths
            ]
        print_failures(reports)
        documents = [d.id for report in reports for d in (*report.added, *report.replaced, *report.unchanged)]
        if not documents:
            raise CrosscheckError("There is nothing to compare here. Name files or folders that hold documents.")
        with scanning_progress() as progress:
            findings = assistant.scan(None, documents, min_score, progress)
    print_findings(findings)
    if findings.conflicts:
        dismiss = f"crosscheck review --library {shlex.quote(str(folder))} KEY dismiss --reason WHY"
        console.print(f"To dismiss what is no conflict: {dismiss}", markup=False, soft_wrap=True)
    exit_on_conflict(findings)
