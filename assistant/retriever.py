"""The library as LangChain sees it: a retriever and an embeddings model."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index import Embedder, Library


class LibraryRetriever(BaseRetriever):
    """Hybrid search over a library. `k` is how many passages it returns; `documents` restricts it to these ids."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 10
    documents: list[str] | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
    ) -> list[Document]:
        hits = self.library.search(query, limit=k or self.k, documents=self.documents)
        sources = {hit.passage.document_id: self.library.document(hit.passage.document_id) for hit in hits}
        found = []
        for hit in hits:
            source = sources[hit.passage.document_id]
            found.append(
                Document(
                    id=str(hit.passage.id),
                    page_content=hit.passage.text,
                    metadata={
                        "document_id": source.id,
                        "title": source.title,
                        "date": source.date.isoformat() if source.date else None,
                        "source": source.path,
                        "start": hit.passage.start,
                        "end": hit.passage.end,
                        "score": hit.score,
                    },
                )
            )
        return found


class LibraryEmbeddings(Embeddings):
    """The library's embedding model behind LangChain's interface."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text."""
        return self._embedder.embed_documents(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embedder.embed_query(text).tolist()
