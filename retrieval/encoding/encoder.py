"""Texts to unit vectors, by a sentence-transformers model that stays on this machine.

The packaged model is computed by code of our own (`packaged`, `bert`), any other by the library
(`published`); neither is imported before a text is encoded.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from retrieval.encoding.adapter import Adapter, find, merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PACKAGED_MODEL = "default"
PLAIN_MODEL = "plain"
# What `paperwire tune` made of the packaged model, see docs/quality.md.
SHIPPED = Path(__file__).parent / "taught"


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What makes two vectors comparable. Differing in any field, they are not."""

    name: str
    revision: str  # first 12 hex digits of the weights' SHA-256
    dimension: int
    pooling: str
    chinese: bool = field(default=False, compare=False)  # whether it reads Chinese


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

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The same, and each text token by token; one beyond the window up to its end."""

    def read_questions(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The same for questions: some models want another prompt for them."""


class Model(Protocol):
    """What computes vectors; both ways of loading a model come to this."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of documents, float32, shape (len(texts), dimension)."""

    def read(
        self, texts: Sequence[str], prompts: Sequence[str]
    ) -> tuple[Vectors, list[TokenVectors]]:
        """The same behind the first of these prompts that the model has, and token by token."""


class SentenceEncoder:
    """A sentence-transformers model: the packaged one, or any other by name or folder.

    The packaged one is taught by the adapter that is shipped; "plain" is as published. An
    adapter in the folder `adopted` goes before, if it was made for the model. The model is
    loaded at the first use, once, on whichever thread comes first.
    """

    def __init__(self, model: str = PACKAGED_MODEL, *, adopted: Path | None = None) -> None:
        self._wanted = model
        self._adopted = adopted
        self._lock = threading.Lock()
        self._loaded: tuple[Model, ModelIdentity] | None = None

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is. Loads it."""
        return self._load()[1]

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension)."""
        model, identity = self._load()
        if not texts:
            return np.empty((0, identity.dimension), dtype=np.float32)
        return model.encode(texts)

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """Unit vectors, shape (len(texts), dimension), and each text token by token.

        Raises:
            ModelError: the model's tokenizer cannot tell where its tokens stand.
        """
        return self._read(texts, ("document", "passage", "corpus"))

    def read_questions(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The same with the model's prompt for questions.

        Raises:
            ModelError: the model's tokenizer cannot tell where its tokens stand.
        """
        return self._read(texts, ("query",))

    def _read(
        self, texts: Sequence[str], prompts: Sequence[str]
    ) -> tuple[Vectors, list[TokenVectors]]:
        model, identity = self._load()
        if not texts:
            return np.empty((0, identity.dimension), dtype=np.float32), []
        return model.read(texts, prompts)

    def _load(self) -> tuple[Model, ModelIdentity]:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self._wanted, self._adopted)
            return self._loaded


def placed_tokens(
    spans: Sequence[tuple[int, int]], states: Vectors, prompt: int = 0
) -> TokenVectors:
    """The tokens of a text behind a prompt of so many characters; marks and padding left out.

    Args:
        spans: [start, end) of each token, the prompt counted.
        states: a row for each token, and perhaps more for padding.
        prompt: its characters.
    """
    kept = [i for i, (start, end) in enumerate(spans) if end > start >= prompt]
    chosen = states[kept]
    lengths = np.sqrt(np.einsum("ij,ij->i", chosen, chosen))[:, None]
    placed = tuple((spans[i][0] - prompt, spans[i][1] - prompt) for i in kept)
    return TokenVectors(placed, chosen / np.maximum(lengths, 1e-9))


def _load_model(wanted: str, adopted: Path | None) -> tuple[Model, ModelIdentity]:
    if wanted in {PACKAGED_MODEL, PLAIN_MODEL}:
        return _load_packaged(wanted, adopted)
    from retrieval.encoding.published import LibraryModel, open_model  # noqa: PLC0415 - torch takes seconds

    model, identity = open_model(wanted)
    adapter = adapter_of(wanted, adopted, identity)
    if adapter is None:
        return LibraryModel(model), identity
    merge(adapter, cast("Any", model[0]).auto_model.get_parameter)
    return LibraryModel(model), _taught(identity, adapter)


def _load_packaged(wanted: str, adopted: Path | None) -> tuple[Model, ModelIdentity]:
    from retrieval.encoding import published  # noqa: PLC0415 - it imports this module
    from retrieval.encoding.packaged import PackagedModel  # noqa: PLC0415 - torch takes seconds

    folder = published.packaged_folder()
    revision = published.PACKAGED_SHA256[:12]
    identity = ModelIdentity(published.PACKAGED_NAME, revision, 0, "mean")
    adapter = adapter_of(wanted, adopted, identity)
    model = PackagedModel(folder, adapter)
    identity = replace(
        identity, dimension=model.dimension, chinese=model.knows(published.CHINESE_PROBE)
    )
    return model, identity if adapter is None else _taught(identity, adapter)


def _taught(identity: ModelIdentity, adapter: Adapter) -> ModelIdentity:
    revision = hashlib.sha256((adapter.base + adapter.digest).encode()).hexdigest()[:12]
    return replace(identity, name=f"{identity.name}, taught", revision=revision)


def adapter_of(wanted: str, adopted: Path | None, identity: ModelIdentity) -> Adapter | None:
    """The adapter that goes with a model: the adopted one, else the one that is shipped.

    Raises:
        ModelError: there is one that cannot be read.
    """
    folders = [adopted] if adopted is not None and wanted != PLAIN_MODEL else []
    folders += [SHIPPED] if wanted == PACKAGED_MODEL else []
    found = (adapter for folder in folders if (adapter := find(folder)))
    return next((adapter for adapter in found if adapter.base == identity.revision), None)
