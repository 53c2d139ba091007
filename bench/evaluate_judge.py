"""How good the judge is, on every labelled set, beside three things that know nothing.

    python -m bench.evaluate_judge --data DIR [--judge NAME] [--part dev|test] [--json FILE]

DIR holds `dev/*.jsonl`. For each set: the area under the ROC curve (AUC) of the contradiction score (mean of both
directions), recall at precision 0.8 and at 5 % false alarms, expected calibration error over ten bins, and for sets
with three labels the accuracy in the given direction; and the share of non-contradictions whose score as a conflict
reaches the shipped threshold. Beside it the AUC of cosine similarity and of a heuristic that
looks for one-sided negation and for numbers that differ; the majority class has an AUC of 0.5 by definition.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.judge import CONTRADICTS, Judge, load_judge
from assistant.text import is_negated, numbers, same_number
from bench.ranking import auroc
from index import SentenceTransformerEmbedder
from training.examples import read_rows
from training.scenes import labelled_pairs, scenes_in

SETS = (
    "mnli", "snli", "snli_counterfactual", "conjnli", "breaking_nli", "fever_symmetric", "fm2", "prosecco",
    "chatprotect_human", "refnli", "claimdiff",
)  # fmt: skip
CLASSES = ("entailment", "neutral", "contradiction")


@dataclass(frozen=True)
class LabelledSet:
    """Pairs with their truth; `classes` are row numbers of CLASSES, or None where only contradiction is labelled."""

    name: str
    pairs: list[tuple[str, str]]
    contradicts: np.ndarray
    classes: np.ndarray | None


def read_set(path: Path) -> LabelledSet:
    rows = list(read_rows(path))
    labels = [row["label"] for row in rows]
    three = set(labels) <= set(CLASSES) and len(set(labels)) == 3
    return LabelledSet(
        path.stem,
        [(row["premise"], row["hypothesis"]) for row in rows],
        np.array([label == "contradiction" for label in labels]),
        np.array([CLASSES.index(label) for label in labels]) if three else None,
    )


def scene_set(part: str) -> LabelledSet:
    pairs = [pair for i, scene in enumerate(scenes_in(part)) for pair in labelled_pairs(scene, i)]
    return LabelledSet(
        f"scenes ({part})",
        [(p.first, p.second) for p in pairs],
        np.array([p.contradicts for p in pairs]),
        None,
    )


def recall_at_precision(scores: np.ndarray, truth: np.ndarray, wanted: float) -> float:
    order = (-scores).argsort(kind="stable")
    hits = truth[order].cumsum()
    precision = hits / np.arange(1, len(truth) + 1)
    good = np.flatnonzero(precision >= wanted)
    return float(hits[good[-1]] / truth.sum()) if len(good) else 0.0


def recall_at_false_alarms(scores: np.ndarray, truth: np.ndarray, share: float) -> float:
    threshold = np.quantile(scores[~truth], 1 - share)
    return float((scores[truth] > threshold).mean())


def calibration_error(scores: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width (Guo et al., ICML 2017)."""
    bins = np.minimum((scores * 10).astype(int), 9)
    return float(sum((bins == b).mean() * abs(scores[bins == b].mean() - truth[bins == b].mean()) for b in set(bins)))


def heuristic(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
    """One point for a negation on one side only, one for numbers of which none is shared."""
    scores = []
    for left, right in pairs:
        ours, theirs = numbers(left), numbers(right)
        differ = bool(ours and theirs) and not any(same_number(a, b) for a in ours for b in theirs)
        scores.append((is_negated(left) != is_negated(right)) + differ)
    return np.array(scores, dtype=float)


def cosine(pairs: Sequence[tuple[str, str]], embedder: SentenceTransformerEmbedder) -> np.ndarray:
    left = embedder.embed_documents([a for a, _ in pairs])
    right = embedder.embed_documents([b for _, b in pairs])
    return (left * right).sum(axis=1)


def figures(labelled: LabelledSet, judge: Judge, embedder: SentenceTransformerEmbedder) -> dict[str, float]:
    forward = judge.compare(labelled.pairs)
    backward = judge.compare([(b, a) for a, b in labelled.pairs])
    scores = (forward[:, CONTRADICTS] + backward[:, CONTRADICTS]) / 2
    truth = labelled.contradicts
    alike, guess = cosine(labelled.pairs, embedder), heuristic(labelled.pairs)
    found = {
        "pairs": len(truth),
        "share": float(truth.mean()),
        "auc": auroc(scores[truth], scores[~truth]),
        "recall_at_p80": recall_at_precision(scores, truth, 0.8),
        "recall_at_p90": recall_at_precision(scores, truth, 0.9),
        "recall_at_5_percent_false": recall_at_false_alarms(scores, truth, 0.05),
        "false_alarms": float((judge.weights.score(scores, alike)[~truth] >= judge.threshold).mean()),
        "calibration_error": calibration_error(scores, truth),
        "auc_heuristic": auroc(guess[truth], guess[~truth]),
        "auc_cosine": auroc(alike[truth], alike[~truth]),
    }
    if labelled.classes is not None:
        found["accuracy"] = float((forward.argmax(axis=1) == labelled.classes).mean())
    return found


def all_sets(data: Path, part: str, most: int | None) -> Iterator[LabelledSet]:
    for labelled in [scene_set(part), *(read_set(data / "dev" / f"{name}.jsonl") for name in SETS)]:
        if most and len(labelled.pairs) > most:
            keep = np.random.default_rng(0).choice(len(labelled.pairs), most, replace=False)
            yield LabelledSet(
                labelled.name,
                [labelled.pairs[i] for i in keep],
                labelled.contradicts[keep],
                None if labelled.classes is None else labelled.classes[keep],
            )
        else:
            yield labelled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds dev/*.jsonl")
    parser.add_argument("--judge", help="a CrossEncoder to measure instead of the shipped judge")
    parser.add_argument("--part", default="dev", choices=("dev", "test"), help="which held-out scenes")
    parser.add_argument("--most", type=int, help="measure on at most this many pairs of each set")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    judge = load_judge(options.judge)
    embedder = SentenceTransformerEmbedder()
    table = {}
    headings = ("pairs", "AUC", "R@P.8", "R@P.9", "R@5%", "false", "ECE", "acc", "heur", "cos")
    print(f"{'set':20} " + " ".join(f"{heading:>6}" for heading in headings))
    for labelled in all_sets(options.data, options.part, options.most):
        row = table[labelled.name] = figures(labelled, judge, embedder)
        columns = ("auc", "recall_at_p80", "recall_at_p90", "recall_at_5_percent_false", "false_alarms",
                   "calibration_error", "accuracy", "auc_heuristic", "auc_cosine")  # fmt: skip
        shown = " ".join(f"{row[c]:6.3f}" if c in row else f"{'-':>6}" for c in columns)
        print(f"{labelled.name:20} {row['pairs']:6} {shown}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
