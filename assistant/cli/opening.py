"""The options that several commands share, and how a command comes to its library."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.assistant import Assistant

LibraryOption = Annotated[
    Path | None,
    typer.Option("--library", envvar="CROSSCHECK_LIBRARY", metavar="DIR", help="The library's folder."),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        envvar="CROSSCHECK_MODEL",
        metavar="PROVIDER:NAME",
        help="A language model to write the answers. Your question and the passages found are sent to it.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@contextmanager
def reading(library: Path | None, model: str | None = None) -> Iterator["Assistant"]:
    """The library to read from: the one named, else the default one, else the sample articles."""
    from assistant.assistant import Assistant
    from assistant.cli.output import console, indexing_progress
    from assistant.places import default_library, sample_library
    from index import Library

    folder = library or default_library()
    if library is None and not Library.exists(folder):
        with indexing_progress() as progress:
            folder = sample_library(progress)
        console.print("No library yet: reading the sample articles. Add your own with: crosscheck add PATH")
    elif not Library.exists(folder):
        from index import LibraryError

        raise LibraryError(f"There is no library in {folder}. Make one with: crosscheck add --library {folder} PATH")
    with Assistant.open(folder, model=model) as assistant:
        yield assistant


@contextmanager
def writing(library: Path | None) -> Iterator["Assistant"]:
    """The library to change: the one named, else the default one, made if it is new."""
    from assistant.assistant import Assistant
    from assistant.places import default_library

    with Assistant.open(library or default_library()) as assistant:
        yield assistant
