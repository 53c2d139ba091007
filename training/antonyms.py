"""Build the table of opposites from WordNet 3.0's files.

    python -m training.antonyms [--wordnet DIR]

Writes `assistant/antonyms.txt`. A pair is listed where WordNet marks two senses as antonyms and both are the
commonest of their words; the other words of those senses count too (open: closed, shut). Words that never
occur in WordNet's own counted texts are left out. Irregular forms (rose, fell) stand beside their words, since the
table is read by stems. Debian's package `wordnet-base` has the files.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

PARTS = ("noun", "verb", "adj", "adv")
FIRST_SENSES = 1
SHORT_ADJECTIVE = 6
ADDED = """
stay/shut stay/close reopen/close begin/stop start/stop grew/shrank grew/fell gain/lose gain/loss before/after
survive/die approve/reject adopt/reject agree/refuse allow/ban require/optional mandatory/optional add/remove keep/drop
keep/scrap free/paid married/single all/none everyone/nobody everything/nothing pass/fail hire/dismiss stay/leave
remain/leave arrive/depart confirm/deny success/flop fault/faultless support/oppose back/oppose favour/oppose
unanimous/divided eldest/youngest oldest/youngest start/end begin/end rise/fall rose/fell profit/loss more/fewer
earlier/later first/last above/below win/lose won/lost accept/refuse accept/decline allow/forbid succeed/fail
success/failure present/absent
"""
"""Common opposites that WordNet does not mark, or not between the commonest senses; ours."""

TABLE = Path(__file__).parents[1] / "assistant" / "antonyms.txt"
_ANTONYM = re.compile(r"! (\d{8}) ([nvasr]) (\w{2})(\w{2})")
_PLAIN_WORD = re.compile(r"[a-z]{2,}")
_FILE_OF = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}

NOTICE = """\
# Pairs of English words that can't both hold of one thing, with their irregular forms. Made by training/antonyms.py
# from a short list of our own and from WordNet 3.0 (Princeton University, 2010, wordnet.princeton.edu), whose
# notice reads:
#
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES,
# EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR
# WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE,
# DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.
# The name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution
# of the software and/or database. Title to copyright in this software, database and any associated documentation
# shall at all times remain with Princeton University and LICENSEE agrees to preserve same.
"""


def data_lines(path: Path) -> Iterator[str]:
    """The lines of a WordNet file after its licence, which stands indented."""
    with path.open(encoding="utf-8") as lines:
        yield from (line for line in lines if not line.startswith(" "))


def synset_words(fields: list[str]) -> list[str]:
    """The words of a synset line, without the syntactic marks of adjectives."""
    return [re.sub(r"\(\w+\)$", "", fields[4 + 2 * i]).lower() for i in range(int(fields[3], 16))]


def counted_words(wordnet: Path) -> set[str]:
    """The words that occur in the texts whose senses WordNet's makers counted."""
    with (wordnet / "cntlist.rev").open(encoding="utf-8") as lines:
        return {line.split("%")[0] for line in lines}


def first_senses(wordnet: Path) -> dict[tuple[str, str], set[str]]:
    """For each (file, word) the offsets of its commonest senses."""
    senses = {}
    for part in PARTS:
        for line in data_lines(wordnet / f"index.{part}"):
            fields = line.split()
            offsets = [field for field in fields[4:] if re.fullmatch(r"\d{8}", field)]
            senses[part, fields[0]] = set(offsets[:FIRST_SENSES])
    return senses


def irregular_forms(wordnet: Path) -> dict[tuple[str, str], set[str]]:
    """For each (file, word) the forms that no stemmer finds: rose and risen of rise."""
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for part in PARTS:
        for line in data_lines(wordnet / f"{part}.exc"):
            form, *words = line.split()
            for word in words:
                forms[part, word].add(form)
    return forms


def antonyms(wordnet: Path) -> set[tuple[str, str]]:
    """Every pair, each once, in alphabetical order of its two words."""
    senses, forms, counted = first_senses(wordnet), irregular_forms(wordnet), counted_words(wordnet)
    words_of = {
        (part, line[:8]): synset_words(line.split()) for part in PARTS for line in data_lines(wordnet / f"data.{part}")
    }
    pairs = {(min(pair), max(pair)) for pair in (added.split("/") for added in ADDED.split())}
    for part in PARTS:
        for line in data_lines(wordnet / f"data.{part}"):
            for offset, kind, _, _ in _ANTONYM.findall(line.split(" | ")[0]):
                other = _FILE_OF[kind]
                ours = _usual(words_of[part, line[:8]], part, line[:8], senses)
                theirs = _usual(words_of[other, offset], other, offset, senses)
                for a, b in product(counted.intersection(ours), counted.intersection(theirs)):
                    formed = [*product({a} | forms[part, a], {b} | forms[other, b]), *_compared(a, b, part)]
                    plain = [pair for pair in formed if all(_PLAIN_WORD.fullmatch(word) for word in pair)]
                    pairs |= {(min(pair), max(pair)) for pair in plain if pair[0] != pair[1]}
    return pairs


def _compared(a: str, b: str, part: str) -> list[tuple[str, str]]:
    """Higher and lower, highest and lowest: the regular comparison of two short adjectives."""
    if part != "adj" or max(len(a), len(b)) > SHORT_ADJECTIVE:
        return []
    return [(a.removesuffix("e") + ending, b.removesuffix("e") + ending) for ending in ("er", "est")]


def _usual(words: list[str], part: str, offset: str, senses: dict[tuple[str, str], set[str]]) -> list[str]:
    return [word for word in words if offset in senses.get((part, word), ())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    opposites: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(antonyms(parser.parse_args().wordnet)):
        opposites[a].append(b)
    lines = "".join(f"{word}: {' '.join(others)}\n" for word, others in opposites.items())
    TABLE.write_text(NOTICE + lines, encoding="utf-8")
    print(f"{sum(map(len, opposites.values()))} pairs written to {TABLE}")


if __name__ == "__main__":
    main()
