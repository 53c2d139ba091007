"""Fit the combiner: a logistic regression over the judge's verdicts and what else a pair shows.

    python -m training.combiner [--judge FOLDER] [--scenes N]

It learns from development scenes, which the judge has not seen, over all pairs inside a scene, and writes
`combiner.json` beside the judge: one weight for each feature of `assistant/features.py`, the intercept, and the
threshold from which, on those scenes, nine of ten are right.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import StandardScaler

from assistant.features import FEATURES, pair_features
from assistant.judge import WEIGHTS, PackagedJudge
from bench.evaluate_judge import auc, recall_at_precision
from index import SentenceTransformerEmbedder
from training.scenes import labelled_pairs, read_scenes

WANTED_PRECISION = 0.9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", type=Path, default=WEIGHTS)
    parser.add_argument("--scenes", type=int, default=120, help="how many development scenes to learn from")
    options = parser.parse_args()
    judge, embedder = PackagedJudge(options.judge), SentenceTransformerEmbedder()
    scenes = [scene for scene in read_scenes() if scene.part == "dev"]
    random.Random(5).shuffle(scenes)
    pairs = [p for i, scene in enumerate(scenes[: options.scenes]) for p in labelled_pairs(scene, i)]
    truth = np.array([pair.contradicts for pair in pairs])
    forward = judge.compare([(p.first, p.second) for p in pairs])
    backward = judge.compare([(p.second, p.first) for p in pairs])
    texts = list(dict.fromkeys(t for p in pairs for t in (p.first, p.second)))
    vectors = dict(zip(texts, embedder.embed_documents(texts), strict=True))
    rows = np.array(
        [
            pair_features(p.first, p.second, f, b, float(vectors[p.first] @ vectors[p.second]))
            for p, f, b in zip(pairs, forward, backward, strict=True)
        ]
    )
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=1.0, max_iter=1000)
    scores = cross_val_predict(model, scaler.transform(rows), truth, cv=10, method="predict_proba")[:, 1]
    judge_alone = (forward[:, 2] + backward[:, 2]) / 2
    for name, values in (("judge alone", judge_alone), ("combined, cross-validated", scores)):
        print(f"{name:28} AUC {auc(values, truth):.3f}  recall at precision 0.9 {recall_at_precision(values, truth, 0.9):.3f}"
              f"  at 0.8 {recall_at_precision(values, truth, 0.8):.3f}")  # fmt: skip
    model.fit(scaler.transform(rows), truth)
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    settings = {
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
        "intercept": round(intercept, 4),
        "threshold": round(lowest_threshold(scores, truth, WANTED_PRECISION), 3),
    }
    (options.judge / "combiner.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(settings, indent=2))


def lowest_threshold(scores: np.ndarray, truth: np.ndarray, precision: float) -> float:
    """The lowest score from which at least this share is right."""
    order = (-scores).argsort(kind="stable")
    right = truth[order].cumsum() / np.arange(1, len(truth) + 1)
    good = np.flatnonzero(right >= precision)
    return float(scores[order][good[-1]]) if len(good) else 1.0


if __name__ == "__main__":
    main()
