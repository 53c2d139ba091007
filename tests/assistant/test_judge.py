import subprocess
import sys

import numpy as np
import pytest

from assistant import ModelError, load_judge
from assistant.judge import CONTRADICTS, ENTAILS, label_columns


def test_compare_gives_probabilities_whatever_the_order_of_lengths():
    judge = load_judge()
    pairs = [("a b c", "d"), ("The shop is open. " * 30, "The shop is open."), ("x", "y z " * 50)]
    together = judge.compare(pairs)
    assert together.shape == (3, 3)
    assert together.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    alone = np.concatenate([judge.compare([pair]) for pair in pairs])
    assert together == pytest.approx(alone, abs=1e-3)
    assert judge.compare([]).shape == (0, 3)


def test_plain_cases_are_judged_right():
    scores = load_judge().compare(
        [
            ("The party backs the tram.", "The party opposes the tram."),
            ("A dog is running through the snow.", "An animal is running."),
        ]
    )
    assert scores[0].argmax() == CONTRADICTS
    assert scores[1].argmax() == ENTAILS


def test_relevance_prefers_the_sentence_that_answers():
    relevance = load_judge().relevance(
        "When was the tower built?", ["The tower was built in 1887.", "The tower has a clock and two bells."]
    )
    assert relevance is not None
    assert relevance[0] > relevance[1]


def test_label_order_is_read_from_the_config():
    assert label_columns("x", {0: "contradiction", 1: "entailment", 2: "neutral"}) == [1, 2, 0]
    with pytest.raises(ModelError, match="needs entailment"):
        label_columns("x", {0: "LABEL_0", 1: "LABEL_1"})


def test_a_judge_that_is_not_there_is_a_clear_error():
    with pytest.raises(ModelError, match="can't be loaded"):
        load_judge("/nowhere/at/all")


def test_the_shipped_judge_runs_without_torch():
    code = (
        "import sys; from assistant import load_judge;"
        " load_judge().compare([('a', 'b')]); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
