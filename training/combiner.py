"""Fit the combiner: a logistic regression over the judge's verdicts and what else a pair shows.

    python -m training.combiner --labels bench/data/contradictions/labels.json [--judge DIR] [--scenes N]

It learns from development scenes, which the judge has not seen, and from the candidate pairs of the labels' `tune`
articles that pass every gate. Written beside the judge, `combiner.json` holds one weight for each feature of
`assistant/features.py`, the intercept, and the threshold: the lowest score from which, on the tune articles and out
of fold, the wanted share is right.
"""

import argparse
import json
import random
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.contradictions import ConflictFinder, Findings, passes_gates
from assistant.evaluate import label_pair, pair_of_quotes, read_labels
from assistant.features import FEATURES, MEAN_LOGIT, pair_features
from assistant.judge import WEIGHTS, Judge, PackagedJudge
from bench.evaluate_judge import auc, recall_at_precision
from index import Library, SentenceTransformerEmbedder
from training.scenes import labelled_pairs, read_scenes

WANTED_PRECISION = 0.8
FEWEST_SHOWN = 5


def scene_rows(judge: Judge, embedder: SentenceTransformerEmbedder, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Features and truth of all pairs inside development scenes."""
    scenes = [scene for scene in read_scenes() if scene.part == "dev"]
    random.Random(5).shuffle(scenes)
    pairs = [p for i, scene in enumerate(scenes[:most]) for p in labelled_pairs(scene, i)]
    forward = judge.compare([(p.first, p.second) for p in pairs])
    backward = judge.compare([(p.second, p.first) for p in pairs])
    texts = list(dict.fromkeys(t for p in pairs for t in (p.first, p.second)))
    vectors = dict(zip(texts, embedder.embed_documents(texts), strict=True))
    rows = [
        pair_features(p.first, p.second, f, b, float(vectors[p.first] @ vectors[p.second]))
        for p, f, b in zip(pairs, forward, backward, strict=True)
    ]
    return np.array(rows), np.array([pair.contradicts for pair in pairs])


def article_rows(labels: Path, judge: Judge) -> tuple[np.ndarray, np.ndarray, int]:
    """Features and truth of the tune articles' candidate pairs that pass the gates; the conflicts labelled."""
    conflicts, _, files = read_labels(labels, "tune")
    wanted = {label_pair(row) for row in conflicts}
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(files)
        finder = ConflictFinder(library, judge)
        claims, found, _ = finder.candidates()
        pairs = [(claims[i], claims[j]) for i, j in found if passes_gates(claims[i], claims[j])]
        likely, rows = finder.features(pairs, Findings())
    truth = np.array([pair_of_quotes(pairs[k][0].quote, pairs[k][1].quote) in wanted for k in likely])
    return rows, truth, len(wanted)


def lowest_threshold(scores: np.ndarray, truth: np.ndarray, precision: float) -> float:
    """The lowest score from which at least this share is right, looking at no fewer than FEWEST_SHOWN pairs."""
    order = (-scores).argsort(kind="stable")
    right = truth[order].cumsum() / np.arange(1, len(truth) + 1)
    good = [k for k in np.flatnonzero(right >= precision) if k + 1 >= FEWEST_SHOWN]
    return float(scores[order][good[-1]]) if good else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--judge", type=Path, default=WEIGHTS)
    parser.add_argument("--scenes", type=int, default=100, help="how many development scenes to learn from")
    options = parser.parse_args()
    judge = PackagedJudge(options.judge)
    from_scenes, scene_truth = scene_rows(judge, SentenceTransformerEmbedder(), options.scenes)
    from_articles, article_truth, labelled = article_rows(options.labels, judge)
    rows = np.concatenate([from_scenes, from_articles])
    truth = np.concatenate([scene_truth, article_truth])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000))
    combined = cross_val_predict(model, rows, truth, cv=10, method="predict_proba")[:, 1]
    parts = {"scenes": slice(0, len(scene_truth)), "tune articles": slice(len(scene_truth), None)}
    print(f"{int(article_truth.sum())} of {labelled} labelled conflicts of the tune articles are candidates")
    for part, where in parts.items():
        for name, scores in (("judge alone", rows[:, MEAN_LOGIT]), ("combined, out of fold", combined)):
            area, recall = auc(scores[where], truth[where]), recall_at_precision(scores[where], truth[where], 0.8)
            print(f"{part:14} {name:22} AUC {area:.3f}, recall at precision 0.8 {recall:.3f}")
    model.fit(rows, truth)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    settings = {
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
        "intercept": round(float(regression.intercept_[0] - (weights * scaler.mean_).sum()), 4),
        "threshold": round(lowest_threshold(combined[parts["tune articles"]], article_truth, WANTED_PRECISION), 3),
    }
    (options.judge / "combiner.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(settings, indent=2))


if __name__ == "__main__":
    main()
