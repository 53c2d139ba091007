"""The judge: of two texts, does the first entail the second, contradict it, or neither?

The shipped one is a small cross-encoder (see MODEL_CARD.md) run by ONNX Runtime, without torch. Any
sentence-transformers CrossEncoder trained for natural language inference can take its place.
"""

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index import ModelError

ENTAILS, NEUTRAL, CONTRADICTS = range(3)
WEIGHTS = Path(__file__).parent / "weights"
BATCH_WORD_PIECES = 4_096
MAX_WORD_PIECES = 256

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """How the judge's word and the nearness of two sentences make the score of a conflict, a logistic regression.

    The log-odds are `judge * logit(p) + cosine * c + bias`: p the mean of both directions' probability of
    contradiction, c the cosine of the two sentences' vectors. As it stands, the score is p.
    """

    judge: float = 1.0
    cosine: float = 0.0
    bias: float = 0.0

    def score(self, contradicts: np.ndarray, cosine: np.ndarray) -> np.ndarray:
        """Scores from 0 to 1, shape as the arguments' (n,)."""
        return 1.0 / (1.0 + np.exp(-(self.judge * log_odds(contradicts) + self.cosine * cosine + self.bias)))


def log_odds(probability: np.ndarray) -> np.ndarray:
    """ln(p / (1 - p)), bounded where p comes to 0 or 1."""
    likely = np.clip(probability, 1e-6, 1 - 1e-6)
    return np.log(likely / (1 - likely))


class Judge(Protocol):
    """What the assistant needs of a judge. `id` names the model's content, so that cached verdicts can be kept."""

    @property
    def id(self) -> str:
        """Names the model and its content."""
        ...

    @property
    def weights(self) -> Weights:
        """How a pair of sentences is scored as a conflict."""
        ...

    @property
    def threshold(self) -> float:
        """The score from which a conflict is shown."""
        ...

    def compare(self, pairs: Sequence[Pair]) -> np.ndarray:
        """Probabilities (entails, neutral, contradicts) of each (premise, hypothesis): float32, shape (n, 3)."""
        ...

    def relevance(self, question: str, texts: Sequence[str]) -> np.ndarray | None:
        """How likely each text answers the question: float32, shape (n,); None if the model wasn't trained for it."""
        ...


@cache
def load_judge(name: str | None = None) -> Judge:
    """The shipped judge, or a CrossEncoder by hub id or folder. Raises `ModelError` if it can't be loaded."""
    return PackagedJudge(WEIGHTS) if name is None else CrossEncoderJudge(name)


class PackagedJudge:
    """The shipped model: `judge.onnx`, `tokenizer.json` and `judge.json` in one folder.

    `judge.json` holds what `training/calibrate.py` fitted: temperature, weights, threshold.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            settings = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
            model = (folder / "judge.onnx").read_bytes()
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._temperature = float(settings["temperature"])
            self.weights = Weights(**settings["weights"])
            self.threshold = float(settings["threshold"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"The judge in {folder} can't be read ({error}). Reinstall Crosscheck.") from error
        self._tokenizer.enable_truncation(MAX_WORD_PIECES, strategy="longest_first")
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.id = f"packaged-{sha256(model).hexdigest()[:16]}"

    def compare(self, pairs: Sequence[Pair]) -> np.ndarray:
        """Probabilities (entails, neutral, contradicts), tempered so that they can be taken at their word."""
        return _softmax(self._logits(pairs)[:, :3] / self._temperature)

    def relevance(self, question: str, texts: Sequence[str]) -> np.ndarray | None:
        """How likely each text answers the question."""
        logits = self._logits([(question, text) for text in texts])[:, 3]
        return 1.0 / (1.0 + np.exp(-logits))

    def _logits(self, pairs: Sequence[Pair]) -> np.ndarray:
        """All pairs' logits, computed in batches of like length so that little padding is."""
        encoded = self._tokenizer.encode_batch([tuple(pair) for pair in pairs])
        logits = np.zeros((len(encoded), 4), dtype=np.float32)
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        at = 0
        while at < len(order):
            width = len(encoded[order[min(at + 64, len(order)) - 1]].ids)
            batch = order[at : at + max(1, min(64, BATCH_WORD_PIECES // width))]
            width = len(encoded[batch[-1]].ids)
            feed = {name: np.zeros((len(batch), width), dtype=np.int64) for name in _INPUTS}
            for row, i in enumerate(batch):
                length = len(encoded[i].ids)
                feed["input_ids"][row, :length] = encoded[i].ids
                feed["attention_mask"][row, :length] = 1
                feed["token_type_ids"][row, :length] = encoded[i].type_ids
            logits[batch] = np.asarray(self._session.run(None, feed)[0])
            at += len(batch)
        return logits


_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_ROLES = {"entail": ENTAILS, "neutral": NEUTRAL, "contradict": CONTRADICTS}


class CrossEncoderJudge:
    """A user's own natural language inference model; the order of its labels is read from its config."""

    threshold = 0.9
    weights = Weights()

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(name)
        except (OSError, ValueError) as error:
            raise ModelError(f"The judge {name!r} can't be loaded: {str(error).splitlines()[0]}") from error
        self.id = name
        self._columns = label_columns(name, self._model.config.id2label)
        self._lock = threading.Lock()

    def compare(self, pairs: Sequence[Pair]) -> np.ndarray:
        """Probabilities (entails, neutral, contradicts), in that order whatever the model's own is."""
        if not pairs:
            return np.zeros((0, 3), dtype=np.float32)
        with self._lock:
            logits = np.asarray(self._model.predict(list(pairs), show_progress_bar=False, apply_softmax=False))
        return _softmax(logits[:, self._columns].astype(np.float32))

    def relevance(self, question: str, texts: Sequence[str]) -> np.ndarray | None:  # noqa: ARG002 - the protocol's
        """None: such a model isn't trained for it."""
        return None


def label_columns(name: str, labels: dict[int, str]) -> list[int]:
    """The columns of (entails, neutral, contradicts) by the labels' names. Raises `ModelError` if one is missing."""
    columns = [-1, -1, -1]
    for column, label in labels.items():
        for stem, role in _ROLES.items():
            if label.lower().startswith(stem):
                columns[role] = int(column)
    if -1 in columns:
        raise ModelError(
            f"The judge {name!r} has the labels {list(labels.values())}; it needs entailment, neutral and "
            "contradiction. Name a cross-encoder trained for natural language inference."
        )
    return columns


def _softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True)) if len(logits) else logits
    return shifted / shifted.sum(axis=1, keepdims=True) if len(logits) else shifted
