"""From a question to a checked answer: condense, retrieve, decide, write, verify, cross-check.

`AnswerChain` is a LangChain Runnable. Streamed, it yields `Answer` after `Answer`, each more complete than the one
before; the last one is the answer that `invoke` returns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NotRequired, cast

from langchain_core.messages import HumanMessage
from langchain_core.runnables import Runnable, RunnableConfig
from typing_extensions import TypedDict

import prompts
from assistant.condense import HISTORY_TURNS, Turn, condense
from assistant.contradictions import ConflictFinder
from assistant.deciding import decide
from assistant.judge import Judge
from assistant.language_model import LanguageModel
from assistant.models import Answer, Citation, Conflict, Coverage, Quote, Statement
from assistant.prose import growing, is_refusal, statements_in
from assistant.question import asks_for
from assistant.quoting import quote_of
from assistant.select import PASSAGES_READ, Ranked, choose, rank_sentences
from assistant.write import Checker, messages
from index import Hit, Library, ModelError, Sentence

LONGEST_QUESTION = 2_000
NEAREST_SHOWN = 3
CONFLICTS_SHOWN = 5


class Question(TypedDict):
    """A question with what came before it and, if the user chose some, the ids of the documents to search."""

    question: str
    history: NotRequired[Sequence[Turn]]
    documents: NotRequired[Sequence[str] | None]


@dataclass(slots=True)
class _Work:
    """What is known so far while one question is answered."""

    question: str
    documents: Sequence[str] | None
    hits: list[Hit]
    ranked: list[Ranked]
    notes: list[str] = field(default_factory=list)


class AnswerChain(Runnable[str | Question, Answer]):
    """Answers questions from one library. Stateless: history comes in with the question."""

    def __init__(
        self,
        library: Library,
        judge: Judge,
        finder: ConflictFinder,
        model: LanguageModel | None = None,
        passages: int = PASSAGES_READ,
    ) -> None:
        self._library = library
        self._judge = judge
        self._finder = finder
        self._model = model
        self._passages = passages

    def invoke(self, input: str | Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """The finished answer."""
        return self._call_with_config(self._last, input, config, **kwargs)

    def stream(self, input: str | Question, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Answer]:
        """Answers, each more complete than the one before."""
        yield from self._transform_stream_with_config(iter([input]), self._each, config, **kwargs)

    def _last(self, input: str | Question) -> Answer:
        return list(self._answers(input))[-1]

    def _each(self, inputs: Iterator[str | Question]) -> Iterator[Answer]:
        for input in inputs:
            yield from self._answers(input)

    def _answers(self, input: str | Question) -> Iterator[Answer]:
        asked = cast("Question", {"question": input} if isinstance(input, str) else input)
        question = " ".join(asked["question"].split())
        if not question:
            yield _abstain("Ask a question, and it is answered from the sources.", question)
            return
        if len(question) > LONGEST_QUESTION:
            yield _abstain(
                f"This question has {len(question):,} characters; the longest that can be answered has "
                f"{LONGEST_QUESTION:,}. Ask for one thing at a time.",
                question[:200] + " …",
            )
            return
        documents = asked.get("documents")
        if self._library.catalog.counts()[0] == 0:
            yield _abstain("The library is empty. Add articles to it, then ask again.", question)
            return
        notes: list[str] = []
        question = self._condense(question, asked.get("history") or (), notes)
        hits = self._library.search(question, limit=self._passages, documents=documents)
        ranked = rank_sentences(question, hits, self._library, self._judge)
        work = _Work(question, documents, hits, ranked, notes)
        chosen = choose(question, ranked)
        if not chosen:
            yield self._abstention(work)
        elif self._model is None:
            decides = asks_for(question) == "yes_no"
            yield self._quoted(work, self._both_sides(work, chosen) if decides else chosen)
        else:
            yield from self._written(work, chosen, self._model)

    def _both_sides(self, work: _Work, chosen: list[Ranked]) -> list[Ranked]:
        """For a yes or no: the sentences that decide it, of both sides where the sources differ, and a note of it."""
        decided = decide(work.question, work.ranked, self._judge)
        if not decided:
            return chosen
        listed = "; ".join(f"{side}, by [{n}]" for n, side in enumerate(decided, start=1))
        work.notes.append(f"As far as these sentences go: {listed}. Judged by a model; read them.")
        return list(decided.values())

    # condense

    def _condense(self, question: str, history: Sequence[Turn], notes: list[str]) -> str:
        history = list(history)[-HISTORY_TURNS:]
        by_rules = condense(question, history)
        if self._model is None or not history:
            return by_rules
        turns = "\n".join(f"User: {q}\nAnswer: {' '.join(a.split())[:500]}" for q, a in history)
        fenced = prompts.fence(prompts.new_fence(), "conversation", turns)
        prompt = prompts.load("condense").fill(conversation=fenced, question=question)
        try:
            rewritten = self._model.reply([HumanMessage(prompt)]).strip().strip('"')
        except ModelError as error:
            notes.append(f"{error} The follow-up was completed by rules.")
            return by_rules
        is_question = 0 < len(rewritten) <= 3 * (len(question) + len(history[-1][0])) and "\n" not in rewritten
        return rewritten if is_question else by_rules

    # without a model

    def _quoted(self, work: _Work, chosen: Sequence[Ranked]) -> Answer:
        """The sentences that answer, word for word, each with its citation."""
        statements, citations = [], []
        for number, ranked in enumerate(chosen, start=1):
            quote = quote_of(ranked.sentence, self._library)
            citations.append(Citation(number=number, quote=quote))
            statements.append(
                Statement(
                    text=quote.readable,
                    verdict="quoted",
                    citations=(citations[-1],),
                    reason="It stands in the source word for word.",
                )
            )
        return self._finish(work, statements, citations, [r.sentence for r in chosen], model=None)

    # with a model

    def _written(self, work: _Work, chosen: Sequence[Ranked], model: LanguageModel) -> Iterator[Answer]:
        passages = [hit.passage for hit in work.hits]
        documents = {p.document_id: self._library.document(p.document_id) for p in passages}
        seen = tuple(Quote.of(documents[p.document_id], p) for p in passages)
        coverage = self._coverage(work, ())
        prose = ""
        try:
            for piece in model.stream(messages(work.question, passages, documents)):
                prose += piece
                yield Answer(
                    text=growing(prose), abstained=False, question=work.question, model=model.name, seen=seen,
                    coverage=coverage,
                )  # fmt: skip
        except ModelError as error:
            yield self._without(work, chosen, str(error), seen)
            return
        if is_refusal(prose):
            yield self._abstention(work).model_copy(update={"model": model.name, "seen": seen})
            return
        checker = Checker(self._library, self._judge, passages)
        statements = checker.check(statements_in(prose))
        work.notes.extend(checker.notes)
        if not any(s.verdict in ("quoted", "supported", "partly") for s in statements):
            yield self._without(
                work, chosen, f"Nothing the model {model.name} wrote is borne out by the sources.", seen
            )
            return
        cited = {(c.quote.document_id, c.quote.start) for c in checker.citations}
        used = [r.sentence for r in work.ranked if (r.sentence.document_id, r.sentence.start) in cited]
        answer = self._finish(work, statements, checker.citations, used, model=model.name)
        yield answer.model_copy(update={"seen": seen})

    def _without(self, work: _Work, chosen: Sequence[Ranked], why: str, seen: tuple[Quote, ...]) -> Answer:
        work.notes.append(f"{why} This is the answer without it.")
        return self._quoted(work, chosen).model_copy(update={"seen": seen})

    # all answers

    def _finish(
        self,
        work: _Work,
        statements: Sequence[Statement],
        citations: Sequence[Citation],
        used: Sequence[Sentence],
        model: str | None,
    ) -> Answer:
        for citation in citations:
            self._check_quote(citation.quote)
        return Answer(
            text="\n\n".join(_with_markers(s) for s in statements) if model is None else _prose(statements),
            abstained=False,
            question=work.question,
            statements=tuple(statements),
            citations=tuple(citations),
            conflicts=tuple(self._conflicts(work, used)),
            coverage=self._coverage(work, [c.quote for c in citations]),
            notes=tuple(work.notes),
            model=model,
        )

    def _check_quote(self, quote: Quote) -> None:
        """The one rule, once more before anything is shown."""
        if self._library.text(quote.document_id)[quote.start : quote.end] != quote.text:
            raise AssertionError(f"a quote of {quote.path} is not a slice of its text")

    def _conflicts(self, work: _Work, used: Sequence[Sentence]) -> list[Conflict]:
        """Cross-check: what else that was found, or stands in the same documents, says otherwise."""
        pool = {r.sentence.id: r.sentence for r in work.ranked}
        for document_id in dict.fromkeys(s.document_id for s in used):
            pool |= {s.id: s for s in self._library.sentences(document_id)}
        return self._finder.against(used, pool.values())[:CONFLICTS_SHOWN]

    def _coverage(self, work: _Work, quotes: Sequence[Quote]) -> Coverage:
        documents, passages, _ = self._library.catalog.counts()
        if work.documents is not None:
            documents = len(work.documents)
            passages = sum(len(self._library.catalog.passage_ids(d)) for d in work.documents)
        return Coverage(
            documents_searched=documents,
            passages_searched=passages,
            passages_read=len(work.hits),
            documents_used=len({q.document_id for q in quotes}),
            passages_used=len({(q.document_id, q.start) for q in quotes}),
        )

    def _abstention(self, work: _Work) -> Answer:
        coverage = self._coverage(work, ())
        nearest = []
        for ranked in work.ranked[:NEAREST_SHOWN]:
            nearest.append(Quote.of(self._library.document(ranked.sentence.document_id), ranked.sentence))
        text = (
            f"The sources don't answer this. Searched {coverage.passages_searched} passages of "
            f"{coverage.documents_searched} {'document' if coverage.documents_searched == 1 else 'documents'}."
        )
        return Answer(
            text=text,
            abstained=True,
            question=work.question,
            coverage=coverage,
            notes=tuple(work.notes),
            nearest=tuple(nearest),
        )


def _abstain(text: str, question: str) -> Answer:
    return Answer(text=text, abstained=True, question=question)


def _with_markers(statement: Statement) -> str:
    markers = "".join(f"[{c.number}]" for c in statement.citations)
    return f"{statement.text} {markers}".strip()


def _prose(statements: Sequence[Statement]) -> str:
    return " ".join(_with_markers(s) for s in statements)
