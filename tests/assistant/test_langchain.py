"""LangChain's own conformance suites, and the chain among other runnables."""

import asyncio

import pytest
from langchain_core.runnables import RunnableLambda
from langchain_tests.integration_tests import EmbeddingsIntegrationTests, RetrieversIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from assistant import Answer, Assistant
from assistant.retriever import LibraryEmbeddings, LibraryRetriever
from index import SentenceTransformerEmbedder


class TestRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _sample(self, sample: Assistant) -> None:
        type(self).library = sample.library

    @property
    def retriever_constructor(self) -> type[LibraryRetriever]:
        return LibraryRetriever

    @property
    def retriever_constructor_params(self) -> dict:
        return {"library": self.library}

    @property
    def retriever_query_example(self) -> str:
        return "Who gave the order to abandon ship?"


class TestEmbeddings(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[LibraryEmbeddings]:
        return LibraryEmbeddings

    @property
    def embedding_model_params(self) -> dict:
        return {"embedder": SentenceTransformerEmbedder()}


class TestEmbeddingsUnit(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[LibraryEmbeddings]:
        return LibraryEmbeddings

    @property
    def embedding_model_params(self) -> dict:
        return {"embedder": SentenceTransformerEmbedder()}


QUESTION = "What did the bridge over the Tarn cost?"


def test_chain_invokes_streams_and_batches(small: Assistant):
    answer = small.chain.invoke(QUESTION)
    assert isinstance(answer, Answer)
    assert list(small.chain.stream(QUESTION))[-1] == answer
    assert small.chain.batch([QUESTION, {"question": QUESTION}]) == [answer, answer]
    assert asyncio.run(small.chain.ainvoke({"question": QUESTION, "history": []})) == answer


def test_chain_composes(small: Assistant):
    composed = small.chain | RunnableLambda(lambda answer: len(answer.citations))
    assert composed.invoke(QUESTION) >= 1
    assert list(composed.stream(QUESTION)) == [composed.invoke(QUESTION)]


def test_retriever_documents_are_slices(small: Assistant):
    for document in small.retriever.invoke(QUESTION):
        text = small.library.text(document.metadata["document_id"])
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content
