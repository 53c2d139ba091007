"""A chat assistant over source documents that you can check.

>>> from assistant import Assistant                                         # doctest: +SKIP
>>> assistant = Assistant.open("my-library")                                # doctest: +SKIP
>>> assistant.library.add("articles/")                                      # doctest: +SKIP
>>> assistant.ask("Who backs the withdrawal?").text                         # doctest: +SKIP
"""

from assistant.assistant import Assistant
from assistant.findings import Findings
from assistant.groups import ConflictGroup, Side, group_conflicts
from assistant.judge import Judge, load_judge
from assistant.models import (
    Answer,
    Citation,
    Conflict,
    Coverage,
    Difference,
    Quote,
    Statement,
    Verdict,
)
from assistant.verify import verify_statement
from index import (
    CrosscheckError,
    Document,
    Failure,
    IngestReport,
    Library,
    LibraryBusyError,
    LibraryError,
    ModelError,
    ModelMismatchError,
    NewerLibraryError,
    Review,
    UnknownDocumentError,
)

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Conflict",
    "ConflictGroup",
    "Coverage",
    "CrosscheckError",
    "Difference",
    "Document",
    "Failure",
    "Findings",
    "IngestReport",
    "Judge",
    "Library",
    "LibraryBusyError",
    "LibraryError",
    "ModelError",
    "ModelMismatchError",
    "NewerLibraryError",
    "Quote",
    "Review",
    "Side",
    "Statement",
    "UnknownDocumentError",
    "Verdict",
    "group_conflicts",
    "load_judge",
    "verify_statement",
]
