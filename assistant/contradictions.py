"""Find where sources contradict each other or themselves.

sentences -> claims -> candidate pairs -> judged in both directions -> gates -> conflicts, best first. Verdicts are
kept in the library's catalog by the pair's content, so that a second scan judges only what is new.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

import numpy as np

from assistant.candidates import FAR, NEAR, candidate_pairs
from assistant.claims import REPEATED, Claim, is_claim, why_no_claim
from assistant.findings import Findings
from assistant.judge import CONTRADICTS, Judge
from assistant.models import Conflict, Difference
from assistant.reviews import with_reviews
from assistant.ruling import Held, ruling
from assistant.text import terms
from index import Document, Library, ModelError, Sentence

PAIRS_AT_ONCE = 512
WORTH_A_SECOND_LOOK = 0.1
NEAR_MISS_BELOW = 0.7
Progress = Callable[[int, int], None]
"""Called with pairs judged and pairs in all."""


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
        include_dismissed: bool = False,
    ) -> Findings:
        """Look through the whole library, or the given documents, or what touches a topic."""
        claims, pairs, left_out = self.candidates(documents)
        if about is not None:
            wanted = self._about(about, claims, documents)
            pairs = [(i, j) for i, j in pairs if i in wanted or j in wanted]
        findings = self._judge_pairs(claims, pairs, min_score, progress, include_dismissed)
        findings.claims, findings.left_out = len(claims), left_out
        return findings

    def candidates(
        self, documents: Sequence[str] | None = None
    ) -> tuple[list[Claim], list[tuple[int, int]], Counter[str]]:
        """The claims, the pairs of them worth comparing, and how many sentences are left out, by reason."""
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

    def _claims(self, documents: Sequence[str] | None) -> tuple[list[Claim], Counter[str]]:
        claims: list[Claim] = []
        left_out: Counter[str] = Counter()
        for document in self._library.documents():
            if documents is not None and document.id not in documents:
                continue
            seen: set[str] = set()
            for sentence in self._library.sentences(document.id):
                reason = REPEATED if sentence.readable in seen else why_no_claim(sentence)
                if reason is None:
                    seen.add(sentence.readable)
                    claims.append(Claim(sentence, document))
                else:
                    left_out[reason] += 1
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
        include_dismissed: bool = False,
    ) -> Findings:
        findings = Findings(pairs=len(pairs))
        threshold = self._judge.threshold if min_score is None else min_score
        for at in range(0, len(pairs), PAIRS_AT_ONCE):
            part = [(claims[i], claims[j]) for i, j in pairs[at : at + PAIRS_AT_ONCE]]
            cosine = np.array([self._vectors[a.text] @ self._vectors[b.text] for a, b in part])
            try:
                scores = self._judge.weights.score(self._contradicts(part, findings), cosine)
            except ModelError as error:
                findings.failures.append(str(error))
                findings.pairs_failed += len(part)
            else:
                for (left, right), score in zip(part, scores, strict=True):
                    _file(left, right, float(score), threshold, findings)
            if progress:
                progress(min(at + PAIRS_AT_ONCE, len(pairs)), len(pairs))
        if pairs and findings.pairs_failed == len(pairs):
            raise ModelError(findings.failures[0])
        self._take_reviews(findings, include_dismissed)
        findings.conflicts.sort(key=lambda c: (-c.score, c.left.document_id, c.left.start))
        findings.differences.sort(key=lambda d: (-d.score, d.left.document_id, d.left.start))
        return findings

    def _take_reviews(self, findings: Findings, include_dismissed: bool) -> None:
        reviewed = with_reviews(findings.conflicts, self._library.catalog)
        findings.conflicts = [c for c in reviewed if include_dismissed or not c.is_dismissed]
        findings.dismissed = len(reviewed) - len(findings.conflicts)

    def _contradicts(self, pairs: Sequence[tuple[Claim, Claim]], findings: Findings) -> np.ndarray:
        """The mean of both directions' probability of contradiction; a hopeless first direction saves the second."""
        forward, asked = self._cached([(a.text, b.text) for a, b in pairs])
        likely = np.flatnonzero(forward >= WORTH_A_SECOND_LOOK).tolist()
        backward, asked_back = self._cached([(pairs[k][1].text, pairs[k][0].text) for k in likely])
        findings.pairs_judged_now += len({*asked, *(likely[k] for k in asked_back)})
        scores = forward / 2
        scores[likely] += backward / 2
        return scores

    def _cached(self, texts: Sequence[tuple[str, str]]) -> tuple[np.ndarray, list[int]]:
        """How likely each is a contradiction, and for which the judge was asked: the catalog holds what it said before.

        Raises `ModelError` if the judge fails, whatever its model raised.
        """
        keys = [sha256(f"{a}\x00{b}".encode()).hexdigest()[:32] for a, b in texts]
        known = self._library.catalog.verdicts(self._judge.id, keys)
        new = [k for k, key in enumerate(keys) if key not in known]
        if new:
            try:
                judged = self._judge.compare([texts[k] for k in new])
            except Exception as error:
                raise ModelError(f"The judge {self._judge.id} failed ({type(error).__name__}: {error}).") from error
            rows = [(keys[k], float(e), float(n), float(c)) for k, (e, n, c) in zip(new, judged, strict=True)]
            self._library.catalog.store_verdicts(self._judge.id, rows)
            known |= {key: (entails, neutral, contradicts) for key, entails, neutral, contradicts in rows}
        return np.array([known[key][CONTRADICTS] for key in keys]), new


def _file(left: Claim, right: Claim, score: float, threshold: float, findings: Findings) -> None:
    """Put a judged pair where it belongs: among the conflicts, among the differences, or nowhere."""
    if score < NEAR_MISS_BELOW * threshold:
        return
    found = ruling(left.sentence, right.sentence)
    if isinstance(found, Held):
        findings.differences.append(
            Difference(left=left.quote, right=right.quote, label=found.label, score=score, reason=found.reason)
        )
    elif score >= threshold:
        findings.conflicts.append(
            Conflict(
                left=left.quote,
                right=right.quote,
                kind=found.kind,
                score=score,
                reason=found.reason,
                scope="within" if left.document.id == right.document.id else "across",
                left_marks=found.left_marks,
                right_marks=found.right_marks,
            )
        )
