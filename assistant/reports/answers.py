"""An answer as Markdown, to go into a note or an article: every statement with its verdict and its quotations."""

from collections.abc import Sequence

from assistant.groups import group_conflicts
from assistant.models import Answer, Citation, Conflict, Quote, Statement
from assistant.reports.markdown import group_as_markdown, plain, quote_as_markdown


def answer_as_markdown(answer: Answer, asked: str = "") -> str:
    """The answer under its question, as it was asked if that is given, then what it rests on."""
    parts = [f"# {plain(asked or answer.question)}"]
    if asked and " ".join(asked.split()) != answer.question:
        parts.append(f"Searched for: {plain(answer.question)}")
    parts += map(_statement, answer.statements) if answer.statements else [plain(answer.text)]
    parts += map(plain, answer.notes)
    parts += _quotations(answer.citations) or _nearest(answer.nearest)
    parts += _disagreement(answer.conflicts)
    return "\n\n".join([*parts, _coverage(answer)]) + "\n"


def _statement(statement: Statement) -> str:
    numbers = "".join(f" \\[{citation.number}\\]" for citation in statement.citations)
    return f"{plain(statement.text)}{numbers} *({statement.verdict})*"


def _quotations(citations: Sequence[Citation]) -> list[str]:
    if not citations:
        return []
    return ["## Quotations", *(f"\\[{c.number}\\]\n\n{quote_as_markdown(c.quote)}" for c in citations)]


def _nearest(quotes: Sequence[Quote]) -> list[str]:
    return ["## Nearest passages, which don’t answer it", *map(quote_as_markdown, quotes)] if quotes else []


def _disagreement(conflicts: Sequence[Conflict]) -> list[str]:
    return ["# The sources disagree", *map(group_as_markdown, group_conflicts(conflicts))] if conflicts else []


def _coverage(answer: Answer) -> str:
    searched, author = answer.coverage, answer.model or "no language model, the sources’ own sentences"
    return (
        f"Searched {searched.documents_searched:,} documents, {searched.passages_searched:,} passages; "
        f"used {searched.documents_used:,}. Written by: {plain(author)}."
    )
