"""What the command line shows. Results go to stdout, progress and remarks to stderr."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.groups import ConflictGroup, group_conflicts
from assistant.models import Answer, Conflict, Quote
from index.models import Document, IngestReport, VerifyReport

if TYPE_CHECKING:
    from assistant.contradictions import Progress as ScanProgress
    from assistant.evaluate import Evaluation
    from assistant.findings import Findings
    from assistant.recheck import QuoteCheck
    from index.ingest import Progress as IngestProgress

console = Console(stderr=True, highlight=False)
out = Console(highlight=False, soft_wrap=True)

VERDICT_MARKS = {
    "quoted": "[green]✓ quoted[/]",
    "supported": "[green]✓ supported[/]",
    "partly": "[yellow]~ partly[/]",
    "unsupported": "[red]? unsupported[/]",
    "contradicted": "[red]✗ contradicted[/]",
}
LONGEST_SHOWN_QUOTE = 400


def shown(text: str) -> str:
    """Source text made safe for a terminal: control characters out, rich's markup escaped, bounded."""
    text = "".join(c if c.isprintable() else " " for c in text)
    return escape(text if len(text) <= LONGEST_SHOWN_QUOTE else text[:LONGEST_SHOWN_QUOTE] + " …")


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        bar.add_task(what, total=None)
        yield bar


@contextmanager
def indexing_progress() -> Iterator["IngestProgress"]:
    """A bar that an ingest moves on, file by file."""
    with _bar("Indexing") as bar:
        task = bar.task_ids[0]

        def show(done: int, total: int, path: str) -> None:
            bar.update(task, completed=done, total=total, description=escape(Path(path).name or "Indexing"))

        yield show


@contextmanager
def scanning_progress() -> Iterator["ScanProgress"]:
    """A bar that a conflict scan moves on, pair by pair."""
    with _bar("Comparing") as bar:
        task = bar.task_ids[0]

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show


def print_answer(answer: Answer) -> None:
    """The statements with their verdicts, then the quotes, what disagrees, and what was searched."""
    if answer.abstained:
        out.print(shown(answer.text))
        if answer.nearest:
            out.print("\nNearest, but not an answer:")
            for quote in answer.nearest:
                _print_quote("  -", quote)
    else:
        for statement in answer.statements:
            numbers = "".join(f"\\[{c.number}]" for c in statement.citations)
            out.print(f"{escape(statement.text)} [bold]{numbers}[/]  {VERDICT_MARKS[statement.verdict]}")
            if statement.verdict not in ("quoted", "supported"):
                out.print(f"    [dim]{shown(statement.reason)}[/]")
        out.print()
        for citation in answer.citations:
            _print_quote(f"\\[{citation.number}]", citation.quote)
    if answer.conflicts:
        out.print("\n[bold]The sources disagree[/]")
        for conflict in answer.conflicts:
            _print_conflict(conflict)
    coverage = answer.coverage
    out.print(
        f"\n[dim]Searched for: {shown(answer.question)}\nSearched {coverage.documents_searched} documents, "
        f"{coverage.passages_searched} passages; used {coverage.documents_used}.[/]"
    )
    for note in answer.notes:
        out.print(f"[dim]Note: {shown(note)}[/]")


def print_findings(findings: "Findings") -> None:
    """Every fact over which sources conflict, with all its sides, then what was compared."""
    groups = group_conflicts(findings.conflicts)
    for group in groups:
        _print_group(group)
        out.print()
    count = len(findings.conflicts)
    out.print(f"{count or 'No'} {'conflict' if count == 1 else 'conflicts'} found.{_facts(groups)}")
    out.print(f"[dim]{shown(findings.coverage)}[/]")


def _facts(groups: Sequence[ConflictGroup]) -> str:
    several = any(len(group.conflicts) > 1 for group in groups)
    return f" They are about {len(groups)} {'fact' if len(groups) == 1 else 'facts'}." if several else ""


def _print_group(group: ConflictGroup) -> None:
    if len(group.conflicts) == 1:
        _print_conflict(group.conflicts[0])
        return
    out.print(f"[bold]{len(group.conflicts)} conflicts about one fact[/]: {shown(group.summary)}")
    for number, side in enumerate(group.sides, start=1):
        for quote in side.quotes:
            _print_quote(f"  {number}", quote)
    for conflict in group.conflicts:
        _print_headline(conflict, "    ")


def _print_conflict(conflict: Conflict) -> None:
    _print_headline(conflict)
    _print_quote("  <", conflict.left)
    _print_quote("  >", conflict.right)


def _print_headline(conflict: Conflict, indent: str = "") -> None:
    about = f"{conflict.kind}, {conflict.scope}: {shown(conflict.reason)}"
    out.print(f"{indent}[bold]{conflict.score:.2f}[/] {about}  [dim]{conflict.key}[/]")
    if conflict.review:
        out.print(f"{indent}     [yellow]{shown(conflict.review.in_words)}[/]")


def _print_quote(mark: str, quote: Quote) -> None:
    stated = f", {quote.date.isoformat()}" if quote.date else ""
    page = f", page {quote.page}" if quote.page else ""
    out.print(f"{mark} “{shown(quote.readable)}”")
    out.print(f"      [dim]{shown(quote.title)}{stated}{page}  ({shown(Path(quote.path).name)})[/]")


def print_failures(reports: Sequence[IngestReport]) -> None:
    """A line for each file that could not be indexed."""
    for failure in (failure for report in reports for failure in report.failed):
        console.print(f"[red]not indexed[/] {escape(failure.path)}: {shown(failure.reason)}")


def print_report(report: IngestReport) -> None:
    """A line for each file that could not be indexed, then the counts."""
    print_failures([report])
    counts = {
        "added": len(report.added),
        "replaced": len(report.replaced),
        "unchanged": len(report.unchanged),
        "removed": len(report.removed),
        "not indexed": len(report.failed),
        "skipped": len(report.skipped),
    }
    out.print(", ".join(f"{n} {what}" for what, n in counts.items() if n) or "Nothing to index here.")


def print_documents(documents: Sequence[Document]) -> None:
    """A table of the documents with their ids."""
    if not documents:
        out.print("No documents yet. Add some with: crosscheck add PATH")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("id", "date", "title", "file"):
        table.add_column(column, no_wrap=column in ("id", "date"))
    for document in documents:
        stated = document.date.isoformat() if document.date else ""
        table.add_row(document.id, stated, shown(document.title), shown(Path(document.path).name))
    out.print(table)


def print_verification(report: VerifyReport) -> None:
    """Each problem found, then whether all agrees."""
    word = "mended" if report.repaired else "problem"
    for problem in report.problems:
        out.print(f"{word}: {problem.kind}: {shown(problem.subject)}: {shown(problem.detail)}")
    checked = f"{report.documents} documents, {report.passages} passages"
    if not report.problems:
        out.print(f"All agrees: {checked}, their vectors and their files.")
    elif report.repaired:
        out.print(f"Repaired. Checked {checked}.")
    else:
        out.print(f"{len(report.problems)} problems in {checked}. Mend them with: crosscheck verify --repair")


def print_quote_checks(checks: Sequence["QuoteCheck"]) -> bool:
    """Each quotation with whether it stands; returns whether all do."""
    for check in checks:
        mark = "[green]stands[/]" if check.stands else "[red]fails[/] "
        out.print(f"{mark} “{shown(check.text)}”  [dim]{shown(check.reason)}[/]")
    good = sum(check.stands for check in checks)
    out.print(f"{good} of {len(checks)} quotations stand.")
    return good == len(checks)


def print_evaluation(path: Path, result: "Evaluation") -> None:
    """The figures of one labelled set."""
    table = Table(title=str(path), box=None, show_header=False, title_justify="left")
    for name, value in result.model_dump().items():
        if not isinstance(value, dict):
            table.add_row(name.replace("_", " "), f"{value:.3f}" if isinstance(value, float) else str(value))
    out.print(table)
