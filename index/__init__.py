"""Sources to a library: load, segment, embed, store, search. Knows nothing of answers or conflicts."""

from index.embedding import DEFAULT_MODEL, Embedder, SentenceTransformerEmbedder
from index.errors import (
    CrosscheckError,
    LibraryBusyError,
    LibraryError,
    ModelError,
    ModelMismatchError,
    NewerLibraryError,
    SourceError,
    UnknownDocumentError,
)
from index.library import Library
from index.models import (
    Document,
    Failure,
    Hit,
    IngestReport,
    Passage,
    Problem,
    Review,
    Sentence,
    VerifyReport,
)
from index.source import Kind

__all__ = [
    "DEFAULT_MODEL",
    "CrosscheckError",
    "Document",
    "Embedder",
    "Failure",
    "Hit",
    "IngestReport",
    "Kind",
    "Library",
    "LibraryBusyError",
    "LibraryError",
    "ModelError",
    "ModelMismatchError",
    "NewerLibraryError",
    "Passage",
    "Problem",
    "Review",
    "Sentence",
    "SentenceTransformerEmbedder",
    "SourceError",
    "UnknownDocumentError",
    "VerifyReport",
]
