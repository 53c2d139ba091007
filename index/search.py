"""Hybrid search: what vectors and keywords find, ordered by how near it is and how well its words fit."""

import re
from collections.abc import Sequence

from index.catalog import Catalog
from index.embedding import Embedder
from index.lexical import STOP_WORDS, Fit, fits
from index.models import Hit
from index.vectors import Vectors

DEPTH = 50
LONGEST_QUERY = 2_000
QUERY_TERMS = 40
NEARNESS, WORDS, SENTENCE = 2.0, 1.0, 0.5
"""What the cosine, the passage's BM25 score and its best sentence's share of the query count (see bench/LOG.md)."""

_TERM = re.compile(r"\w+(?:[.,:/'’-]\w+)*")


def match_expression(query: str) -> str | None:
    """The query's words as an FTS5 expression: each quoted, joined by OR, stop words left out.

    >>> match_expression('Who signed the "Tallow" act?')
    '"signed" OR "Tallow" OR "act"'
    """
    terms = [term for term in _TERM.findall(query) if len(term) > 1 or term.isdigit()]
    telling = [term for term in terms if term.lower() not in STOP_WORDS] or terms
    quoted = dict.fromkeys(f'"{term}"' for term in telling[:QUERY_TERMS])
    return " OR ".join(quoted) or None


def search(
    catalog: Catalog,
    vectors: Vectors,
    embedder: Embedder,
    query: str,
    limit: int,
    documents: Sequence[str] | None = None,
) -> list[Hit]:
    """The passages that fit a query best, by vector and by keyword, best first."""
    query = query[:LONGEST_QUERY].encode(errors="replace").decode()  # half a surrogate pair is no text
    if not query.strip() or (documents is not None and not documents):
        return []
    query_vector = embedder.embed_query(query)
    dense = vectors.nearest(query_vector, DEPTH, documents)
    expression = match_expression(query)
    keyword = catalog.match(expression, DEPTH, documents) if expression else []
    passages = catalog.passages(list(dict.fromkeys([*(i for i, _ in dense), *keyword])))
    cosine = dict(dense)
    unknown = [i for i in passages if i not in cosine]
    cosine |= {i: float(vector @ query_vector) for i, vector in vectors.vectors_of(unknown).items()}
    fit = _fits(catalog, query, list(passages))
    scores = {i: NEARNESS * cosine.get(i, 0.0) + WORDS * fit[i].words + SENTENCE * fit[i].sentence for i in passages}
    dense_rank = {i: rank for rank, (i, _) in enumerate(dense, start=1)}
    keyword_rank = {i: rank for rank, i in enumerate(keyword, start=1)}
    return [
        Hit(
            passage=passages[i],
            score=scores[i],
            cosine=cosine.get(i, 0.0),
            dense_rank=dense_rank.get(i),
            keyword_rank=keyword_rank.get(i),
        )
        for i in sorted(scores, key=lambda i: (-scores[i], i))[:limit]
    ]


def _fits(catalog: Catalog, query: str, ids: Sequence[int]) -> dict[int, Fit]:
    sentences: dict[int, list[str]] = {i: [] for i in ids}
    for sentence in catalog.sentences_of_passages(ids):
        sentences[sentence.passage_id].append(sentence.readable)
    return dict(zip(ids, fits(query, list(sentences.values())), strict=True))
