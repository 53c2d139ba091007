"""For programs: the same answers as JSON, through `gradio_client` or plain HTTP.

from gradio_client import Client
Client("http://127.0.0.1:7860").predict("Who backs the withdrawal?", api_name="/ask")
"""

from typing import Any

import gradio as gr
from gradio.events import api
from pydantic import BaseModel

from assistant import Assistant, CrosscheckError
from assistant.window.turns import normal_history

AT_ONCE = 4


def on_the_wire(result: BaseModel) -> dict[str, Any]:
    """A result as JSON, its `path` called `file`: `gradio_client` would download whatever has a `path`."""
    return _renamed(result.model_dump(mode="json"))


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {"file" if key == "path" else key: _renamed(inner) for key, inner in value.items()}
    return [_renamed(inner) for inner in value] if isinstance(value, list) else value


def add_endpoints(assistant: Assistant) -> None:
    """Define the named endpoints, inside a `gr.Blocks`."""

    def ask(question: str, history: list[Any] | None = None, documents: list[str] | None = None) -> dict[str, Any]:
        """Answer a question. history: earlier [question, answer] pairs; documents: the ids to search, or all."""
        try:
            for document_id in documents or ():
                assistant.library.document(document_id)
            answer = assistant.ask(question, normal_history(history), documents)
        except (CrosscheckError, ValueError) as error:
            raise gr.Error(str(error), print_exception=False) from error
        return on_the_wire(answer)

    def conflicts(about: str | None = None, min_score: float | None = None) -> list[dict[str, Any]]:
        """Pairs of quotations that can't both be true, likeliest first; about a topic, or all."""
        try:
            found = assistant.conflicts(about or None, min_score=min_score)
        except CrosscheckError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return [on_the_wire(conflict) for conflict in found]

    def documents() -> list[dict[str, Any]]:
        """The library's documents: id, title, date, file, hash of the text, format, length."""
        return [on_the_wire(document) for document in assistant.library.documents()]

    api(ask, api_name="ask", concurrency_limit=AT_ONCE)
    api(conflicts, api_name="conflicts", concurrency_limit=1)
    api(documents, api_name="documents", concurrency_limit=AT_ONCE)
