"""What tests of several packages share."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")

from index import Library, SentenceTransformerEmbedder
from tests.fakes import HashingEmbedder

ROOT = Path(__file__).parent.parent

Write = Callable[[str, str | bytes], Path]


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    """The packaged model itself, loaded once."""
    return SentenceTransformerEmbedder()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """An empty folder for source files."""
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


@pytest.fixture
def write(articles: Path) -> Write:
    """Write a file into `articles`, folders included; returns its path."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library whose vectors are hashed words."""
    with Library.open(tmp_path / "library", HashingEmbedder()) as opened:
        yield opened


@pytest.fixture
def start_python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python code with arguments in another process; whatever still runs afterwards is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()


@pytest.fixture
def run_python(start_python: Callable[..., subprocess.Popen[str]]) -> Callable[..., str]:
    """Run Python code with arguments in another process and return what it printed."""

    def run(code: str, *arguments: object) -> str:
        process = start_python(code, *arguments)
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0, output
        return output

    return run
