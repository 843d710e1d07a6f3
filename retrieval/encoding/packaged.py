"""The packaged model without the library that it was published with, which imports for seconds.

Tokens come from the tokenizer's own file, hidden states from `bert`, a text's vector is the mean
of its tokens. Long lists of texts are sorted by length and shared out to a thread for each core.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional

from retrieval.encoding.adapter import merge
from retrieval.encoding.batching import by_length
from retrieval.encoding.bert import Bert
from retrieval.encoding.encoder import TokenVectors, placed_tokens
from retrieval.encoding.precision import best_precision
from retrieval.encoding.published import WINDOW
from retrieval.encoding.workers import Workers
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tokenizers import Encoding

    from retrieval.encoding.adapter import Adapter
    from retrieval.encoding.batching import Batch
    from retrieval.encoding.encoder import Vectors
    from retrieval.encoding.precision import Precision

R = TypeVar("R")

# Tokens of a batch. From 270 to 4,350 no difference could be seen; a larger one needs more memory.
BUDGET = 2_048
STEP = 16  # rows of a matrix unit's tile; torch's attention is a third slower off them
_AT_ONCE = 1_024  # texts that are held as tokens at a time


class PackagedModel:
    """Texts to vectors. Thread-safe; one question does not queue behind a thousand papers."""

    def __init__(
        self, folder: Path, adapter: Adapter | None = None, at: Precision | None = None
    ) -> None:
        """Load from a folder as sentence-transformers writes it.

        Raises:
            ModelError: a file is missing or damaged.
        """
        self._workers = Workers()
        self._tokenizer, self._bert = self._workers.run(lambda: _loaded(folder, adapter, at))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(min(WINDOW, self._bert.window))

    @property
    def dimension(self) -> int:
        """Coordinates of a vector."""
        return self._bert.dimension

    def knows(self, text: str) -> bool:
        """Whether each word of a text is known."""
        unknown = self._tokenizer.token_to_id("[UNK]")
        return unknown not in self._tokenizer.encode(text).ids

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension)."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for first in range(0, len(texts), _AT_ONCE):
            tokens = self._tokenizer.encode_batch_fast(list(texts[first : first + _AT_ONCE]))
            for batch, means in self._each(tokens, _means):
                rows[[first + place for place in batch.texts]] = means
        return rows

    def read(
        self, texts: Sequence[str], prompts: Sequence[str] = ()
    ) -> tuple[Vectors, list[TokenVectors]]:
        """Unit vectors, and each text token by token. This model has no prompts."""
        del prompts
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        read: dict[int, TokenVectors] = {}
        tokens = self._tokenizer.encode_batch(list(texts))
        for batch, (means, placed) in self._each(tokens, _means_and_tokens):
            rows[list(batch.texts)] = means
            read |= zip(batch.texts, placed, strict=True)
        return rows, [read[place] for place in range(len(texts))]

    def _each(
        self,
        tokens: Sequence[Encoding],
        made_of: Callable[[Sequence[Encoding], torch.Tensor], R],
    ) -> Iterator[tuple[Batch, R]]:
        """Each batch, with what is made of its texts and their hidden states (float32)."""
        batches = by_length([len(one.ids) for one in tokens], budget=BUDGET, step=STEP)

        def computed(batch: Batch) -> R:
            texts = [tokens[place] for place in batch.texts]
            ids = np.zeros((len(texts), batch.length), dtype=np.int64)
            for row, one in zip(ids, texts, strict=True):
                row[: len(one.ids)] = one.ids
            hidden = self._bert(torch.from_numpy(ids), [len(one.ids) for one in texts])
            return made_of(texts, hidden.float().cpu())

        return zip(batches, self._workers.map(computed, batches), strict=True)


def _loaded(folder: Path, adapter: Adapter | None, at: Precision | None) -> tuple[Tokenizer, Bert]:
    try:
        weights = load_file(folder / "model.safetensors")
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        tokenizer = _tokenizer(folder / "tokenizer.json")
        if adapter is not None:
            merge(adapter, weights.__getitem__)
        return tokenizer, Bert(weights, config, at or best_precision())
    except (OSError, ValueError, KeyError, SafetensorError) as exc:
        raise ModelError(f"the packaged model cannot be read: {exc}") from exc


def _tokenizer(path: Path) -> Tokenizer:
    """Raises OSError or ValueError where the library raises a bare Exception."""
    text = path.read_text(encoding="utf-8")
    try:
        return Tokenizer.from_str(text)
    except Exception as exc:
        raise ValueError(f"{path.name} describes no tokenizer") from exc


def _means(texts: Sequence[Encoding], hidden: torch.Tensor) -> Vectors:
    """Each text's mean over its tokens, as a unit vector."""
    lengths = torch.tensor([len(one.ids) for one in texts])
    counted = torch.arange(hidden.shape[1]) < lengths[:, None]
    summed = torch.einsum("bld,bl->bd", hidden, counted.float())
    vectors: Vectors = functional.normalize(summed).numpy()
    return vectors


def _means_and_tokens(
    texts: Sequence[Encoding], hidden: torch.Tensor
) -> tuple[Vectors, list[TokenVectors]]:
    states = hidden.numpy()
    return _means(texts, hidden), [
        placed_tokens(one.offsets, rows) for one, rows in zip(texts, states, strict=True)
    ]
