"""Find where sources contradict each other or themselves.

sentences -> claims -> candidate pairs -> judged in both directions -> gates -> conflicts, best first. Verdicts are
kept in the library's catalog by the pair's content, so that a second scan judges only what is new.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from assistant.candidates import FAR, NEAR, candidate_pairs
from assistant.clash import describe
from assistant.gates import Claim as GateClaim
from assistant.gates import set_aside
from assistant.judge import CONTRADICTS, Judge
from assistant.models import Conflict, Difference, Quote
from assistant.text import terms
from index import Document, Kind, Library, Sentence

SHORTEST_CLAIM = 4
SHORTEST_HEADLINE = 5
PAIRS_AT_ONCE = 512
WORTH_A_SECOND_LOOK = 0.1
NEAR_MISS_BELOW = 0.7
Progress = Callable[[int, int], None]
"""Called with pairs judged and pairs in all."""

_INSTRUCTION_OPENING = re.compile(r"^(?:see|note|example|figure|table|source|photo)\b[: ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that says something, with its document."""

    sentence: Sentence
    document: Document

    @property
    def text(self) -> str:
        """What the sentence says, readable."""
        return self.sentence.readable

    @property
    def quote(self) -> Quote:
        """The sentence as a quote of its document."""
        return Quote.of(self.document, self.sentence)


@dataclass(slots=True)
class Findings:
    """What a scan found, and what it looked at."""

    conflicts: list[Conflict] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    claims: int = 0
    sentences_left_out: int = 0
    pairs: int = 0
    pairs_judged_now: int = 0


def is_claim(sentence: Sentence) -> bool:
    """Whether a sentence states something: no debris, question, code, table row, label or fragment."""
    if sentence.kind in (Kind.DEBRIS, Kind.CODE, Kind.TABLE):
        return False
    text = sentence.readable
    shortest = SHORTEST_HEADLINE if sentence.kind is Kind.HEADING else SHORTEST_CLAIM
    return (
        len(text.split()) >= shortest
        and not text.endswith(("?", ":"))
        and not _INSTRUCTION_OPENING.match(text)
        and len(terms(text)) >= 2
    )


class ConflictFinder:
    """Finds conflicts in one library with one judge. Sentence vectors are kept while it lives."""

    def __init__(self, library: Library, judge: Judge) -> None:
        self._library = library
        self._judge = judge
        self._vectors: dict[str, np.ndarray] = {}

    def scan(
        self,
        about: str | None = None,
        documents: Sequence[str] | None = None,
        min_score: float | None = None,
        progress: Progress | None = None,
    ) -> Findings:
        """Look through the whole library, or the given documents, or what touches a topic."""
        claims, pairs, left_out = self.candidates(documents)
        if about is not None:
            wanted = self._about(about, claims, documents)
            pairs = [(i, j) for i, j in pairs if i in wanted or j in wanted]
        findings = self._judge_pairs(claims, pairs, min_score, progress)
        findings.claims, findings.sentences_left_out = len(claims), left_out
        return findings

    def candidates(self, documents: Sequence[str] | None = None) -> tuple[list[Claim], list[tuple[int, int]], int]:
        """The claims, the pairs of them worth comparing, and how many sentences claim nothing."""
        claims, left_out = self._claims(documents)
        vectors = self._embed(claims)
        numbers = {d: i for i, d in enumerate(dict.fromkeys(c.document.id for c in claims))}
        owners = np.array([numbers[c.document.id] for c in claims], dtype=np.int64)
        return claims, candidate_pairs([c.text for c in claims], vectors, owners), left_out

    def against(self, cited: Iterable[Sentence], pool: Iterable[Sentence]) -> list[Conflict]:
        """Conflicts between the sentences an answer cites and others that are at hand."""
        known: dict[str, Document] = {}

        def claim(sentence: Sentence) -> Claim:
            if sentence.document_id not in known:
                known[sentence.document_id] = self._library.document(sentence.document_id)
            return Claim(sentence, known[sentence.document_id])

        ours = [claim(s) for s in cited if is_claim(s)]
        ids = {c.sentence.id for c in ours}
        theirs = [claim(s) for s in pool if is_claim(s) and s.id not in ids]
        claims = ours + theirs
        if not ours or len(claims) < 2:
            return []
        vectors = self._embed(claims)
        cosine = vectors[: len(ours)] @ vectors.T
        pairs = [
            (i, j)
            for i in range(len(ours))
            for j in range(i + 1, len(claims))
            if cosine[i, j] >= (NEAR if claims[i].document.id == claims[j].document.id else FAR).least_cosine
        ]
        return self._judge_pairs(claims, pairs, None, None).conflicts

    def _claims(self, documents: Sequence[str] | None) -> tuple[list[Claim], int]:
        claims: list[Claim] = []
        left_out = 0
        for document in self._library.documents():
            if documents is not None and document.id not in documents:
                continue
            seen: set[str] = set()
            for sentence in self._library.sentences(document.id):
                if is_claim(sentence) and sentence.readable not in seen:
                    seen.add(sentence.readable)
                    claims.append(Claim(sentence, document))
                else:
                    left_out += 1
        return claims, left_out

    def _embed(self, claims: Sequence[Claim]) -> np.ndarray:
        new = [c.text for c in claims if c.text not in self._vectors]
        if new:
            unique = list(dict.fromkeys(new))
            self._vectors.update(zip(unique, self._library.embedder.embed_documents(unique), strict=True))
        if not claims:
            return np.zeros((0, self._library.embedder.dimension), dtype=np.float32)
        return np.stack([self._vectors[c.text] for c in claims])

    def _about(self, topic: str, claims: Sequence[Claim], documents: Sequence[str] | None) -> set[int]:
        hits = self._library.search(topic, limit=20, documents=documents)
        passages = {hit.passage.id for hit in hits}
        asked = terms(topic)
        return {
            i
            for i, claim in enumerate(claims)
            if claim.sentence.passage_id in passages
            and (not asked or asked & (terms(claim.text) | terms(claim.document.title)))
        }

    def _judge_pairs(
        self,
        claims: Sequence[Claim],
        pairs: Sequence[tuple[int, int]],
        min_score: float | None,
        progress: Progress | None,
    ) -> Findings:
        findings = Findings(pairs=len(pairs))
        threshold = self._judge.threshold if min_score is None else min_score
        for at in range(0, len(pairs), PAIRS_AT_ONCE):
            part = [(claims[i], claims[j]) for i, j in pairs[at : at + PAIRS_AT_ONCE]]
            for (left, right), score in zip(part, self._scores(part, findings), strict=True):
                _file(left, right, float(score), threshold, findings)
            if progress:
                progress(min(at + PAIRS_AT_ONCE, len(pairs)), len(pairs))
        findings.conflicts.sort(key=lambda c: (-c.score, c.left.document_id, c.left.start))
        findings.differences.sort(key=lambda d: (-d.score, d.left.document_id, d.left.start))
        return findings

    def _scores(self, pairs: Sequence[tuple[Claim, Claim]], findings: Findings) -> np.ndarray:
        """The mean of both directions' probability of contradiction; a hopeless first direction saves the second."""
        forward = self._cached([(a.text, b.text) for a, b in pairs], findings)[:, CONTRADICTS]
        likely = np.flatnonzero(forward >= WORTH_A_SECOND_LOOK).tolist()
        backward = self._cached([(pairs[k][1].text, pairs[k][0].text) for k in likely], findings)[:, CONTRADICTS]
        scores = forward / 2
        scores[likely] += backward / 2
        return scores

    def _cached(self, texts: Sequence[tuple[str, str]], findings: Findings) -> np.ndarray:
        """The judge's probabilities, shape (pairs, 3), from the catalog where it has given them before."""
        keys = [sha256(f"{a}\x00{b}".encode()).hexdigest()[:32] for a, b in texts]
        known = self._library.catalog.verdicts(self._judge.id, keys)
        new = [k for k, key in enumerate(keys) if key not in known]
        if new:
            judged = self._judge.compare([texts[k] for k in new])
            findings.pairs_judged_now += len(new)
            rows = [(keys[k], float(e), float(n), float(c)) for k, (e, n, c) in zip(new, judged, strict=True)]
            self._library.catalog.store_verdicts(self._judge.id, rows)
            known |= {key: (entails, neutral, contradicts) for key, entails, neutral, contradicts in rows}
        return np.array([known[key] for key in keys]).reshape(-1, 3)


def _file(left: Claim, right: Claim, score: float, threshold: float, findings: Findings) -> None:
    """Put a judged pair where it belongs: among the conflicts, among the differences, or nowhere."""
    if score < NEAR_MISS_BELOW * threshold:
        return
    held = set_aside(*(GateClaim(claim.text, claim.document.title) for claim in (left, right)))
    if held is not None:
        label, reason = held
        findings.differences.append(
            Difference(left=left.quote, right=right.quote, label=label, score=score, reason=reason)
        )
    elif (clash := describe(left.sentence, right.sentence)).kind == "other":
        reason = "No number, date, name or word of the two could be named as what clashes."
        findings.differences.append(
            Difference(left=left.quote, right=right.quote, label="unnamed", score=score, reason=reason)
        )
    elif score >= threshold:
        findings.conflicts.append(
            Conflict(
                left=left.quote,
                right=right.quote,
                kind=clash.kind,
                score=score,
                reason=clash.reason,
                scope="within" if left.document.id == right.document.id else "across",
                left_marks=clash.left_marks,
                right_marks=clash.right_marks,
            )
        )
