"""Uploaded files, kept beside the library: a browser's temporary file is no source that lasts."""

import filecmp
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant import IngestReport, Library

FOLDER = "uploads"
LONGEST_NAME = 120

_UNSAFE = re.compile(r"[^\w .,()'&+-]+")
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A file name that is a name on every system and stays in its folder.

    >>> safe_name("../../etc/passwd"), safe_name(".hidden"), safe_name("Q2: report?.pdf")
    ('passwd', 'hidden', 'Q2_ report_.pdf')
    """
    path = Path(name.replace("\\", "/").rsplit("/", 1)[-1])
    stem = _UNSAFE.sub("_", path.stem).strip(" .") or "file"
    suffix = _UNSAFE.sub("", path.suffix)
    if _RESERVED.match(stem):
        stem = f"{stem}_"
    return f"{stem[: LONGEST_NAME - len(suffix)]}{suffix[: LONGEST_NAME // 2]}"


def keep(file: Path, folder: Path) -> Path:
    """Copy a file into a folder and return the copy.

    A file that is there already with the same name and content is taken as the copy; one with the same name and
    other content is left alone, and the new one numbered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / safe_name(file.name)
    copy, number = wanted, 1
    while copy.exists():
        if filecmp.cmp(file, copy, shallow=False):
            return copy
        number += 1
        copy = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    shutil.copyfile(file, copy)
    return copy


def add_uploads(library: Library, files: Sequence[str], progress: Callable[[int, int, str], None]) -> IngestReport:
    """Keep uploaded files and index them. Copies of files that can't be read are not kept."""
    folder = library.folder / FOLDER
    copies = [keep(Path(file), folder) for file in files]
    report = library.add(copies, progress)
    for failure in report.failed:
        _delete(Path(failure.path), folder)
    return report


def remove_documents(library: Library, document_ids: Sequence[str]) -> None:
    """Remove documents, and the kept copies of those that were uploaded."""
    before = set(library.catalog.files())
    library.remove(document_ids)
    for path in before - set(library.catalog.files()):
        _delete(Path(path), library.folder / FOLDER)


def _delete(file: Path, folder: Path) -> None:
    """Delete a kept copy; a file anywhere else is the user's own and is never touched."""
    if file.parent == folder:
        file.unlink(missing_ok=True)
