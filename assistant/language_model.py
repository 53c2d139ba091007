"""A LangChain chat model behind a deadline: its words as they come, or one clear error."""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from index import ModelError

FIRST_WORD_SECONDS = 60.0
NEXT_WORD_SECONDS = 30.0
WHOLE_ANSWER_SECONDS = 180.0
LONGEST_ANSWER = 20_000

_EXTRAS = {"openai": "openai", "anthropic": "anthropic", "ollama": "ollama"}
_DONE = object()


def load_model(name: str) -> BaseChatModel:
    """The chat model `provider:name`. Raises `ModelError` that says what to install or to set."""
    provider, _, model = name.partition(":")
    if not provider or not model:
        raise ModelError(f"{name!r} is not a model. Name it as provider:name, for example openai:gpt-4o-mini.")
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(name, temperature=0)
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        install = f'pip install "crosscheck[{extra}]"' if extra else f"install LangChain's package for {provider}"
        raise ModelError(f"The model {name!r} needs a package that is not here: {install}.") from error
    except Exception as error:  # each provider raises its own: no key, unknown provider, bad settings
        raise ModelError(f"The model {name!r} can't be used: {_first_line(error)}") from error


class LanguageModel:
    """One chat model with a name to show. Its calls can't hang: each waits for the next word only so long."""

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        first_word_seconds: float = FIRST_WORD_SECONDS,
        next_word_seconds: float = NEXT_WORD_SECONDS,
    ) -> None:
        self.name = name
        self._model = model
        self._first = first_word_seconds
        self._next = next_word_seconds

    @classmethod
    def of(cls, model: "str | BaseChatModel | LanguageModel") -> "LanguageModel":
        """A model by name, a LangChain chat model, or one that is already wrapped."""
        if isinstance(model, LanguageModel):
            return model
        if isinstance(model, str):
            return cls(load_model(model), model)
        name = getattr(model, "model_name", None) or getattr(model, "model", None) or type(model).__name__
        return cls(model, str(name))

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """The reply piece by piece. Raises `ModelError` if it fails, is silent too long, or never ends."""
        pieces: queue.Queue[Any] = queue.Queue()

        def run() -> None:
            try:
                for chunk in self._model.stream(list(messages)):
                    pieces.put(chunk.text if isinstance(chunk.text, str) else chunk.text())
                pieces.put(_DONE)
            except Exception as error:  # handed over to the thread that waits
                pieces.put(error)

        threading.Thread(target=run, daemon=True, name="language-model").start()
        started, length, patience = time.monotonic(), 0, self._first
        while True:
            try:
                piece = pieces.get(timeout=patience)
            except queue.Empty:
                raise ModelError(f"The model {self.name} said nothing for {patience:.0f} seconds.") from None
            if piece is _DONE:
                return
            if isinstance(piece, Exception):
                raise ModelError(f"The model {self.name} failed: {_first_line(piece)}") from piece
            length += len(piece)
            if length > LONGEST_ANSWER or time.monotonic() - started > WHOLE_ANSWER_SECONDS:
                raise ModelError(f"The model {self.name} didn't come to an end.")
            patience = self._next
            if piece:
                yield piece

    def reply(self, messages: Sequence[BaseMessage]) -> str:
        """The whole reply. Raises `ModelError`."""
        return "".join(self.stream(messages)).strip()


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__
