"""The prompts, one Markdown file each, and `load` to read them.

A prompt's variables are written `${name}`. Source text enters a prompt only through `fence`, which marks it as
data and can't be closed from inside.
"""

import re
import secrets
from functools import cache
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent
LONGEST_FENCED = 8_000


class Prompt:
    """A prompt's text with its variables. `fill` wants each of them, no more and no fewer."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._template = Template(text)

    @property
    def variables(self) -> frozenset[str]:
        """The names that `fill` wants."""
        return frozenset(self._template.get_identifiers())

    def fill(self, **values: str) -> str:
        """The prompt with its variables replaced. Raises `ValueError` for one that is missing or unknown."""
        if set(values) != self.variables:
            raise ValueError(f"The prompt {self.name!r} wants {sorted(self.variables)}, not {sorted(values)}.")
        return self._template.substitute(values)


@cache
def load(name: str) -> Prompt:
    """The prompt in `prompts/NAME.md`. Raises `FileNotFoundError` that names the prompts there are."""
    path = FOLDER / f"{name}.md"
    if not re.fullmatch(r"[a-z_]+", name) or not path.is_file():
        known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.md")))
        raise FileNotFoundError(f"There is no prompt {name!r}; there are: {known}.")
    return Prompt(name, path.read_text(encoding="utf-8").strip())


def new_fence() -> str:
    """A marker no source can have foreseen: it is drawn anew for every request."""
    return f"SOURCE-{secrets.token_hex(8)}"


def fence(marker: str, label: str, text: str) -> str:
    """`text` as data between two lines that hold `marker`. The marker inside the text is broken up."""
    text = text.replace(marker, "[removed]")[:LONGEST_FENCED]
    return f"<<<{marker} {label}\n{text}\n{marker}>>>"
