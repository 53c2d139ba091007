"""One library of the sample articles for all tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.places import sample_articles
from index import SentenceTransformerEmbedder


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("sample"), embedding=embedder) as assistant:
        assistant.library.add(sample_articles())
        yield assistant


@pytest.fixture
def small(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Assistant]:
    """An assistant over two short articles about one bridge."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "gazette.txt").write_text(
        "New bridge over the Tarn\n\nPublished 3 May 2024\n\n"
        "The new bridge over the Tarn at Oakwell was opened to traffic on Friday. It cost 4.2 million pounds and took "
        "three years to build. Engineer Ruth Vane said the bridge would last a hundred years. "
        "The old bridge was pulled down in 2021.\n",
        encoding="utf-8",
    )
    (articles / "herald.txt").write_text(
        "Oakwell gets its crossing\n\nPublished 4 May 2024\n\n"
        "The bridge over the Tarn at Oakwell cost 6.8 million pounds. Mayor Colin Braddock cut the ribbon. "
        "No lorries may use the crossing before September.\n",
        encoding="utf-8",
    )
    with Assistant.open(tmp_path / "library", embedding=embedder) as assistant:
        assistant.library.add(articles)
        yield assistant
