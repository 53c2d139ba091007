"""Hybrid search: what keywords find, what vectors find, and queries of every kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, SentenceTransformerEmbedder
from index.search import QUERY_TERMS, match_expression
from tests.fakes import HashingEmbedder

TEXTS = {
    "ferry": "The ferry Kestrel struck a rock near Gannet Skerry. All passengers were taken off in life rafts.",
    "pumps": "Varnholt sold more pumps than in any year before. Its part QX-7741/B is made in Varn.",
    "bread": "The bakery on Mill Street sells rye bread and closes at noon on Saturdays.",
    "school": "The school will teach Latin again from September, its head said.",
    "café": "The Café Zoë has served coffee since 1911.",
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Library]:
    """A library of short articles with the packaged model's vectors."""
    folder = tmp_path_factory.mktemp("search")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    with Library.open(folder / "library", embedder) as library:
        library.add([folder / f"{name}.txt" for name in TEXTS])
        yield library


def found(library: Library, query: str, **settings) -> list[str]:
    """The names of the articles found, best first."""
    return [Path(library.document(h.passage.document_id).path).stem for h in library.search(query, **settings)]


@pytest.mark.parametrize("query", ["QX-7741/B", "What is qx-7741/b?", "7741"])
def test_a_rare_code_is_found_by_keyword(real: Library, query: str):
    best = real.search(query)[0]
    assert "QX-7741/B" in best.passage.text
    assert best.keyword_rank == 1


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("maritime accident, everybody rescued", "ferry"),
        ("where can loaves be bought at weekends?", "bread"),
        ("an ancient language returns to lessons", "school"),
        ("the manufacturer's record turnover", "pumps"),
    ],
)
def test_a_paraphrase_is_found_by_vector(real: Library, query: str, name: str):
    best = real.search(query)[0]
    assert best.passage.text == TEXTS[name]
    assert (best.dense_rank, best.keyword_rank) == (1, None)


def test_what_both_find_comes_first(real: Library):
    best = real.search("When does the bakery close?")[0]
    assert "bakery" in best.passage.text
    assert (best.dense_rank, best.keyword_rank) == (1, 1)


def test_keywords_match_by_stem_and_without_accents(real: Library):
    assert found(real, "making a pump")[0] == "pumps"
    assert found(real, "cafe zoe")[0] == "café"


def test_scores_fall_and_cosines_are_those_of_the_vectors(real: Library, embedder: SentenceTransformerEmbedder):
    query = "Is Latin taught?"
    hits = real.search(query)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    vectors = embedder.embed_documents([hit.passage.readable for hit in hits])
    assert [hit.cosine for hit in hits] == pytest.approx(list(vectors @ embedder.embed_query(query)), abs=1e-4)


def test_documents_restrict_both_kinds_of_search(real: Library):
    ferry = next(d for d in real.documents() if d.title == "ferry")
    assert found(real, "rye bread", documents=[ferry.id]) == ["ferry"]
    assert found(real, "QX-7741/B", documents=[ferry.id]) == ["ferry"]
    assert found(real, "rye bread", documents=[]) == []
    assert found(real, "rye bread", documents=["0" * 16]) == []


def test_limit(real: Library):
    assert len(real.search("bread", limit=2)) == 2
    assert len(real.search("bread", limit=1000)) == len(TEXTS)
    assert real.search("bread", limit=0) == []


@pytest.mark.parametrize("query", ["", " ", "\n\t", "\u00a0"])
def test_an_empty_query_finds_nothing(real: Library, query: str):
    assert real.search(query) == []


def test_an_empty_library_has_nothing(library: Library):
    assert library.search("bread") == []


def test_a_very_long_query_is_answered_by_its_beginning(real: Library):
    assert found(real, "rye bread of the bakery? " + "and then " * 12_000)[0] == "bread"


@pytest.mark.parametrize(
    "query",
    [
        'bread "unclosed',
        "bread AND OR NOT NEAR(",
        "text:bread",
        "bread* ^bread -bread",
        "(bread)) OR {bread}",
        "bread; DROP TABLE passages; --",
        "bread\x00bread",
        "bread \ud83d",
        "bread 🥖 ½ \u200b",
        "'bread'' \\ % _",
    ],
)
def test_special_characters_are_no_syntax(real: Library, query: str):
    assert "bread" in found(real, query)[:3]
    assert len(real.documents()) == len(TEXTS)


@pytest.mark.parametrize("query", ["???", "🥖", "«»", "AND", "*", '"'])
def test_a_query_without_words_is_no_error(real: Library, query: str):
    assert len(real.search(query)) == len(TEXTS)


def test_a_passage_beyond_the_vectors_depth_still_has_its_cosine(library: Library, write):
    for number in range(60):
        folder = write(f"many/{number}.txt", f"ferry ferry ferry number {number}").parent
    write("many/far.txt", "Quite another subject: zygote " + "mitosis meiosis spindle kinetochore " * 3)
    library.add(folder)
    query = "ferry number zygote"
    far = next(hit for hit in library.search(query, limit=100) if "zygote" in hit.passage.text)
    assert (far.dense_rank, far.keyword_rank) == (None, 1)
    vectors = HashingEmbedder().embed_documents([query, far.passage.text])
    assert far.cosine == pytest.approx(float(vectors[0] @ vectors[1]), abs=1e-3)


def test_nearest_passages_go_by_vector_alone(real: Library):
    nearest = real.nearest_passages("The ship hit a rock.", 2)
    assert nearest[0][1] > nearest[1][1]
    assert "Kestrel" in real.catalog.passages([nearest[0][0]])[nearest[0][0]].text


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("Who signed the Tallow act?", '"signed" OR "Tallow" OR "act"'),
        ("bread bread", '"bread"'),
        ("What is it?", '"What" OR "is" OR "it"'),
        ("a 5 b", '"5"'),
        ("QX-7741/B 3.5", '"QX-7741/B" OR "3.5"'),
        ("?!", None),
    ],
)
def test_match_expression(query: str, expression: str | None):
    assert match_expression(query) == expression


def test_match_expression_has_a_bounded_number_of_terms():
    assert (match_expression(" ".join(f"w{number}" for number in range(500))) or "").count(" OR ") == QUERY_TERMS - 1
