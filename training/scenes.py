"""Hand-written scenes and the sentence pairs they stand for.

A scene is one consistent article in miniature (`facts`), sentences that contradict some of its facts
(`contra`), say the same (`same`), or only look like contradictions (`near`). `scenes/WRITING.md` says how
they are written. Scenes are held out whole, so that no article is seen in training and measured in test.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.examples import ALLOWED_CLASSES, CONTRADICTS, ENTAILS, Example, content_words, read_rows

SCENES = Path(__file__).parent / "scenes"
SHORTEST_SENTENCE = 3
NOT_CONTRADICTION = ALLOWED_CLASSES["not_contradiction"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about some of a scene's facts. `label` is its kind of conflict or its kind of look-alike."""

    of: tuple[int, ...]
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    domain: str
    facts: tuple[str, ...]
    contra: tuple[Remark, ...]
    same: tuple[Remark, ...]
    near: tuple[Remark, ...]

    @property
    def part(self) -> str:
        """`train` (70 %), `dev` (15 %) or `test` (15 %), decided by the scene's own text, so it never moves."""
        bucket = int(hashlib.sha256("\n".join(self.facts).encode()).hexdigest(), 16) % 100
        return "train" if bucket < 70 else "dev" if bucket < 85 else "test"


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A pair as the evaluation wants it. `relation` says where it came from: `contra:number`, `near:rounding` ..."""

    first: str
    second: str
    contradicts: bool
    relation: str
    scene: int


def read_scenes(folder: Path = SCENES) -> list[Scene]:
    return [parse_scene(row, path.stem) for path in sorted(folder.glob("*.jsonl")) for row in read_rows(path)]


def scenes_in(part: str) -> list[Scene]:
    """The project's own scenes of one part: `train`, `dev` or `test`."""
    return [scene for scene in read_scenes() if scene.part == part]


def parse_scene(row: dict, domain: str) -> Scene:
    """Check one row's form and make a scene of it. Raises `ValueError` that quotes the row's first fact."""
    facts = tuple(row["facts"])

    def remarks(key: str, label: str) -> tuple[Remark, ...]:
        found = []
        for item in row[key]:
            of = tuple(item["of"]) if isinstance(item["of"], list) else (item["of"],)
            if not of or not all(isinstance(i, int) and 0 <= i < len(facts) for i in of):
                raise ValueError(f"{domain}: `of` names no fact in the scene that opens {facts[0]!r}")
            if len(item["text"].split()) < SHORTEST_SENTENCE:
                raise ValueError(f"{domain}: {item['text']!r} is too short to be a sentence")
            found.append(Remark(of, item["text"], item.get(label, "")))
        return tuple(found)

    if not 5 <= len(facts) <= 9:
        raise ValueError(f"{domain}: a scene has 5 to 9 facts, not {len(facts)}: {facts[:1]!r}")
    return Scene(domain, facts, remarks("contra", "kind"), remarks("same", "kind"), remarks("near", "type"))


def labelled_pairs(scene: Scene, index: int) -> Iterator[LabelledPair]:
    """Every pair whose truth a scene states, once, in no particular order of its two sentences."""
    for i, fact in enumerate(scene.facts):
        for other in scene.facts[i + 1 :]:
            yield LabelledPair(fact, other, False, "fact", index)
    for remark in scene.contra:
        yield from _contra_pairs(scene, remark, index)
    for remarks, relation in ((scene.near, "near:{}"), (scene.same, "same")):
        for remark in remarks:
            for i in remark.of:
                yield LabelledPair(scene.facts[i], remark.text, False, relation.format(remark.label), index)


def _contra_pairs(scene: Scene, remark: Remark, index: int) -> Iterator[LabelledPair]:
    """A contradicting sentence against every fact, and against what says the same as the facts it contradicts."""
    relation = f"contra:{remark.label}"
    for i, fact in enumerate(scene.facts):
        against = i in remark.of
        yield LabelledPair(fact, remark.text, against, relation if against else "contra of another fact", index)
    for same in scene.same:
        if set(same.of) <= set(remark.of):
            yield LabelledPair(same.text, remark.text, True, relation, index)


def training_examples(scenes: list[Scene], rng: random.Random, harmless: int) -> list[Example]:
    """One epoch of ordered pairs: all that a writer meant, and for each scene a draw of its many harmless pairs."""
    examples: list[Example] = []
    for index, scene in enumerate(scenes):
        pairs = list(labelled_pairs(scene, index))
        for pair in pairs:
            if pair.contradicts:
                examples.extend(_both(pair.first, pair.second, (CONTRADICTS,)))
            elif pair.relation.startswith("near"):
                examples.append(_either(pair, rng))
            elif pair.relation == "same":
                examples.append(Example(pair.first, pair.second, (ENTAILS,)))
                examples.append(Example(pair.second, pair.first, NOT_CONTRADICTION))
        by_chance = [pair for pair in pairs if is_harmless(pair)]
        examples.extend(_either(pair, rng) for pair in rng.sample(by_chance, min(harmless, len(by_chance))))
        examples.extend(_across(scene, rng.choice(scenes), rng))
    return examples


def harmless_examples(scenes: list[Scene], rng: random.Random) -> list[Example]:
    """Every pair that no writer thought of: two facts, or a fact and what contradicts another fact."""
    pairs = (pair for index, scene in enumerate(scenes) for pair in labelled_pairs(scene, index))
    return [_either(pair, rng) for pair in pairs if is_harmless(pair)]


def is_harmless(pair: LabelledPair) -> bool:
    """Whether two sentences stand in one article by chance, neither written with the other in mind."""
    return pair.relation in ("fact", "contra of another fact")


def across_examples(scenes: list[Scene], rng: random.Random, wanted: int) -> list[Example]:
    """Sentences of two different articles that share a word: what a search for candidates brings together."""
    saying: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, scene in enumerate(scenes):
        for text in (*scene.facts, *(remark.text for remark in scene.contra)):
            for word in content_words(text):
                saying[word].append((number, text))
    shared = sorted(word for word, places in saying.items() if len({number for number, _ in places}) > 1)
    examples: list[Example] = []
    while len(examples) < wanted:
        (one, first), (other, second) = rng.sample(saying[rng.choice(shared)], 2)
        if one != other:
            examples.append(Example(first, second, NOT_CONTRADICTION))
    return examples


def _across(scene: Scene, other: Scene, rng: random.Random) -> Iterator[Example]:
    """Two sentences of different articles about different things never contradict each other."""
    if other is scene:
        return
    sentences = [*other.facts, *(remark.text for remark in other.contra)]
    for fact in rng.sample(scene.facts, 3):
        yield Example(fact, rng.choice(sentences), NOT_CONTRADICTION)


def _both(first: str, second: str, allowed: tuple[int, ...]) -> tuple[Example, Example]:
    return Example(first, second, allowed), Example(second, first, allowed)


def _either(pair: LabelledPair, rng: random.Random) -> Example:
    ends = [pair.first, pair.second]
    rng.shuffle(ends)
    return Example(ends[0], ends[1], NOT_CONTRADICTION)
