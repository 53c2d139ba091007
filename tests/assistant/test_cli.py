"""The command line as a user meets it: output, exit codes, and errors of one line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import Assistant
from assistant.cli.commands import app

BLOCK_NETWORK = """
import socket
original = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(("127.", "::1")):
        raise AssertionError(f"tried to reach {address}")
    return original(self, address)
socket.socket.connect = connect
socket.getaddrinfo = None
from assistant.cli import main
main()
"""


@pytest.fixture
def library(small: Assistant) -> str:
    return str(small.library.folder)


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def crosscheck(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with no way out but loopback and an empty home."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CROSSCHECK_")}
    environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    return subprocess.run(
        [sys.executable, "-c", BLOCK_NETWORK, *arguments],
        capture_output=True, text=True, env=environment, cwd=home, check=False, timeout=240,
    )  # fmt: skip


def test_ask_prints_the_answer_and_its_source(library: str):
    result = run("ask", "What did the bridge over the Tarn cost?", "--library", library)
    assert result.exit_code == 0
    assert "million pounds" in result.output
    assert "gazette.txt" in result.output or "herald.txt" in result.output


def test_ask_json_is_the_answer_model(library: str, small: Assistant):
    result = run("ask", "What did the bridge over the Tarn cost?", "--library", library, "--json")
    answer = json.loads(result.stdout)
    for citation in answer["citations"]:
        quote = citation["quote"]
        assert small.library.text(quote["document_id"])[quote["start"] : quote["end"]] == quote["text"]


def test_an_abstention_has_its_own_exit_code(library: str):
    result = run("ask", "Who invented the telephone?", "--library", library)
    assert result.exit_code == 3
    assert "don't answer" in result.output


def test_conflicts_in_every_form(library: str, tmp_path: Path):
    html, markdown, sarif = tmp_path / "c.html", tmp_path / "c.md", tmp_path / "c.sarif"
    files = ("--html", str(html), "--markdown", str(markdown), "--sarif", str(sarif))
    result = run("conflicts", "--library", library, "--min-score", "0.05", *files)
    assert result.exit_code == 0
    assert markdown.read_text(encoding="utf-8").startswith("# Conflicts between the sources")
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert json.loads(sarif.read_text(encoding="utf-8"))["version"] == "2.1.0"
    listed = json.loads(run("conflicts", "--library", library, "--min-score", "0.05", "--json").stdout)
    failing = run("conflicts", "--library", library, "--min-score", "0.05", "--fail-on-conflict")
    assert failing.exit_code == (1 if listed else 0)
    assert "claims" in failing.output


def test_add_list_remove_verify(tmp_path: Path):
    article = tmp_path / "one.txt"
    article.write_text("A short article about a lighthouse on a rock in the sea.\n", encoding="utf-8")
    library = str(tmp_path / "library")
    added = run("add", str(article), str(tmp_path / "missing.txt"), "--library", library)
    assert added.exit_code == 0
    assert "1 added" in added.output
    assert "missing.txt" in added.output
    listed = json.loads(run("list", "--library", library, "--json").stdout)
    assert [document["path"] for document in listed] == [str(article)]
    assert run("verify", "--library", library).exit_code == 0
    assert run("remove", listed[0]["id"], "--library", library).exit_code == 0
    assert json.loads(run("list", "--library", library, "--json").stdout) == []


def test_an_error_is_one_line_that_says_what_to_do(tmp_path: Path):
    result = crosscheck("ask", "Anything?", "--library", str(tmp_path / "nowhere"), home=tmp_path)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "crosscheck add" in result.stderr


def test_a_model_that_cannot_be_used_is_a_clear_error(tmp_path: Path):
    result = crosscheck("ask", "Anything?", "--model", "nonsense", home=tmp_path)
    assert result.returncode == 2
    assert "provider:name" in result.stderr.splitlines()[-1]


def test_first_use_answers_from_the_sample_articles_offline(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    question = "Does Russia support the American withdrawal from Afghanistan?"
    result = crosscheck("ask", question, "--json", home=home)
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    for citation in answer["citations"]:
        quote = citation["quote"]
        assert Path(quote["path"]).read_text(encoding="utf-8")[quote["start"] : quote["end"]] == quote["text"]
    written = {path.relative_to(home).parts[0] for path in home.rglob("*") if path.is_file()}
    assert written <= {"data", "cache"}
