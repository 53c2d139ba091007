"""Training examples: what one row of any source becomes before the model sees it.

The judge has four outputs. The first three are classes of one softmax (entails, neutral, contradicts);
the fourth is a separate yes or no: does the second text answer the question in the first?
A row that says only what a pair is *not* allows two classes, and trains only their sum.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import BatchEncoding, PreTrainedTokenizerBase

ENTAILS, NEUTRAL, CONTRADICTS, RELEVANT = range(4)

ALLOWED_CLASSES: dict[str, tuple[int, ...]] = {
    "entailment": (ENTAILS,),
    "neutral": (NEUTRAL,),
    "contradiction": (CONTRADICTS,),
    "not_contradiction": (ENTAILS, NEUTRAL),
    "not_entailment": (NEUTRAL, CONTRADICTS),
}


MAX_WORD_PIECES = 128


@dataclass(frozen=True, slots=True)
class Example:
    """One ordered pair. Either `allowed` names the classes that are right, or `relevant` is set."""

    first: str
    second: str
    allowed: tuple[int, ...] = ()
    relevant: bool | None = None


# How many rows to draw of each public file: the full size where a set teaches what articles need,
# a part where it is long, repetitive or labelled by machine.
PUBLIC_ROWS: dict[str, int] = {
    "mnli": 40_000,
    "snli": 20_000,
    "wanli": 14_993,
    "sanli_wiki": 13_000,
    "snli_counterfactual": 7_464,
    "chatprotect": 8_000,
    "conjnli": 4_000,
    "breaking_nli": 2_000,
    "ambient": 2_269,
    "summedits": 1_200,
    "tracie": 1_500,
    "med": 1_500,
    "folio": 1_207,
    "fm2": 1_169,
    "fever_symmetric": 708,
    "prosecco": 540,
}

_WORD = re.compile(r"[a-z]{3,}|\d+")
_STOP = frozenset(
    "the and for with are was were has have had not that this from their his her its there they them who "
    "what which while into onto out over under near some two one three being been people person man woman".split()
)


def word_pieces(tokenizer: "PreTrainedTokenizerBase", examples: Sequence[Example]) -> "BatchEncoding":
    """The pairs as the model reads them: tensors, each pair cut at `MAX_WORD_PIECES`, padded to the longest."""
    return tokenizer(
        [example.first for example in examples],
        [example.second for example in examples],
        truncation=True,
        max_length=MAX_WORD_PIECES,
        padding=True,
        return_tensors="pt",
    )


def content_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _STOP


def read_rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def is_caption_accident(row: dict) -> bool:
    """A caption contradiction whose two sentences share no word: true only if both describe one photograph."""
    return row["label"] == "contradiction" and not (content_words(row["premise"]) & content_words(row["hypothesis"]))


def public_examples(data: Path, rng: random.Random) -> list[Example]:
    """Draw `PUBLIC_ROWS` of each public set and the relevance rows, shuffled by the caller."""
    examples = []
    for name, wanted in PUBLIC_ROWS.items():
        rows = list(read_rows(data / "train" / f"{name}.jsonl"))
        if name.startswith("snli"):
            rows = [row for row in rows if not is_caption_accident(row)]
        rng.shuffle(rows)
        for row in rows[:wanted]:
            example = Example(row["premise"], row["hypothesis"], ALLOWED_CLASSES[row["label"]])
            examples.append(example)
    examples.extend(relevance_examples(data, rng))
    return examples


def relevance_examples(data: Path, rng: random.Random) -> Iterator[Example]:
    """A question with the sentence that answers it, and with sentences of the same article that do not.

    Where a row names no answer, the sentence of its passage that shares most words with the question stands in
    for it. One negative comes from the passage, one is the likeliest-looking sentence of another passage.
    """
    rows = list(read_rows(data / "train" / "squad_questions.jsonl"))
    passages: dict[str, set[str]] = {}
    for row in rows:
        passages.setdefault(row["title"], set()).add(row["passage"])
    rng.shuffle(rows)
    for row in rows:
        asked = content_words(row["question"])

        def overlap(sentence: str, asked: frozenset[str] = asked) -> int:
            return len(asked & content_words(sentence))

        sentences = rough_sentences(row["passage"])
        holding = [s for s in sentences if any(a in s for a in row["answers"] or ())]
        if not row["answers"]:
            holding = [s for s in sorted(sentences, key=overlap)[-1:] if overlap(s) >= 2]
        if len(holding) != 1:
            continue
        yield Example(row["question"], holding[0], relevant=True)
        if others := [s for s in sentences if s not in holding]:
            yield Example(row["question"], rng.choice(others), relevant=False)
        elsewhere = sorted(passages[row["title"]] - {row["passage"]})
        far = [s for p in rng.sample(elsewhere, min(4, len(elsewhere))) for s in rough_sentences(p)]
        if far:
            yield Example(row["question"], max(far, key=overlap), relevant=False)


def neighbour_examples(data: Path, rng: random.Random, wanted: int, of_each: int = 2) -> list[Example]:
    """Two sentences of one encyclopaedia passage: they speak of one thing and do not contradict each other.

    Pairs that share a word are taken, since unlike ones are easy; at most `of_each` of a passage.
    """
    files = ("squad_questions", "boolq")
    passages = sorted({row["passage"] for name in files for row in read_rows(data / "train" / f"{name}.jsonl")})
    examples: list[Example] = []
    for passage in rng.sample(passages, len(passages)):
        sentences = rough_sentences(passage)
        pairs = [
            (a, b) for i, a in enumerate(sentences) for b in sentences[i + 1 :] if content_words(a) & content_words(b)
        ]
        for first, second in rng.sample(pairs, min(of_each, len(pairs))):
            examples.append(Example(first, second, ALLOWED_CLASSES["not_contradiction"]))
        if len(examples) >= wanted:
            break
    return examples


def rough_sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9\"'])", text) if len(s.split()) > 3]
