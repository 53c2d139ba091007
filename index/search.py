"""Hybrid search: dense and keyword ranks fused."""

import re
from collections.abc import Sequence

from index.catalog import Catalog
from index.embedding import Embedder
from index.models import Hit
from index.vectors import Vectors

RANK_CONSTANT = 60
DEPTH = 50
LONGEST_QUERY = 2_000
QUERY_TERMS = 40

_TERM = re.compile(r"\w+(?:[.,:/'’-]\w+)*")
STOP_WORDS = frozenset(
    "a an and are as at be been being but by can could did do does for from had has have he her his how i if in"
    " into is it its me my no not of on or our she should so some such than that the their them then there these"
    " they this those to us was we were what when where which who whom whose why will with would you your about"
    " any tell please".split()
)


def match_expression(query: str) -> str | None:
    """The query's words as an FTS5 expression: each quoted, joined by OR, stop words left out.

    >>> match_expression('Who signed the "Tallow" act?')
    '"signed" OR "Tallow" OR "act"'
    """
    terms = [term for term in _TERM.findall(query) if len(term) > 1 or term.isdigit()]
    telling = [term for term in terms if term.lower() not in STOP_WORDS] or terms
    quoted = dict.fromkeys(f'"{term}"' for term in telling[:QUERY_TERMS])
    return " OR ".join(quoted) or None


def reciprocal_rank_fusion(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """Fused score of each id: the sum of 1 / (60 + rank) over the rankings it is in (Cormack et al., SIGIR 2009)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    return scores


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
    fused = reciprocal_rank_fusion([[i for i, _ in dense], keyword])
    best = sorted(fused, key=lambda i: (-fused[i], i))[: limit + len(dense)]
    passages = catalog.passages(best)
    best = [i for i in best if i in passages][:limit]
    cosine = dict(dense)
    unknown = [i for i in best if i not in cosine]
    cosine |= {i: float(vector @ query_vector) for i, vector in vectors.vectors_of(unknown).items()}
    dense_rank = {i: rank for rank, (i, _) in enumerate(dense, start=1)}
    keyword_rank = {i: rank for rank, i in enumerate(keyword, start=1)}
    return [
        Hit(
            passage=passages[i],
            score=fused[i],
            cosine=cosine.get(i, 0.0),
            dense_rank=dense_rank.get(i),
            keyword_rank=keyword_rank.get(i),
        )
        for i in best
    ]
