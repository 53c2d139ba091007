"""Fit what stands in the packaged judge's `judge.json`: temperature, weights, threshold.

    python -m training.calibrate [--judge DIR] [--scenes N]

The temperature minimises the log loss of the contradiction score over all pairs inside a development scene (Guo et
al., ICML 2017). The weights are a logistic regression of conflict on the judge's word and the cosine, over the same
pairs. The threshold is the lowest from which at least half of those that the finder would show are right.
"""

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.clash import Clash
from assistant.judge import CONTRADICTS, WEIGHTS, PackagedJudge, Weights, log_odds
from assistant.ruling import ruling
from index import Kind, Sentence, SentenceTransformerEmbedder
from training.scenes import LabelledPair, labelled_pairs, scenes_in

TEMPERATURES = np.arange(0.5, 3.01, 0.05)
PRECISION = 0.5


def log_loss(scores: np.ndarray, truth: np.ndarray) -> float:
    """Mean of -log p of what is true."""
    bounded = np.clip(scores, 1e-6, 1 - 1e-6)
    return float(-np.where(truth, np.log(bounded), np.log(1 - bounded)).mean())


def fit_weights(contradicts: np.ndarray, cosine: np.ndarray, truth: np.ndarray) -> Weights:
    """The logistic regression of `truth` on the judge's log-odds and the cosine."""
    seen = np.column_stack([log_odds(contradicts), cosine])
    fitted = LogisticRegression(C=100.0).fit(seen, truth)
    judge, nearness = (round(float(w), 3) for w in fitted.coef_[0])
    return Weights(judge, nearness, round(float(fitted.intercept_[0]), 3))


def lowest_threshold(scores: np.ndarray, truth: np.ndarray, precision: float) -> float:
    """The lowest score from which at least this share is right; 1 if there is none."""
    order = (-scores).argsort(kind="stable")
    right = truth[order].cumsum() / np.arange(1, len(truth) + 1)
    enough = np.flatnonzero(right >= precision)
    return float(scores[order][enough[-1]]) if len(enough) else 1.0


def would_be_shown(pair: LabelledPair) -> bool:
    """Whether the finder shows such a pair if its score is high enough."""
    return isinstance(ruling(_sentence(pair.first), _sentence(pair.second)), Clash)


def _sentence(text: str) -> Sentence:
    return Sentence(
        id=0, document_id="", passage_id=0, start=0, end=len(text), text=text, format="txt", kind=Kind.PARAGRAPH
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", type=Path, default=WEIGHTS)
    parser.add_argument("--scenes", type=int, default=150, help="how many development scenes to look at")
    options = parser.parse_args()
    scenes = scenes_in("dev")
    random.Random(5).shuffle(scenes)
    pairs = [pair for i, scene in enumerate(scenes[: options.scenes]) for pair in labelled_pairs(scene, i)]
    truth = np.array([pair.contradicts for pair in pairs])
    write_settings(options.judge, 1.0, Weights(), threshold=0.5)
    temperature, contradicts = fit_temperature(PackagedJudge(options.judge), pairs, truth)
    cosine = cosines(pairs)
    weights = fit_weights(contradicts, cosine, truth)
    shown = np.array([would_be_shown(pair) for pair in pairs])
    scores, truth = weights.score(contradicts, cosine)[shown], truth[shown]
    threshold = round(lowest_threshold(scores, truth, PRECISION), 3)
    write_settings(options.judge, temperature, weights, threshold)
    right, above = truth[scores >= threshold], int((scores >= threshold).sum())
    print(f"temperature {temperature}; {weights}; threshold {threshold}: {right.sum()} of {above} right")


def fit_temperature(judge: PackagedJudge, pairs: list[LabelledPair], truth: np.ndarray) -> tuple[float, np.ndarray]:
    """The temperature, and the mean of both directions' probability of contradiction at it."""
    logs = [np.log(judge.compare(ordered)) for ordered in (_ordered(pairs), _ordered(pairs, backward=True))]

    def scores_at(temperature: float) -> np.ndarray:
        tempered = [np.exp(log / temperature) for log in logs]
        return np.mean([t[:, CONTRADICTS] / t.sum(axis=1) for t in tempered], axis=0)

    temperature = round(float(min(TEMPERATURES, key=lambda t: log_loss(scores_at(t), truth))), 2)
    return temperature, scores_at(temperature)


def cosines(pairs: list[LabelledPair]) -> np.ndarray:
    """The cosine of each pair's two sentences, shape (n,)."""
    embedder = SentenceTransformerEmbedder()
    left, right = (embedder.embed_documents(texts) for texts in zip(*_ordered(pairs), strict=True))
    return (left * right).sum(axis=1)


def write_settings(folder: Path, temperature: float, weights: Weights, threshold: float) -> None:
    """Write `judge.json`."""
    settings = {"temperature": temperature, "weights": asdict(weights), "threshold": threshold}
    (folder / "judge.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def _ordered(pairs: list[LabelledPair], backward: bool = False) -> list[tuple[str, str]]:
    return [(p.second, p.first) if backward else (p.first, p.second) for p in pairs]


if __name__ == "__main__":
    main()
