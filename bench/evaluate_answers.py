"""How well passages and answer sentences are found, and unanswerable questions declined.

    python -m bench.evaluate_answers --data DIR [--most N] [--json FILE]

DIR holds `dev/squad2.json`, `dev/trecqa.jsonl` and `dev/trecqa_train.jsonl`. Squad2's articles become one library
whose passages are their paragraphs. Printed, always in one run:

- passages: recall@1, recall@5 and MRR@10 of vectors alone, of keywords alone (BM25), of both fused by reciprocal rank,
  of our search, and of what it finds in the order of the best sentence;
- sentences: whether the best one, or one of the best three that differ, holds a right answer, by cosine alone, by the
  judge alone, by all features, and by all but one;
- abstention: the area under the ROC curve of the best sentence's score, answerable against near misses (squad2's
  unanswerable questions) and against questions of another set; and what the shipped threshold makes of each;
- trecqa: MAP and MRR of its sentences, for questions that have a right and a wrong one.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.progress import track

from assistant.features import FEATURES, Candidate, Weights, features, load_weights
from assistant.judge import Judge, load_judge
from assistant.select import PASSAGES_READ, Ranked, can_answer, candidates, choose, sentences_of
from assistant.text import terms
from bench.ranking import (
    auroc,
    average_precision,
    first_right,
    mean_reciprocal_rank,
    recall_at,
    reciprocal_rank_fusion,
)
from bench.squad import Asked, Place, library_of_paragraphs, read_squad, sample
from index import Hit, Library, Sentence, SentenceTransformerEmbedder
from index.search import match_expression
from training.examples import read_rows

DEPTH = 50
FIRST = 3
Mix = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Looked:
    """What one question found: ranked places by stage, candidate sentences with features, and the right answers."""

    asked: Asked
    stages: dict[str, list[Place]]
    found: list[tuple[Sentence, Hit]]
    table: np.ndarray
    sentence_cosines: np.ndarray


def mixes(weights: Weights) -> dict[str, Mix]:
    """Ways to score sentences from their features: all, one alone, all but one."""
    fitted = np.array(weights.features)

    def linear(kept: np.ndarray) -> Mix:
        return lambda table: table @ (fitted * kept) + weights.bias

    everything = np.ones(len(FEATURES))
    found: dict[str, Mix] = {"the judge alone": linear(np.eye(len(FEATURES))[0]), "all": linear(everything)}
    for column, name in enumerate(FEATURES):
        found[f"all but {name}"] = linear(everything - np.eye(len(FEATURES))[column])
    return found


def look(
    asked: Asked, library: Library, places: dict[int, Place], judge: Judge, embedder: SentenceTransformerEmbedder
) -> Looked:
    expression = match_expression(asked.question)
    hits = library.search(asked.question, limit=PASSAGES_READ)
    found = [(s, hit) for s, hit in sentences_of(hits, library) if can_answer(s, asked.question)]
    vectors = embedder.embed_documents([s.readable for s, _ in found])
    return Looked(
        asked,
        {
            "vectors": [places[id] for id, _ in library.nearest_passages(asked.question, DEPTH)],
            "keywords": [places[id] for id in library.catalog.match(expression, DEPTH, None)] if expression else [],
            "search": [places[hit.passage.id] for hit in hits],
        },
        found,
        features(asked.question, candidates(found, hits, library), judge),
        vectors @ embedder.embed_query(asked.question) if found else np.zeros(0),
    )


def passage_table(looked: Sequence[Looked], places: dict[int, Place], score: Mix) -> dict[str, tuple[float, ...]]:
    def by_sentence(one: Looked) -> list[Place]:
        order = (-score(one.table)).argsort(kind="stable")
        return list(dict.fromkeys(places[one.found[row][1].passage.id] for row in order))

    rankings = {stage: [one.stages[stage] for one in looked] for stage in ("vectors", "keywords")}
    rankings["both, by reciprocal rank"] = [
        reciprocal_rank_fusion([one.stages["vectors"], one.stages["keywords"]]) for one in looked
    ]
    rankings["search"] = [one.stages["search"] for one in looked]
    rankings["search, by best sentence"] = [by_sentence(one) for one in looked]
    table = {}
    for stage, ranked in rankings.items():
        ranks = [first_right([p == one.asked.place for p in r]) for r, one in zip(ranked, looked, strict=True)]
        table[stage] = recall_at(ranks, 1), recall_at(ranks, 5), mean_reciprocal_rank(ranks, 10)
    return table


def sentence_table(looked: Sequence[Looked], scores: dict[str, Mix]) -> dict[str, tuple[float, ...]]:
    table = {}
    for name, score in {"cosine alone": None, **scores}.items():
        firsts, anys = [], []
        for one in looked:
            values = one.sentence_cosines if score is None else score(one.table)
            best = different([one.found[row][0] for row in (-values).argsort(kind="stable")])
            right = [any(a.casefold() in s.readable.casefold() for a in one.asked.answers) for s in best]
            firsts.append(bool(right and right[0]))
            anys.append(any(right))
        table[name] = float(np.mean(firsts)), float(np.mean(anys))
    return table


def different(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The first few that don't say the same."""
    chosen: list[Sentence] = []
    for sentence in sentences:
        words = terms(sentence.readable)
        if len(chosen) < FIRST and not any(words == terms(other.readable) for other in chosen):
            chosen.append(sentence)
    return chosen


def abstention_table(
    groups: Mapping[str, Sequence[Looked]], scores: dict[str, Mix], weights: Weights
) -> dict[str, tuple[float, ...]]:
    def best(one: Looked, score: Mix | None) -> float:
        values = one.table[:, FEATURES.index("cosine")] if score is None else score(one.table)
        return float(values.max()) if len(values) else -99.0

    table = {}
    for name, score in {"cosine alone": None, **scores}.items():
        can, near, off = ([best(one, score) for one in group] for group in groups.values())
        table[name] = auroc(can, near), auroc(can, off)
    declined = [np.mean([not chosen(one, weights) for one in group]) for group in groups.values()]
    shares = ", ".join(f"{name} {share:.3f}" for name, share in zip(groups, declined, strict=True))
    print(f"\nDeclined at the shipped threshold: {shares}")
    return table


def chosen(one: Looked, weights: Weights) -> list[Ranked]:
    """What an answer would quote."""
    likely = 1.0 / (1.0 + np.exp(-mixes(weights)["all"](one.table)))
    ranked = [Ranked(s, float(p), hit) for (s, hit), p in zip(one.found, likely, strict=True)]
    return choose(one.asked.question, sorted(ranked, key=lambda r: -r.score), weights)


def trecqa_table(
    rows: Sequence[dict], judge: Judge, embedder: SentenceTransformerEmbedder, scores: dict[str, Mix]
) -> dict:
    """MAP and MRR over the questions that have both a right and a wrong sentence."""
    precisions: dict[str, list[float]] = {}
    ranks: dict[str, list[float]] = {}
    for row in track([row for row in rows if row["positive"] and row["negative"]], "trecqa"):
        texts = [*row["positive"], *row["negative"]]
        truth = np.array([True] * len(row["positive"]) + [False] * len(row["negative"]))
        cosines = embedder.embed_documents(texts) @ embedder.embed_query(row["question"])
        given = [Candidate(text, text, float(cosine), 0) for text, cosine in zip(texts, cosines, strict=True)]
        table = features(row["question"], given, judge)
        for name, score in {"cosine alone": None, **scores}.items():
            order = (-(cosines if score is None else score(table))).argsort(kind="stable")
            precisions.setdefault(name, []).append(average_precision(list(truth[order])))
            ranks.setdefault(name, []).append(1.0 / (first_right(list(truth[order])) or 1))
    return {name: (float(np.mean(precisions[name])), float(np.mean(ranks[name]))) for name in precisions}


def show(title: str, columns: Sequence[str], table: dict[str, tuple[float, ...]]) -> None:
    print(f"\n{title:32}" + " ".join(f"{column:>10}" for column in columns))
    for name, row in table.items():
        print(f"{name:32}" + " ".join(f"{figure:10.3f}" for figure in row), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds dev/squad2.json and dev/trecqa.jsonl"
    )
    parser.add_argument("--most", type=int, help="ask at most this many questions of each kind")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    judge, embedder, weights = load_judge(), SentenceTransformerEmbedder(), load_weights()
    articles = read_squad(options.data / "dev" / "squad2.json")
    trecqa = list(read_rows(options.data / "dev" / "trecqa.jsonl"))
    others = [row["question"] for row in [*trecqa, *read_rows(options.data / "dev" / "trecqa_train.jsonl")]]
    questions = {
        "answerable": sample(articles.answerable, options.most),
        "near misses": sample(articles.unanswerable, options.most),
        "off topic": sample([Asked(question, ("", -1), ()) for question in others], options.most),
    }
    scores = mixes(weights)
    with tempfile.TemporaryDirectory() as folder:
        library, places = library_of_paragraphs(Path(folder), articles.paragraphs, embedder)
        with library:
            looked = {
                name: [look(one, library, places, judge, embedder) for one in track(asked, name)]
                for name, asked in questions.items()
            }
    asked = looked["answerable"]
    print(f"{', '.join(f'{len(group)} {name}' for name, group in looked.items())}; {len(places)} paragraphs")
    tables = {
        "passages": passage_table(asked, places, scores["all"]),
        "sentences": sentence_table(asked, scores),
        "abstention": abstention_table(looked, scores, weights),
        "trecqa": trecqa_table(trecqa[: options.most], judge, embedder, scores),
    }
    headings = {"passages": ("R@1", "R@5", "MRR@10"), "sentences": ("first", "of 3"),
                "abstention": ("near miss", "off topic"), "trecqa": ("MAP", "MRR")}  # fmt: skip
    for name, columns in headings.items():
        show(name, columns, tables[name])
    if options.json:
        options.json.write_text(json.dumps(tables, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
