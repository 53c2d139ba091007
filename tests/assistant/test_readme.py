"""The README's session is run, its commands are compared with the program."""

import doctest
import re
from pathlib import Path

from typer.testing import CliRunner

from assistant.cli.commands import app

README = Path(__file__).parents[2] / "README.md"


def test_the_python_session_runs(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert session is not None
    test = doctest.DocTestParser().get_doctest(session.group(1), {}, "README", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test)
    test.globs.clear()
    assert runner.failures == 0
    assert runner.tries > 5


def test_every_command_is_in_the_readme():
    text = README.read_text(encoding="utf-8")
    listed = CliRunner().invoke(app, ["--help"]).output
    commands = re.findall(r"^\s{2}(\w+)\s{2,}", listed.split("Commands:")[1], re.MULTILINE)
    assert len(commands) == 11
    assert all(f"crosscheck {name}" in text or f"`{name} " in text or f"`{name}`" in text for name in commands)
