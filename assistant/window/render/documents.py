"""The list of sources, and what became of files that were added."""

from collections.abc import Sequence
from pathlib import PurePath

from assistant import Document, Failure, IngestReport
from assistant.window.render.markup import attribute, count, day, isolated, opens, shown

_FORMATS = {"txt": "text", "md": "Markdown", "html": "web page", "pdf": "PDF", "docx": "Word"}
NAMED = 5


def documents_html(documents: Sequence[Document], is_sample: bool = False) -> str:
    """Every source with a checkbox to search only in it and a title that opens it."""
    sample = (
        '<p class="quiet">A sample library, to try things out. Add your own articles below.</p>' if is_sample else ""
    )
    head = (
        f'<div class="heading"><h2>Sources</h2><span class="total">{len(documents):,}</span>'
        '<button type="button" class="fold" data-fold aria-expanded="true">Hide</button></div>'
    )
    if not documents:
        return (
            f'{head}<p class="nothing">No sources yet. Add articles below: text, Markdown, web pages, PDF or Word.</p>'
        )
    return (
        f"{head}{sample}"
        '<input type="search" class="filter" data-filter placeholder="Find a source"'
        ' aria-label="Find a source by title or file">'
        f'<p class="scope" data-scope role="status" data-total="{len(documents)}">Searching all of them</p>'
        f'<ul class="documents" aria-label="Sources">{"".join(map(_row, documents))}</ul>'
    )


def _row(document: Document) -> str:
    title = " ".join(document.title.split())
    facts = [day(document.date), _FORMATS.get(document.format, document.format)]
    details = f"{document.path}, {count(document.characters, 'character')}"
    found_by = attribute(f"{title} {PurePath(document.path).name}".casefold())
    return (
        f'<li data-found-by="{found_by}"><input type="checkbox" data-tick value="{attribute(document.id)}"'
        f' aria-label="{attribute(f"Search only in: {title}")}"><div>'
        f'<button type="button" class="title" {opens(document.id)} title="{attribute(details)}">{isolated(title)}'
        f'</button><span class="facts">{shown(" · ".join(facts))}</span></div></li>'
    )


def ingesting_html(done: int, total: int, path: str) -> str:
    """How far an upload is."""
    name = f": {isolated(PurePath(path).name)}" if path else ""
    return (
        f'<p class="pending" role="status"><progress value="{done:d}" max="{max(1, total):d}" aria-label="Files read">'
        f"</progress>Reading {min(done + 1, total):,} of {count(total, 'file')}{name}</p>"
    )


def ingest_html(report: IngestReport) -> str:
    """What became of the files, a line a failure."""
    lines = [
        _line("done", "Added", report.added),
        _line("done", "Replaced", report.replaced),
        _line("quiet", "Already here", report.unchanged),
        *(_failure(failure) for failure in report.failed),
    ]
    return f'<div class="report" role="status">{"".join(lines)}</div>'


def _line(look: str, word: str, documents: Sequence[Document]) -> str:
    if not documents:
        return ""
    return f'<p class="{look}">{word}: {_named([document.title for document in documents])}</p>'


def _failure(failure: Failure) -> str:
    return f'<p class="failure">{isolated(PurePath(failure.path).name)} {isolated(failure.reason)}</p>'


def question_html(words: str) -> str:
    """A question to the user, about what they are going to do."""
    return f'<p class="note" role="status">{shown(words)}</p>'


def removed_html(titles: Sequence[str]) -> str:
    """What was removed."""
    if not titles:
        return '<p class="quiet" role="status">Nothing was removed.</p>'
    return f'<p class="done" role="status">Removed: {_named(titles)}</p>'


def _named(titles: Sequence[str]) -> str:
    more = f" and {len(titles) - NAMED:,} more" if len(titles) > NAMED else ""
    return ", ".join(isolated(title) for title in titles[:NAMED]) + more
