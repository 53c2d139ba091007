"""The assistant: one library, one judge, perhaps a language model, and what a user can ask of them."""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property

from langchain_core.language_models import BaseChatModel

from assistant.chain import AnswerChain, Question
from assistant.condense import Turn
from assistant.contradictions import ConflictFinder, Progress
from assistant.findings import Findings
from assistant.judge import Judge, load_judge
from assistant.language_model import LanguageModel
from assistant.models import Answer, Conflict, Difference
from assistant.retriever import LibraryEmbeddings, LibraryRetriever
from assistant.reviews import record_review
from assistant.select import PASSAGES_READ
from index import Embedder, Library, Review
from index.models import ReviewStatus


class Assistant:
    """Answers questions from a library with exact quotations, and finds where its sources contradict each other.

    Make one with `Assistant.open`. It can be used from any number of threads.
    """

    def __init__(
        self,
        library: Library,
        model: LanguageModel | None = None,
        judge: str | Judge | None = None,
        passages: int = PASSAGES_READ,
    ) -> None:
        self.library = library
        self.model = model
        self._judge = judge
        self._passages = passages

    @classmethod
    def open(
        cls,
        library: str | os.PathLike[str],
        model: str | BaseChatModel | None = None,
        *,
        embedding: str | Embedder | None = None,
        judge: str | Judge | None = None,
        passages: int = PASSAGES_READ,
    ) -> "Assistant":
        """Open the library in a folder, or create it there.

        `model` is a LangChain chat model or `provider:name`; without one, answers are the sources' own sentences
        and nothing leaves the machine. `embedding` names another sentence-transformers model for a new library,
        `judge` another CrossEncoder, `passages` how many passages are read for an answer. Raises `LibraryError`
        or `ModelError`.
        """
        chosen = None if model is None else LanguageModel.of(model)
        return cls(Library.open(library, embedding), chosen, judge, passages)

    def close(self) -> None:
        """Close the library's files."""
        self.library.close()

    def __enter__(self) -> "Assistant":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # asking

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Sequence[str] | None = None) -> Answer:
        """Answer a question. `history` is earlier questions with their answers, `documents` the ids to search."""
        return self.chain.invoke(_question(question, history, documents))

    def stream(
        self, question: str, history: Sequence[Turn] = (), documents: Sequence[str] | None = None
    ) -> Iterator[Answer]:
        """The same, as answer after answer, each more complete; the last is what `ask` returns."""
        return self.chain.stream(_question(question, history, documents))

    # conflicts

    def conflicts(
        self,
        about: str | None = None,
        documents: Sequence[str] | None = None,
        min_score: float | None = None,
        include_dismissed: bool = False,
    ) -> list[Conflict]:
        """Pairs of quotes that can't both be true, likeliest first; all, or those that touch a topic."""
        return self.scan(about, documents, min_score, include_dismissed=include_dismissed).conflicts

    def differences(self, about: str | None = None, documents: Sequence[str] | None = None) -> list[Difference]:
        """Pairs that look like conflicts and are none, each with the reason."""
        return self.scan(about, documents).differences

    def scan(
        self,
        about: str | None = None,
        documents: Sequence[str] | None = None,
        min_score: float | None = None,
        progress: Progress | None = None,
        include_dismissed: bool = False,
    ) -> Findings:
        """Conflicts and differences in one pass, with what was compared. What a person dismissed is left out."""
        return self._finder.scan(about, documents, min_score, progress, include_dismissed)

    def review(
        self, conflict: Conflict | str, status: ReviewStatus | None, reason: str = "", note: str = ""
    ) -> Review | None:
        """Keep that a conflict (or the one with this key) is "accepted", "dismissed", or only has a note.

        It takes the place of an earlier review, outlives re-indexing and another judge, and with all three empty is
        taken back. Raises `CrosscheckError` for what is no key or no status.
        """
        return record_review(self.library.catalog, conflict, status, reason, note)

    def reviews(self) -> dict[str, Review]:
        """All reviews by their conflicts' keys, oldest first."""
        return self.library.catalog.reviews()

    # parts

    @cached_property
    def judge(self) -> Judge:
        """The model that compares two texts, loaded on first use."""
        return load_judge(self._judge) if self._judge is None or isinstance(self._judge, str) else self._judge

    @cached_property
    def _finder(self) -> ConflictFinder:
        return ConflictFinder(self.library, self.judge)

    @cached_property
    def chain(self) -> AnswerChain:
        """A LangChain Runnable from a question to an `Answer`."""
        return AnswerChain(self.library, self.judge, self._finder, self.model, self._passages)

    @property
    def retriever(self) -> LibraryRetriever:
        """A LangChain retriever over the library."""
        return LibraryRetriever(library=self.library, k=self._passages)

    @property
    def embeddings(self) -> LibraryEmbeddings:
        """The library's embedding model for use in other LangChain code."""
        return LibraryEmbeddings(self.library.embedder)


def _question(question: str, history: Sequence[Turn], documents: Sequence[str] | None) -> Question:
    return {"question": question, "history": history, "documents": documents}
