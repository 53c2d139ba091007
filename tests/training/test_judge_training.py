"""The training pipeline end to end on a handful of rows, and the export it feeds."""

import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.judge import PackagedJudge
from training import judge as training_judge
from training.calibrate import fit_weights, lowest_threshold
from training.examples import CONTRADICTS, PUBLIC_ROWS, Example, content_words, is_caption_accident
from training.export import export_onnx, store_weights_as_int8
from training.judge import Recipe, loss_of, train
from training.mining import contradiction_scores, hardest
from training.scenes import (
    SCENES,
    across_examples,
    harmless_examples,
    labelled_pairs,
    parse_scene,
    read_scenes,
    training_examples,
)

ROWS = 200


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scenes = [scene for scene in read_scenes() if scene.part == "train"][:20]
    examples = training_examples(scenes, random.Random(1), harmless=8)[:ROWS]
    out = tmp_path_factory.mktemp("trained")
    return train(training_judge.base_model(), iter([examples]), Recipe(1, 5e-5), out, "judge")


def test_retraining_on_a_few_rows_gives_a_model(trained: Path):
    config = json.loads((trained / "config.json").read_text(encoding="utf-8"))
    assert config["id2label"]["2"] == "contradiction"


def test_a_finished_stage_is_not_trained_again(trained: Path):
    assert train("nowhere", iter([]), Recipe(1, 5e-5), trained.parent, "judge") == trained


def test_the_exported_file_agrees_with_the_float_checkpoint(trained: Path, tmp_path: Path):
    export_onnx(trained, tmp_path / "judge.onnx")
    store_weights_as_int8(tmp_path / "judge.onnx")
    (tmp_path / "tokenizer.json").write_bytes((trained / "tokenizer.json").read_bytes())
    (tmp_path / "judge.json").write_text('{"temperature": 1.0, "threshold": 0.5, "weights": {}}', encoding="utf-8")
    pairs = [(p.first, p.second) for p in labelled_pairs(read_scenes()[0], 0)][:24]
    shipped = PackagedJudge(tmp_path).compare(pairs)
    model, tokenizer = training_judge.load(trained)
    with torch.no_grad():
        pieces = tokenizer([a for a, _ in pairs], [b for _, b in pairs], padding=True, return_tensors="pt")
        exact = model.eval()(**pieces).logits[:, :3].softmax(dim=1).numpy()
    assert np.abs(shipped - exact).max() < 0.05
    assert (tmp_path / "judge.onnx").stat().st_size < 50_000_000


def test_a_row_that_excludes_a_class_trains_only_the_sum_of_the_others():
    logits = torch.tensor([[4.0, -4.0, 0.0, 0.0], [-4.0, 4.0, 0.0, 0.0]], requires_grad=True)
    batch = [Example("a", "b", (0, 1)), Example("a", "b", (0, 1))]
    loss = loss_of(logits, batch)
    probability = 1 - logits[:, :3].softmax(dim=1)[:, CONTRADICTS]
    assert loss.item() == pytest.approx(-probability.log().mean().item(), abs=1e-5)


def test_every_scene_is_well_formed():
    scenes = read_scenes()
    assert len(scenes) >= 3_100
    parts = [scene.part for scene in scenes]
    assert 0.6 < parts.count("train") / len(parts) < 0.8


def test_a_scene_that_points_nowhere_is_refused():
    row = {
        "facts": ["One two three four five."] * 5,
        "contra": [{"of": [9], "text": "a b c d"}],
        "same": [],
        "near": [],
    }
    with pytest.raises(ValueError, match="names no fact"):
        parse_scene(row, "x")


def test_held_out_articles_do_not_leak_into_the_scenes():
    root = Path(__file__).parents[2]
    articles = [*(root / "seeds").glob("*.txt"), *(root / "seeds").glob("*.md"), *(root / "bench/data").rglob("*.txt")]
    sentences = {
        sentence for path in articles for sentence in re.split(r"(?<=[.!?])\s+", path.read_text(encoding="utf-8"))
        if len(sentence.split()) > 6
    }  # fmt: skip
    scenes = {text for scene in read_scenes(SCENES) for text in scene.facts}
    assert not sentences & scenes


def test_caption_contradictions_without_a_shared_word_are_dropped():
    row = {"premise": "Two dogs run on grass.", "hypothesis": "A chef sleeps indoors.", "label": "contradiction"}
    assert is_caption_accident(row)
    assert not is_caption_accident(row | {"hypothesis": "The dogs sleep."})
    assert PUBLIC_ROWS["mnli"] > 0


def test_sentences_of_two_articles_share_a_word_and_train_only_that_they_do_not_contradict():
    scenes = [scene for scene in read_scenes() if scene.part == "train"][:60]
    of = {text: i for i, scene in enumerate(scenes) for text in (*scene.facts, *(c.text for c in scene.contra))}
    for example in across_examples(scenes, random.Random(1), 50):
        assert of[example.first] != of[example.second]
        assert content_words(example.first) & content_words(example.second)
        assert CONTRADICTS not in example.allowed


def test_the_hardest_harmless_pairs_are_those_the_model_is_surest_of(trained: Path):
    scenes = [scene for scene in read_scenes() if scene.part == "train"][:4]
    harmless = harmless_examples(scenes, random.Random(1))[:40]
    scores = contradiction_scores(trained, harmless)
    kept = hardest(trained, harmless, wanted=5)
    assert sorted(scores.tolist(), reverse=True)[:5] == [scores[harmless.index(e)].item() for e in kept]


def test_the_threshold_is_the_lowest_at_which_enough_is_right():
    scores, truth = np.array([0.9, 0.8, 0.7, 0.3, 0.2]), np.array([True, False, True, False, False])
    assert lowest_threshold(scores, truth, 0.5) == 0.3
    assert lowest_threshold(scores, truth, 0.6) == 0.7
    assert lowest_threshold(scores, ~truth, 0.9) == 1.0


def test_the_weights_learn_what_the_cosine_tells():
    rng = np.random.default_rng(1)
    contradicts, cosine = rng.uniform(0.05, 0.95, 400), rng.uniform(0, 1, 400)
    weights = fit_weights(contradicts, cosine, truth=cosine > 0.5)
    assert weights.cosine > abs(weights.judge)
    assert weights.score(np.array([0.5]), np.array([0.9]))[0] > 0.5 > weights.score(np.array([0.5]), np.array([0.1]))[0]
