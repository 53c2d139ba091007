"""Choose the packaged judge's temperature and threshold on the development scenes.

    python -m training.calibrate [--judge DIR] [--scenes N]

The temperature minimises the log loss of the contradiction score over all pairs inside a scene (Guo et al., ICML
2017). The threshold is the one with the highest F1 among the pairs the finder would show: those whose clash can be
named and that no gate sets aside.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from assistant.clash import describe
from assistant.gates import Claim, set_aside
from assistant.judge import CONTRADICTS, WEIGHTS, PackagedJudge
from index import Kind, Sentence
from training.scenes import LabelledPair, labelled_pairs, read_scenes

TEMPERATURES = np.arange(0.5, 3.01, 0.05)
THRESHOLDS = np.arange(0.3, 0.951, 0.05)


def log_loss(scores: np.ndarray, truth: np.ndarray) -> float:
    """Mean of -log p of what is true."""
    bounded = np.clip(scores, 1e-6, 1 - 1e-6)
    return float(-np.where(truth, np.log(bounded), np.log(1 - bounded)).mean())


def f1(scores: np.ndarray, truth: np.ndarray, threshold: float) -> float:
    """F1 of what scores at least `threshold`."""
    shown = scores >= threshold
    return 2 * int((shown & truth).sum()) / (shown.sum() + truth.sum())


def would_be_shown(pair: LabelledPair) -> bool:
    """Whether the finder shows such a pair if the judge is sure enough."""
    named = describe(_sentence(pair.first), _sentence(pair.second)).kind != "other"
    return named and set_aside(Claim(pair.first, ""), Claim(pair.second, "")) is None


def _sentence(text: str) -> Sentence:
    return Sentence(
        id=0, document_id="", passage_id=0, start=0, end=len(text), text=text, format="txt", kind=Kind.PARAGRAPH
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", type=Path, default=WEIGHTS)
    parser.add_argument("--scenes", type=int, default=150, help="how many development scenes to look at")
    options = parser.parse_args()
    settings_file = options.judge / "judge.json"
    settings_file.write_text('{"temperature": 1.0, "threshold": 0.5}\n', encoding="utf-8")
    judge = PackagedJudge(options.judge)
    scenes = [scene for scene in read_scenes() if scene.part == "dev"]
    random.Random(5).shuffle(scenes)
    pairs = [p for i, scene in enumerate(scenes[: options.scenes]) for p in labelled_pairs(scene, i)]
    truth = np.array([pair.contradicts for pair in pairs])
    logs = [np.log(judge.compare(ordered)) for ordered in (_ordered(pairs), _ordered(pairs, backward=True))]

    def scores_at(temperature: float) -> np.ndarray:
        tempered = [np.exp(log / temperature) for log in logs]
        return np.mean([t[:, CONTRADICTS] / t.sum(axis=1) for t in tempered], axis=0)

    temperature = float(min(TEMPERATURES, key=lambda t: log_loss(scores_at(t), truth)))
    shown = np.array([would_be_shown(pair) for pair in pairs])
    scores, truth = scores_at(temperature)[shown], truth[shown]
    threshold = float(max(THRESHOLDS, key=lambda t: f1(scores, truth, t)))
    above = scores >= threshold
    print(f"temperature {temperature:.2f}; threshold {threshold:.2f}: {truth[above].mean():.2f} of {above.sum()} right")
    settings = {"temperature": round(temperature, 2), "threshold": round(threshold, 2)}
    settings_file.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def _ordered(pairs: list[LabelledPair], backward: bool = False) -> list[tuple[str, str]]:
    return [(p.second, p.first) if backward else (p.first, p.second) for p in pairs]


if __name__ == "__main__":
    main()
