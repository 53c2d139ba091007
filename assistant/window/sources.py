"""The sources' handlers: list, add, remove, open. Adding and removing are one worker's, so they never collide."""

import logging
from collections.abc import Iterator, Sequence

from assistant import Assistant, CrosscheckError
from assistant.window import render
from assistant.window.background import Worker
from assistant.window.uploads import add_uploads, remove_documents

_log = logging.getLogger(__name__)


class Sources:
    """What the Sources and Evidence panels need of the library."""

    def __init__(self, assistant: Assistant, is_sample: bool) -> None:
        self._assistant = assistant
        self._is_sample = is_sample
        self._writes = Worker("writes")

    def listed(self) -> str:
        """The list of sources as HTML."""
        return render.documents_html(self._assistant.library.documents(), self._is_sample)

    def add(self, files: Sequence[str]) -> Iterator[str]:
        """Index uploaded files; yields progress, then the report."""
        yield render.ingesting_html(0, len(files), "")
        try:
            job = self._writes.start(lambda report: add_uploads(self._assistant.library, files, report))
            for progress in job.progress():
                if progress is not None:
                    yield render.ingesting_html(*progress)
            yield render.ingest_html(job.result())
        except CrosscheckError as error:
            yield render.failure_html(str(error))
        except OSError as error:
            yield render.failure_html(f"The files can't be kept in the library's folder: {error.strerror or error}.")

    def remove(self, ids: Sequence[str]) -> str:
        """Remove documents; returns what to say about it. Those already gone are passed over."""
        known = {document.id: document.title for document in self._assistant.library.documents()}
        gone = [i for i in ids if i in known]
        try:
            self._writes.start(lambda _: remove_documents(self._assistant.library, gone)).result()
        except CrosscheckError as error:
            return render.failure_html(str(error))
        return render.removed_html([known[i] for i in gone])

    def article(self, document_id: object, start: object, end: object) -> str:
        """A document's article as HTML, at a quotation if offsets are given. All three come from the browser."""
        library = self._assistant.library
        try:
            document = library.document(str(document_id))
            text = library.text(document.id)
        except CrosscheckError:
            return render.missing_article_html()
        return render.article_html(document, text, _offsets(start, end), library.sentences(document.id))


def _offsets(start: object, end: object) -> tuple[int, int] | None:
    """Two numbers as the browser sends them, as text, or None."""
    try:
        return int(str(start)), int(str(end))
    except ValueError:
        return None
