"""Files to sources: one module a format, and `read` that picks it."""

import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import SourceError
from index.readers.debris import mark_debris
from index.source import Kind, Source

MAX_FILE_BYTES = 40_000_000
MAX_UNPACKED_BYTES = 200_000_000

Reader = Callable[[bytes], Source]


def _text(data: bytes) -> Source:
    from index.readers.plain import read_plain

    return read_plain(data)


def _markdown(data: bytes) -> Source:
    from index.readers.markdown import read_markdown

    return read_markdown(data)


def _html(data: bytes) -> Source:
    from index.readers.html import read_html

    return read_html(data)


def _pdf(data: bytes) -> Source:
    from index.readers.pdf import read_pdf

    return read_pdf(data)


def _word(data: bytes) -> Source:
    from index.readers.word import read_word

    return read_word(data)


READERS: dict[str, Reader] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".pdf": _pdf,
    ".docx": _word,
}


def is_supported(path: Path) -> bool:
    """Whether a file's ending is one that a reader knows."""
    return path.suffix.lower() in READERS


def load_bytes(path: Path) -> bytes:
    """The file's content. Raises `SourceError` for one that is missing, unreadable, empty or too large."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("is not a file")
        size = status.st_size
        if size > MAX_FILE_BYTES:
            raise SourceError(
                f"is {size / 1e6:.0f} MB; the limit is {MAX_FILE_BYTES / 1e6:.0f} MB. Split it into parts."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError("is not there (any more)") from None
    except PermissionError:
        raise SourceError("may not be read: permission denied") from None
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror or error}") from error
    if not data.strip():
        raise SourceError("is empty")
    return data


def read(path: Path, data: bytes) -> Source:
    """Make a source of a file's content. Raises `SourceError` that says what is wrong with it."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise SourceError(f"has a format that is not supported ({path.suffix or 'no ending'}); known: {known}")
    if path.suffix.lower() == ".docx":
        _refuse_zip_bomb(data)
    try:
        source = reader(data)
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # parsers raise what they like on broken files; one file never stops the rest
        raise SourceError(f"can't be parsed as {path.suffix[1:]}: {type(error).__name__}: {error}") from error
    source = replace(source, blocks=tuple(mark_debris(source.text, source.blocks)))
    if not any(block.kind is not Kind.DEBRIS for block in source.blocks):
        raise SourceError("holds no text")
    return source


def _refuse_zip_bomb(data: bytes) -> None:
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        raise SourceError("is not a Word document (or it is broken)") from None
    if unpacked > MAX_UNPACKED_BYTES:
        raise SourceError(f"unpacks to {unpacked / 1e6:.0f} MB; refused as a zip bomb")
