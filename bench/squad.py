"""SQuAD questions over a real library whose passages are the articles' paragraphs."""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from index import Embedder, Library
from index.catalog import FileStamp
from index.segment import Passage, sentences_of
from index.source import Block, Kind, Source
from training.examples import read_rows

Place = tuple[str, int]
"""An article's title and the number of a paragraph in it."""


@dataclass(frozen=True)
class Asked:
    """A question, the paragraph it was asked of, and the answers it has there; none if that paragraph has none."""

    question: str
    place: Place
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Articles:
    """Articles by title, each a list of paragraphs, and what was asked of them."""

    paragraphs: dict[str, list[str]]
    answerable: list[Asked]
    unanswerable: list[Asked]


def read_squad(path: Path) -> Articles:
    """SQuAD 2.0's own form."""
    articles = Articles({}, [], [])
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        articles.paragraphs[title] = [paragraph["context"] for paragraph in article["paragraphs"]]
        for number, paragraph in enumerate(article["paragraphs"]):
            for asked in paragraph["qas"]:
                answers = tuple(dict.fromkeys(answer["text"] for answer in asked["answers"]))
                kept = articles.unanswerable if asked["is_impossible"] else articles.answerable
                kept.append(Asked(asked["question"].strip(), (title, number), answers))
    return articles


def read_questions(path: Path, titles: Sequence[str] = ()) -> Articles:
    """`squad_questions.jsonl`: a question with its passage on each line; all are answerable, few answers are known."""
    articles = Articles({}, [], [])
    for row in read_rows(path):
        title = row["title"].replace("_", " ")
        if titles and title not in titles:
            continue
        paragraphs = articles.paragraphs.setdefault(title, [])
        if row["passage"] not in paragraphs:
            paragraphs.append(row["passage"])
        place = (title, paragraphs.index(row["passage"]))
        articles.answerable.append(Asked(row["question"].strip(), place, tuple(row["answers"] or ())))
    return articles


def sample(asked: list[Asked], most: int | None) -> list[Asked]:
    """At most so many, the same ones each time."""
    return asked if not most or len(asked) <= most else random.Random(0).sample(asked, most)


def library_of_paragraphs(
    folder: Path, articles: dict[str, list[str]], embedder: Embedder
) -> tuple[Library, dict[int, Place]]:
    """A library in which each paragraph is one passage, and the place of each passage."""
    library = Library.open(folder, embedder)
    places: dict[int, Place] = {}
    for title, paragraphs in articles.items():
        source = _source(paragraphs)
        sentences = groupby(sentences_of(source), key=lambda s: sum(b.start <= s.start for b in source.blocks))
        passages = [Passage(tuple(run)) for _, run in sentences]
        document_id, ids = library.catalog.insert(source, title, passages)
        texts = [" ".join(source.text[p.start : p.end].split()) for p in passages]
        library._vectors.add(ids, [document_id] * len(ids), embedder.embed_documents(texts))
        stamp = FileStamp(f"/{title}.txt", 0, 0, sha256(title.encode()).hexdigest())
        library.catalog.publish([(document_id, stamp)])
        places |= {id: (title, number) for number, id in enumerate(ids)}
    return library, places


def _source(paragraphs: Iterable[str]) -> Source:
    text, blocks = "", []
    for paragraph in paragraphs:
        paragraph = " ".join(paragraph.split())
        blocks.append(Block(len(text), len(text) + len(paragraph), Kind.PARAGRAPH))
        text += f"{paragraph}\n\n"
    return Source(text, tuple(blocks), "txt")
