"""`crosscheck check`: a folder of documentation against itself, for a commit hook."""

from contextlib import nullcontext
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from assistant import Assistant, CrosscheckError
from assistant.cli.commands import app
from assistant.places import check_library
from index import Library
from tests.conftest import ROOT, Write
from tests.fakes import FailingJudge, SayingJudge

PRICES = ("cost 4.2 million", "cost 6.8 million")
COST = "The new bridge over the Tarn at Oakwell cost {} million pounds.\n"


@pytest.fixture
def assistant(library: Library, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """Commands open this one: its library's vectors and its judge are none that a command could name."""
    assistant = Assistant(library, judge=SayingJudge(PRICES))
    for module in ("check", "conflicts"):
        opener = "writing" if module == "check" else "reading"
        monkeypatch.setattr(f"assistant.cli.{module}.{opener}", lambda _: nullcontext(assistant))
    return assistant


def check(*paths: Path):
    return CliRunner().invoke(app, ["check", *map(str, paths)])


def test_it_fails_on_a_conflict_until_that_is_mended(assistant: Assistant, articles: Path, write: Write):
    write("gazette.md", COST.format("4.2"))
    herald = write("herald.md", COST.format("6.8"))
    failing = check(articles)
    assert failing.exit_code == 1
    assert "“4.2 million” against “6.8 million”" in failing.output
    assert "crosscheck review --library" in failing.output
    herald.unlink()
    assert check(articles).exit_code == 0


def test_what_was_dismissed_passes(assistant: Assistant, articles: Path, write: Write):
    write("gazette.md", COST.format("4.2"))
    write("herald.md", COST.format("6.8"))
    check(articles)
    assistant.review(assistant.conflicts()[0], "dismissed")
    assert check(articles).exit_code == 0


def test_only_the_named_files_are_compared(assistant: Assistant, write: Write):
    gazette, herald = write("gazette.md", COST.format("4.2")), write("herald.md", COST.format("6.8"))
    assistant.library.add(herald)
    assert check(gazette).exit_code == 0
    assert check(gazette, herald).exit_code == 1
    assert len(assistant.library.documents()) == 2


def test_nothing_to_compare_is_an_error(assistant: Assistant, articles: Path):
    assert "nothing to compare" in str(check(articles).exception)
    assert isinstance(check(articles / "missing").exception, CrosscheckError)


def test_it_does_not_pass_where_pairs_could_not_be_judged(
    assistant: Assistant, articles: Path, write: Write, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("assistant.contradictions.PAIRS_AT_ONCE", 1)
    failing = Assistant(assistant.library, judge=FailingJudge("ferry"))
    monkeypatch.setattr("assistant.cli.check.writing", lambda _: nullcontext(failing))
    for name in ("bridge", "tunnel", "ferry"):
        write(f"{name}.md", f"The new {name} over the Tarn at Oakwell was opened on Friday.\n")
    result = check(articles)
    assert isinstance(result.exception, CrosscheckError)
    assert "could not be judged" in str(result.exception)


def test_each_set_of_paths_has_an_index_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    one, other = check_library([tmp_path / "a"]), check_library([tmp_path / "a", tmp_path / "b"])
    assert one != other
    assert check_library([tmp_path / "b", tmp_path / "a"]) == other
    monkeypatch.chdir(tmp_path)
    assert check_library([Path("a")]) == one


def test_the_hook_runs_a_command_that_there_is():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *command = hook["entry"].split()
    assert program == "crosscheck"
    assert CliRunner().invoke(app, [*command, "--help"]).exit_code == 0
    assert hook["language"] == "python"
    assert not hook["pass_filenames"]
