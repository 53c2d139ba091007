"""Which library is meant, and the sample library that a first-time user sees."""

import os
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from index import Library
from index.ingest import Progress
from index.readers import is_supported

LIBRARY_VARIABLE = "CROSSCHECK_LIBRARY"


def data_folder() -> Path:
    """The per-user folder that holds the default library and the sample library."""
    return user_data_path("crosscheck", appauthor=False)


def default_library() -> Path:
    """`$CROSSCHECK_LIBRARY`, else `library` in the per-user data folder."""
    named = os.environ.get(LIBRARY_VARIABLE)
    return Path(named).expanduser() if named else data_folder() / "library"


def check_library(paths: Iterable[Path]) -> Path:
    """Where `crosscheck check` keeps its index of these files and folders, so that the next check is quick."""
    named = "\n".join(sorted(str(path.expanduser().resolve()) for path in paths))
    return data_folder() / "checks" / sha256(named.encode("utf-8", errors="surrogateescape")).hexdigest()[:16]


def sample_articles() -> list[Path]:
    """The articles shipped with Crosscheck, without the notes that say what is planted in them."""
    folder = Path(str(files("seeds")))
    return sorted(p for p in folder.iterdir() if p.is_file() and is_supported(p) and p.name != "README.md")


def sample_folder() -> Path:
    """Where the sample library is, or will be."""
    return data_folder() / "sample"


def sample_library(progress: Progress | None = None) -> Path:
    """The folder of the sample library, made or brought up to date first."""
    folder = sample_folder()
    with Library.open(folder) as library:
        articles = sample_articles()
        known = library.catalog.files()
        if {str(path) for path in articles} != set(known) or any(
            path.stat().st_mtime_ns != known[str(path)].modified_ns for path in articles
        ):
            library.add(articles, progress)
            library.forget(sorted(set(library.catalog.files()) - {str(path) for path in articles}))
    return folder
