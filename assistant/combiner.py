"""From the judge's verdicts and what else a pair shows to one calibrated score."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.features import FEATURES
from index import ModelError


@dataclass(frozen=True)
class Combiner:
    """A logistic regression: one weight for each feature. Its weights lie in `combiner.json`, to be read."""

    weights: np.ndarray
    intercept: float
    threshold: float

    @classmethod
    def read(cls, path: Path) -> "Combiner":
        """Raises `ModelError` if the file is missing or made for other features."""
        try:
            settings = json.loads(path.read_text(encoding="utf-8"))
            if tuple(settings["weights"]) != FEATURES:
                raise ValueError("its features are not this version's")
            weights = np.array(list(settings["weights"].values()), dtype=np.float64)
            return cls(weights, float(settings["intercept"]), float(settings["threshold"]))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"The combiner in {path} can't be read ({error}). Reinstall Crosscheck.") from error

    def score(self, features: np.ndarray) -> np.ndarray:
        """The probability that each pair is a conflict, shape (pairs,), from features of shape (pairs, FEATURES)."""
        return 1.0 / (1.0 + np.exp(-(features @ self.weights + self.intercept)))
