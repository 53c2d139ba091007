"""Prove that catalog, vectors and source files agree; mend what doesn't."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from index.catalog import Catalog, text_hash
from index.embedding import Embedder
from index.errors import SourceError
from index.ingest import Ingest, finish_removals
from index.models import Passage, Problem, Sentence, VerifyReport
from index.readers import load_bytes
from index.vectors import Vectors

STALE, GONE, UNREADABLE = "file changed", "file gone", "file unreadable"
TEXT, SPANS = "text altered", "spans altered"
MISSING, STRAY = "vector missing", "vector stray"
UNFINISHED, KEYWORDS = "unfinished", "keyword index"


def find_problems(catalog: Catalog, vectors: Vectors) -> Iterator[Problem]:
    """Where things don't agree: texts and hashes, spans and texts, vectors and passages, files and their stamps."""
    for state in ("indexing", "removing"):
        for document_id in catalog.unfinished(state):
            yield Problem(kind=UNFINISHED, subject=document_id, detail=f"an interrupted run left it {state}")
    for document in catalog.documents():
        text = catalog.text(document.id)
        if text_hash(text) != document.sha256:
            yield Problem(kind=TEXT, subject=document.id, detail="the stored text no longer has its hash")
        yield from _span_problems(catalog, document.id, text)
        yield from _file_problems(catalog, document.id)
    stored, wanted = vectors.ids(), set(catalog.passage_ids())
    for passage_id in sorted(wanted - stored):
        yield Problem(kind=MISSING, subject=str(passage_id), detail="a passage has no vector")
    for passage_id in sorted(stored - wanted):
        yield Problem(kind=STRAY, subject=str(passage_id), detail="a vector belongs to no passage")
    if not catalog.keywords_are_sound():
        yield Problem(kind=KEYWORDS, subject="keywords", detail="the keyword index doesn't match the passages")


def _span_problems(catalog: Catalog, document_id: str, text: str) -> Iterator[Problem]:
    sentences: dict[int, list[Sentence]] = {}
    for sentence in catalog.sentences_of(document_id):
        sentences.setdefault(sentence.passage_id, []).append(sentence)
    for passage in catalog.passages_of(document_id):
        detail = None
        if text[passage.start : passage.end] != passage.text:
            detail = f"passage {passage.id} is not its slice of the text"
        elif not _fill(passage, sentences.get(passage.id, [])):
            detail = f"the sentences of passage {passage.id} don't fill it"
        if detail:
            yield Problem(kind=SPANS, subject=document_id, detail=detail)
            return


def _fill(passage: Passage, sentences: Sequence[Sentence]) -> bool:
    """Whether sentences run from the passage's start to its end, each after the one before."""
    if not sentences or (sentences[0].start, sentences[-1].end) != (passage.start, passage.end):
        return False
    in_order = all(before.end <= after.start for before, after in pairwise(sentences))
    return in_order and all(sentence.start < sentence.end for sentence in sentences)


def _file_problems(catalog: Catalog, document_id: str) -> Iterator[Problem]:
    for stamp in catalog.files_of(document_id):
        try:
            data = load_bytes(Path(stamp.path))
        except SourceError as error:
            gone = not Path(stamp.path).exists()
            yield Problem(kind=GONE if gone else UNREADABLE, subject=stamp.path, detail=f"the source file {error}")
            continue
        if sha256(data).hexdigest() != stamp.sha256:
            yield Problem(kind=STALE, subject=stamp.path, detail="the source file has changed since it was indexed")


def verify(catalog: Catalog, vectors: Vectors, embedder: Embedder, repair: bool) -> VerifyReport:
    """Look for problems and, if asked, mend them. The caller holds the write lock for a repair.

    A file that is gone takes its document with it only if its folder is still there: a drive that isn't mounted
    empties no library.
    """
    documents, passages, _ = catalog.counts()
    problems = tuple(find_problems(catalog, vectors))
    if not repair or not problems:
        return VerifyReport(documents=documents, passages=passages, problems=problems, repaired=False)
    _mend(catalog, vectors, embedder, problems)
    left = tuple(find_problems(catalog, vectors))
    return VerifyReport(documents=documents, passages=passages, problems=left or problems, repaired=not left)


def _mend(catalog: Catalog, vectors: Vectors, embedder: Embedder, problems: tuple[Problem, ...]) -> None:
    by_kind: dict[str, list[str]] = {}
    for problem in problems:
        by_kind.setdefault(problem.kind, []).append(problem.subject)
    if KEYWORDS in by_kind:  # first: SQLite can't take out of the index what isn't in it
        catalog.rebuild_keywords()
    again = [Path(path) for path in by_kind.get(STALE, ())]
    catalog.unlink(path for path in by_kind.get(GONE, ()) if Path(path).parent.is_dir())
    for document_id in dict.fromkeys([*by_kind.get(TEXT, ()), *by_kind.get(SPANS, ())]):
        files = [path for stamp in catalog.files_of(document_id) if (path := Path(stamp.path)).is_file()]
        if files:  # what can't be read again is better kept and reported
            again.extend(files)
            catalog.mark_removing([document_id])
    vectors.wrote()
    finish_removals(catalog, vectors)
    Ingest(catalog, vectors, embedder).run(again)
    wanted = set(catalog.passage_ids())
    stored = vectors.ids()
    vectors.remove(sorted(stored - wanted))
    missing = catalog.passages(sorted(wanted - stored))
    if missing:
        found = list(missing.values())
        embedded = embedder.embed_documents([passage.readable for passage in found])
        vectors.add([p.id for p in found], [p.document_id for p in found], embedded)
    catalog.touch()
    vectors.wrote()
