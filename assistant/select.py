"""Choose the sentences that answer a question, or find that none does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.judge import Judge
from assistant.text import terms
from index import Hit, Kind, Library, Sentence

PASSAGES_READ = 10
MOST_SENTENCES = 3
MOST_LISTED = 8
SHORTEST_SENTENCE = 3
KEEP_WITHIN = 0.7

_LEANS_ON_CONTEXT = re.compile(
    r"^(?:he|she|it|they|this|that|these|those|his|her|its|their|the (?:latter|former|same)|but|however|instead"
    r"|also|so|then|and|or|yet|such)\b",
    re.IGNORECASE,
)
_WANTS_LIST = re.compile(
    r"\b(?:list|all (?:the|of)|which (?:\w+s)\b|what are|name (?:the|all)|compare)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with how well it answers, 0 to 1, and the passage it was found in."""

    sentence: Sentence
    score: float
    hit: Hit


@dataclass(frozen=True, slots=True)
class Weights:
    """How a sentence's score is mixed, and from where it counts as an answer. Set by hand; not yet fitted."""

    relevance: float = 0.5
    coverage: float = 0.3
    cosine: float = 0.2
    abstain_below: float = 0.40


WEIGHTS = Weights()


def rank_sentences(
    question: str, hits: Sequence[Hit], library: Library, judge: Judge, weights: Weights = WEIGHTS
) -> list[Ranked]:
    """The usable sentences of the passages found, best answer first."""
    by_passage = {hit.passage.id: hit for hit in hits}
    sentences = [s for s in library.sentences_of([hit.passage for hit in hits]) if _can_answer(s, question)]
    if not sentences:
        return []
    relevance = judge.relevance(question, [s.readable for s in sentences])
    asked = terms(question)
    ranked = []
    for row, sentence in enumerate(sentences):
        hit = by_passage[sentence.passage_id]
        coverage = len(asked & terms(sentence.readable)) / max(1, len(asked))
        likely = float(relevance[row]) if relevance is not None else max(0.0, hit.cosine)
        score = weights.relevance * likely + weights.coverage * coverage + weights.cosine * max(0.0, hit.cosine)
        ranked.append(Ranked(sentence, score, hit))
    return sorted(ranked, key=lambda r: (-r.score, r.sentence.document_id, r.sentence.start))


def choose(question: str, ranked: Sequence[Ranked], weights: Weights = WEIGHTS) -> list[Ranked]:
    """The smallest set that answers, best first; empty if even the best is too weak to count as an answer."""
    if not ranked or ranked[0].score < weights.abstain_below:
        return []
    floor = max(weights.abstain_below, KEEP_WITHIN * ranked[0].score)
    most = MOST_LISTED if _WANTS_LIST.search(question) else MOST_SENTENCES
    chosen: list[Ranked] = []
    for candidate in ranked:
        if candidate.score < floor or len(chosen) == most:
            break
        if not any(_says_the_same(candidate.sentence, other.sentence) for other in chosen):
            chosen.append(candidate)
    return chosen


def leans_on_context(sentence: Sentence) -> bool:
    """Whether it opens with a word that points back, so that it doesn't stand alone."""
    return bool(_LEANS_ON_CONTEXT.match(sentence.readable))


def _can_answer(sentence: Sentence, question: str) -> bool:
    if sentence.kind in (Kind.DEBRIS, Kind.HEADING):
        return False
    text = sentence.readable
    return len(text.split()) >= SHORTEST_SENTENCE and not text.endswith("?") and text.casefold() != question.casefold()


def _says_the_same(left: Sentence, right: Sentence) -> bool:
    a, b = terms(left.readable), terms(right.readable)
    return bool(a and b) and len(a & b) / len(a | b) > 0.8
