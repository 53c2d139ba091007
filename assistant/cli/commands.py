"""Every command of `crosscheck`. Each opens the library, calls what a Python user would, and prints."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import EXIT_ABSTAINED, EXIT_CONFLICT, EXIT_ERROR
from assistant.cli.check import check
from assistant.cli.conflicts import conflicts, review
from assistant.cli.opening import JsonOption, LibraryOption, ModelOption, reading, writing

if TYPE_CHECKING:
    from assistant.assistant import Assistant

app = typer.Typer(
    help="Answers from your documents with exact quotations, and where they contradict each other.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for command in (conflicts, review, check):
    app.command()(command)


@app.command()
def chat(
    library: LibraryOption = None,
    model: ModelOption = None,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 7860,
    browser: Annotated[bool, typer.Option(help="Open the window in a browser.")] = True,
) -> None:
    """Open the chat window; with no library yet, on the sample articles."""
    from assistant.window import launch_window

    with reading(library, model) as assistant:
        launch_window(assistant, port=port, is_sample=_is_sample(assistant), open_browser=browser)


def _is_sample(assistant: "Assistant") -> bool:
    from assistant.places import sample_folder

    return assistant.library.folder == sample_folder().resolve()


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question.")],
    library: LibraryOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one question. Exit code 0: answered; 3: the sources don't answer it."""
    from assistant.cli.output import print_answer

    with reading(library, model) as assistant:
        answer = assistant.ask(question)
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        print_answer(answer)
    if answer.abstained:
        raise typer.Exit(EXIT_ABSTAINED)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Index files and folders. Safe to interrupt and run again."""
    from assistant.cli.output import indexing_progress, print_report

    with writing(library) as assistant, indexing_progress() as progress:
        report = assistant.library.add(paths, progress)
    print(report.model_dump_json(indent=2)) if as_json else print_report(report)
    if report.failed and not (report.added or report.replaced or report.unchanged):
        raise typer.Exit(EXIT_ERROR)


@app.command()
def sync(
    folder: Annotated[Path, typer.Argument(help="The folder to follow.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the library follow a folder: add what is new, replace what changed, remove what is gone."""
    from assistant.cli.output import indexing_progress, print_report

    with writing(library) as assistant, indexing_progress() as progress:
        report = assistant.library.sync(folder, progress)
    print(report.model_dump_json(indent=2)) if as_json else print_report(report)


@app.command(name="list")
def list_documents(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the documents with their ids."""
    from assistant.cli.output import print_documents

    with reading(library) as assistant:
        documents = assistant.library.documents()
    if as_json:
        import json

        print(json.dumps([document.model_dump(mode="json") for document in documents], indent=2))
    else:
        print_documents(documents)


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(help="Ids as `crosscheck list` shows them.")],
    library: LibraryOption = None,
) -> None:
    """Remove documents from the library. The source files stay."""
    with writing(library) as assistant:
        assistant.library.remove(ids)
    print(f"Removed {len(ids)} {'document' if len(ids) == 1 else 'documents'}.")


@app.command()
def verify(
    exported: Annotated[
        Path | None, typer.Argument(help="An exported answer or list of conflicts (JSON) to check again.")
    ] = None,
    library: LibraryOption = None,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what doesn't agree.")] = False,
) -> None:
    """Check that the index equals the sources; or that an export's quotations still stand in them."""
    from assistant.cli.output import print_quote_checks, print_verification

    with reading(library) as assistant:
        if exported is not None:
            from assistant.recheck import recheck

            sound = print_quote_checks(recheck(exported, assistant.library))
        else:
            report = assistant.library.verify(repair=repair)
            print_verification(report)
            sound = report.ok
    if not sound:
        raise typer.Exit(EXIT_CONFLICT)


@app.command()
def evaluate(
    labels: Annotated[list[Path], typer.Argument(help="labels.json files beside the articles they label.")],
    split: Annotated[str | None, typer.Option(help="Only the articles the labels put in this split.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure conflict finding on labelled articles."""
    from assistant.cli.output import print_evaluation
    from assistant.evaluate import evaluate_labels

    for path in labels:
        result = evaluate_labels(path, split=split)
        print(result.model_dump_json(indent=2)) if as_json else print_evaluation(path, result)
