"""Fit how sentences are chosen as answers, and from where none is.

    python -m bench.fit_answers --data DIR [--most N]

DIR holds `train/squad_questions.jsonl`. Each question is asked of a library of the articles twice: as it is, and with
the paragraph that answers it kept out, so that nothing answers. A logistic regression learns which sentence answers:
where the answer's words are known, the sentences that hold them; elsewhere the likeliest of the right paragraph, found
again in each round. The threshold is the one at which as many questions that can be answered are as questions that
can't be are not. Writes `assistant/weights/answers.json`.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from assistant.features import FEATURES, WEIGHTS, features
from assistant.judge import Judge, load_judge
from assistant.select import PASSAGES_READ, can_answer, candidates, sentences_of
from bench.squad import Asked, Place, library_of_paragraphs, read_questions, sample
from index import Hit, Library, SentenceTransformerEmbedder

ROUNDS = 4
RIDGE = 1.0
FIRST_GUESS = {"relevance": 0.6, "coverage": 2.0, "passage": 2.0, "cosine": 2.0}


@dataclass(frozen=True)
class Example:
    """One question's candidates: their features, which may be the answer, and which of these surely are."""

    table: np.ndarray
    possible: np.ndarray
    certain: np.ndarray


def example(asked: Asked, hits: Sequence[Hit], library: Library, judge: Judge, places: dict[int, Place]) -> Example:
    found = [(s, hit) for s, hit in sentences_of(hits, library) if can_answer(s, asked.question)]
    table = features(asked.question, candidates(found, hits, library), judge)
    possible = np.array([places[hit.passage.id] == asked.place for _, hit in found], dtype=bool)
    holding = [any(answer.casefold() in s.readable.casefold() for answer in asked.answers) for s, _ in found]
    return Example(table, possible, possible & np.array(holding, dtype=bool))


def examples(
    questions: Sequence[Asked], library: Library, judge: Judge, places: dict[int, Place]
) -> Iterator[tuple[Example, Example]]:
    """Each question with and without the paragraph that answers it."""
    for asked in track(questions, "Asking"):
        hits = library.search(asked.question, limit=PASSAGES_READ + 1)
        without = [hit for hit in hits if places[hit.passage.id] != asked.place]
        pair = (
            example(asked, hits[:PASSAGES_READ], library, judge, places),
            example(asked, without, library, judge, places),
        )
        if pair[0].possible.any() and len(pair[1].table):
            yield pair


def logistic(table: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weights of a ridge logistic regression, the last one the bias."""
    fitted = LogisticRegression(C=1.0 / RIDGE, tol=1e-8, max_iter=1000).fit(table, truth, sample_weight=weight)
    return np.append(fitted.coef_[0], fitted.intercept_)


def fit(pairs: Sequence[tuple[Example, Example]]) -> np.ndarray:
    fitted = np.array([FIRST_GUESS.get(name, 0.0) for name in FEATURES] + [0.0])
    for _ in range(ROUNDS):
        tables, truths, weights = [], [], []
        for right, wrong in pairs:
            scores = right.table @ fitted[:-1]
            is_answer = (
                right.certain if right.certain.any() else right.possible & (scores == scores[right.possible].max())
            )
            used = is_answer | ~right.possible
            for table, truth in ((right.table[used], is_answer[used]), (wrong.table, np.zeros(len(wrong.table), bool))):
                tables.append(table)
                truths.append(truth)
                # an answer counts as much as all that are none: what matters is the order
                weights.append(np.where(truth, 1.0 / max(1, truth.sum()), 0.5 / max(1, (~truth).sum())))
        fitted = logistic(np.vstack(tables), np.concatenate(truths), np.concatenate(weights))
    return fitted


def threshold(pairs: Sequence[tuple[Example, Example]], fitted: np.ndarray) -> float:
    """Where the share of questions wrongly answered equals the share wrongly declined."""

    def best(example: Example) -> float:
        return float(1.0 / (1.0 + np.exp(-(example.table @ fitted[:-1] + fitted[-1]).max())))

    can, cannot = np.array([best(a) for a, _ in pairs]), np.array([best(b) for _, b in pairs])
    levels = np.linspace(0.01, 0.99, 99)
    return float(min(levels, key=lambda level: abs((can < level).mean() - (cannot >= level).mean())))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/squad_questions.jsonl")
    parser.add_argument("--most", type=int, default=1500, help="ask at most this many questions")
    options = parser.parse_args()
    articles = read_questions(options.data / "train" / "squad_questions.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        library, places = library_of_paragraphs(Path(folder), articles.paragraphs, SentenceTransformerEmbedder())
        with library:
            questions = sample(articles.answerable, options.most)
            pairs = list(examples(questions, library, load_judge(), places))
    fitted = fit(pairs)
    stored = {
        "features": {name: round(float(w), 3) for name, w in zip(FEATURES, fitted, strict=False)},
        "bias": round(float(fitted[-1]), 3),
        "abstain_below": round(threshold(pairs, fitted), 2),
    }
    WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    print(f"{len(pairs)} questions. Written to {WEIGHTS}:\n{json.dumps(stored, indent=2)}")


if __name__ == "__main__":
    main()
