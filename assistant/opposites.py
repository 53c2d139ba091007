"""Pairs of English words that can't both hold of one thing: open and closed, rose and fell.

The table, `antonyms.txt`, is made by `training/antonyms.py`, mostly from WordNet.
"""

from functools import cache
from pathlib import Path

from assistant.text import stem, terms

_TABLE = Path(__file__).with_name("antonyms.txt")


@cache
def opposites() -> dict[str, frozenset[str]]:
    """For each stem the stems that are its opposites, both ways round."""
    table: dict[str, set[str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, others = line.split(": ")
        for other in others.split():
            table.setdefault(stem(word), set()).add(stem(other))
            table.setdefault(stem(other), set()).add(stem(word))
    return {word: frozenset(others - {word}) for word, others in table.items()}


def opposed_words(left: str, right: str) -> tuple[str, str] | None:
    """Two stems that are opposites, one on each side and not on the other side too; None if there are none."""
    ours, theirs = terms(left), terms(right)
    for word in sorted(ours - theirs):
        if found := opposites().get(word, frozenset()) & (theirs - ours):
            return word, min(found)
    return None
