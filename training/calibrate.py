"""Fit what stands in the packaged judge's `judge.json`: temperature, weights, threshold.

    python -m training.calibrate [--judge DIR] [--scenes N]

The temperature minimises the log loss of the contradiction score over all pairs inside a development scene (Guo et
al., ICML 2017). The weights are a logistic regression of conflict on the judge's word and the cosine, over the same
pairs. The threshold has the highest F0.5 on the tune split of the labelled articles, since what is shown must be
right before it is complete.
"""

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.evaluate import evaluate_labels
from assistant.judge import CONTRADICTS, WEIGHTS, PackagedJudge, Weights
from index import SentenceTransformerEmbedder
from training.scenes import LabelledPair, labelled_pairs, read_scenes

LABELS = Path(__file__).parents[1] / "bench" / "data" / "contradictions" / "labels.json"
TEMPERATURES = np.arange(0.5, 3.01, 0.05)
BETA = 0.5


def log_loss(scores: np.ndarray, truth: np.ndarray) -> float:
    """Mean of -log p of what is true."""
    bounded = np.clip(scores, 1e-6, 1 - 1e-6)
    return float(-np.where(truth, np.log(bounded), np.log(1 - bounded)).mean())


def fit_weights(contradicts: np.ndarray, cosine: np.ndarray, truth: np.ndarray) -> Weights:
    """The logistic regression of `truth` on the judge's log-odds and the cosine."""
    likely = np.clip(contradicts, 1e-6, 1 - 1e-6)
    seen = np.column_stack([np.log(likely / (1 - likely)), cosine])
    fitted = LogisticRegression(C=100.0).fit(seen, truth)
    judge, nearness = (round(float(w), 3) for w in fitted.coef_[0])
    return Weights(judge, nearness, round(float(fitted.intercept_[0]), 3))


def best_threshold(ranking: tuple[tuple[float, bool], ...], labelled: int) -> tuple[float, int, int]:
    """The score with the highest F0.5, and how many of how many are right from there on."""
    hits, best = 0, (0.0, 1.0, 0, 0)
    for rank, (score, is_right) in enumerate(ranking, start=1):
        hits += is_right
        best = max(best, ((1 + BETA**2) * hits / (rank + BETA**2 * labelled), score, hits, rank))
    return best[1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", type=Path, default=WEIGHTS)
    parser.add_argument("--scenes", type=int, default=150, help="how many development scenes to look at")
    options = parser.parse_args()
    temperature, weights = fit_on_scenes(options.judge, options.scenes)
    write_settings(options.judge, temperature, weights, threshold=0.5)
    tuned = evaluate_labels(LABELS, PackagedJudge(options.judge), split="tune")
    threshold, hits, shown = best_threshold(tuned.ranking, tuned.labelled_conflicts)
    write_settings(options.judge, temperature, weights, round(threshold, 3))
    print(f"threshold {threshold:.3f}: {hits} of {shown} right, of {tuned.labelled_conflicts} labelled (tune split)")


def fit_on_scenes(folder: Path, most: int) -> tuple[float, Weights]:
    """Temperature and weights, from the development scenes."""
    write_settings(folder, 1.0, Weights(), threshold=0.5)
    judge = PackagedJudge(folder)
    scenes = [scene for scene in read_scenes() if scene.part == "dev"]
    random.Random(5).shuffle(scenes)
    pairs = [pair for i, scene in enumerate(scenes[:most]) for pair in labelled_pairs(scene, i)]
    truth = np.array([pair.contradicts for pair in pairs])
    logs = [np.log(judge.compare(ordered)) for ordered in (_ordered(pairs), _ordered(pairs, backward=True))]

    def scores_at(temperature: float) -> np.ndarray:
        tempered = [np.exp(log / temperature) for log in logs]
        return np.mean([t[:, CONTRADICTS] / t.sum(axis=1) for t in tempered], axis=0)

    temperature = round(float(min(TEMPERATURES, key=lambda t: log_loss(scores_at(t), truth))), 2)
    embedder = SentenceTransformerEmbedder()
    left, right = (embedder.embed_documents(texts) for texts in zip(*_ordered(pairs), strict=True))
    weights = fit_weights(scores_at(temperature), (left * right).sum(axis=1), truth)
    print(f"temperature {temperature}; {weights}")
    return temperature, weights


def write_settings(folder: Path, temperature: float, weights: Weights, threshold: float) -> None:
    """Write `judge.json`."""
    settings = {"temperature": temperature, "weights": asdict(weights), "threshold": threshold}
    (folder / "judge.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def _ordered(pairs: list[LabelledPair], backward: bool = False) -> list[tuple[str, str]]:
    return [(p.second, p.first) if backward else (p.first, p.second) for p in pairs]


if __name__ == "__main__":
    main()
