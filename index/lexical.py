"""How well passages fit a query's words, reckoned among the passages found."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

import snowballstemmer

STOP_WORDS = frozenset(
    "a an and are as at be been being but by can could did do does for from had has have he her his how i if in"
    " into is it its me my no not of on or our she should so some such than that the their them then there these"
    " they this those to us was we were what when where which who whom whose why will with would you your about"
    " any tell please".split()
)
SATURATION = 1.2
LENGTH = 0.75
"""Okapi BM25's k1 and b."""
PAIR = 0.3
"""What two words of the query count once more that stand side by side in a passage as they do in the query."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem, so that "withdrawals" meets "withdraw"; never shown."""
    return _STEMMER.stemWord(word.lower().replace("’", "'").removesuffix("'s"))


@dataclass(frozen=True, slots=True)
class Fit:
    """How one passage fits the query: `words` is its BM25 score, 1 for the best passage; `sentence` is the share of
    the query's words, by their rarity, that its best sentence has.
    """

    words: float
    sentence: float


def fits(query: str, passages: Sequence[Sequence[str]]) -> list[Fit]:
    """How each passage, given as its sentences, fits the query."""
    wanted = list(dict.fromkeys(_stems(query)))
    texts = [[_stems(sentence) for sentence in sentences] for sentences in passages]
    rarity = _rarity(wanted, texts)
    total = sum(rarity.values()) or 1.0
    mean_length = sum(len(s) for sentences in texts for s in sentences) / max(1, len(texts)) or 1.0
    scores = [_bm25(wanted, rarity, sentences, mean_length) for sentences in texts]
    best = max(scores, default=0.0) or 1.0
    shares = [max((sum(rarity.get(t, 0.0) for t in set(s)) for s in sentences), default=0.0) for sentences in texts]
    return [Fit(score / best, share / total) for score, share in zip(scores, shares, strict=True)]


def _bm25(wanted: Sequence[str], rarity: dict[str, float], sentences: Sequence[Sequence[str]], mean: float) -> float:
    """Okapi BM25, and a part of it once more for each pair of the query's words that stand together."""
    stems = [stem for sentence in sentences for stem in sentence]
    counts = Counter(stem for stem in stems if stem in rarity)
    damping = SATURATION * (1 - LENGTH + LENGTH * len(stems) / mean)
    single = sum(rarity[t] * n * (SATURATION + 1) / (n + damping) for t, n in counts.items())
    together = set(pairwise(wanted)) & set(pairwise(stems))
    return single + PAIR * sum(rarity[a] + rarity[b] for a, b in together)


def _rarity(wanted: Sequence[str], texts: Sequence[Sequence[Sequence[str]]]) -> dict[str, float]:
    having = Counter(t for sentences in texts for t in {t for s in sentences for t in s}.intersection(wanted))
    return {t: log(1 + (len(texts) - having[t] + 0.5) / (having[t] + 0.5)) for t in wanted}


def _stems(text: str) -> list[str]:
    words = (word for word in _WORD.findall(text) if len(word) > 1 or word.isdigit())
    return [stem(word) for word in words if word.lower() not in STOP_WORDS]
