"""Choose the sentences that answer a question, or find that none does."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.features import Candidate, Weights, load_weights, probabilities
from assistant.judge import Judge
from assistant.question import asks_for
from assistant.text import names, terms
from assistant.wording import is_order
from index import Hit, Kind, Library, Sentence
from index.readable import readable

PASSAGES_READ = 10
MOST_SENTENCES = 3
MOST_LISTED = 8
SHORTEST_SENTENCE = 3
KEEP_WITHIN = 0.6
SAYS_THE_SAME = 0.8


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with how likely it answers, 0 to 1, and the passage it was found in."""

    sentence: Sentence
    score: float
    hit: Hit


def rank_sentences(
    question: str, hits: Sequence[Hit], library: Library, judge: Judge, weights: Weights | None = None
) -> list[Ranked]:
    """The usable sentences of the passages found, best answer first."""
    found = [(s, hit) for s, hit in sentences_of(hits, library) if can_answer(s, question)]
    likely = probabilities(question, candidates(found, hits, library), judge, weights or load_weights())
    ranked = [Ranked(s, float(p), hit) for (s, hit), p in zip(found, likely, strict=True)]
    return sorted(ranked, key=lambda r: (-r.score, r.sentence.document_id, r.sentence.start))


def sentences_of(hits: Sequence[Hit], library: Library) -> list[tuple[Sentence, Hit]]:
    """The sentences of the passages found, in the order of their documents' text."""
    by_passage = {hit.passage.id: hit for hit in hits}
    return [(s, by_passage[s.passage_id]) for s in library.sentences_of([hit.passage for hit in hits])]


def candidates(found: Sequence[tuple[Sentence, Hit]], hits: Sequence[Hit], library: Library) -> list[Candidate]:
    """Sentences as they are scored, with what stands round them."""
    place = {hit.passage.id: rank for rank, hit in enumerate(hits)}
    titles = {hit.passage.document_id: "" for hit in hits}
    titles |= {id: readable(library.document(id).title) for id in titles}
    return [
        Candidate(s.readable, f"{titles[s.document_id]}. {hit.passage.readable}", hit.cosine, place[hit.passage.id])
        for s, hit in found
    ]


def choose(question: str, ranked: Sequence[Ranked], weights: Weights | None = None) -> list[Ranked]:
    """The smallest set that answers, best first; empty if even the best is too unlikely to be an answer.

    A list is given with all its items, in the order of the text; a comparison with a sentence for each side.
    """
    least = (weights or load_weights()).abstain_below
    if not ranked or ranked[0].score < least:
        return []
    asks = asks_for(question)
    if asks == "list" and (items := _items(ranked)):
        return items
    if asks == "compare" and (sides := _sides(question, ranked, least)):
        return sides
    most = MOST_LISTED if asks == "list" else MOST_SENTENCES
    return _different(ranked, max(least, KEEP_WITHIN * ranked[0].score), most)


def _different(ranked: Sequence[Ranked], floor: float, most: int) -> list[Ranked]:
    chosen: list[Ranked] = []
    for candidate in ranked:
        if candidate.score < floor or len(chosen) == most:
            break
        if not any(_says_the_same(candidate.sentence, other.sentence) for other in chosen):
            chosen.append(candidate)
    return chosen


def _items(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The best sentence with the list it belongs to or introduces."""
    best = ranked[0].sentence
    together = sorted((r for r in ranked if r.sentence.passage_id == best.passage_id), key=lambda r: r.sentence.start)
    at = [r.sentence for r in together].index(best)
    first = at
    while first > 0 and together[first].sentence.kind is Kind.ITEM:
        first -= 1
    last = at + 1
    while last < len(together) and together[last].sentence.kind is Kind.ITEM:
        last += 1
    items = together[first:last]
    return items[: MOST_LISTED + 1] if any(r.sentence.kind is Kind.ITEM for r in items) else []


def _sides(question: str, ranked: Sequence[Ranked], least: float) -> list[Ranked]:
    """The best sentence for each name that is compared; nothing where the question doesn't name two."""
    best = [next((r for r in ranked if name in r.sentence.readable), None) for name in sorted(names(question))]
    found = list({r.sentence.id: r for r in best if r is not None and r.score >= KEEP_WITHIN * least}.values())
    return sorted(found, key=lambda r: -r.score) if len(found) > 1 else []


def can_answer(sentence: Sentence, question: str) -> bool:
    """Whether it states something, and is neither the question once more nor an order to whoever answers."""
    if sentence.kind in (Kind.DEBRIS, Kind.HEADING):
        return False
    text = sentence.readable
    if len(text.split()) < SHORTEST_SENTENCE or text.endswith("?") or text.casefold() == question.casefold():
        return False
    return not is_order(text)


def _says_the_same(left: Sentence, right: Sentence) -> bool:
    a, b = terms(left.readable), terms(right.readable)
    return bool(a and b) and len(a & b) / len(a | b) > SAYS_THE_SAME
