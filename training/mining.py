"""Hard negatives: harmless pairs that a judge in training takes for contradictions.

Most pairs of sentences of one article are easy, so a random draw of them teaches little. The ones that the model
itself is surest of, and wrong about, are what it has to learn from next (Shrivastava et al., CVPR 2016).
"""

from pathlib import Path

import torch
from tqdm import tqdm
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from training.examples import CONTRADICTS, Example, word_pieces

BATCH = 128


def hardest(model: Path, harmless: list[Example], wanted: int, bfloat16: bool = False) -> list[Example]:
    """The `wanted` pairs of `harmless` with the highest probability of contradiction, highest first."""
    scores = contradiction_scores(model, harmless, bfloat16)
    order = scores.argsort(descending=True)[:wanted].tolist()
    print(f"hardest of {len(harmless)} harmless pairs: scores {scores[order[0]]:.2f} to {scores[order[-1]]:.2f}")
    return [harmless[i] for i in order]


@torch.no_grad()
def contradiction_scores(folder: Path, examples: list[Example], bfloat16: bool = False) -> torch.Tensor:
    """Probability of contradiction of each pair, shape (n,)."""
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    scores = torch.zeros(len(examples))
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].first) + len(examples[i].second))
    for at in tqdm(range(0, len(order), BATCH), desc="mining", unit="batch", mininterval=20):
        rows = order[at : at + BATCH]
        pieces = word_pieces(tokenizer, [examples[i] for i in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            logits = model(**pieces).logits
        scores[rows] = logits[:, : CONTRADICTS + 1].float().softmax(dim=1)[:, CONTRADICTS]
    return scores
