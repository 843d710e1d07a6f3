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

# Tokens of a batch, during which all weights are read once. A larger one needs more memory.
BUDGET = 4_096
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
            for place, mean in self._each(tokens, _mean):
                rows[first + place] = mean
        return rows

    def read(
        self, texts: Sequence[str], prompts: Sequence[str] = ()
    ) -> tuple[Vectors, list[TokenVectors]]:
        """Unit vectors, and each text token by token. This model has no prompts."""
        del prompts
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        read: dict[int, TokenVectors] = {}
        tokens = self._tokenizer.encode_batch(list(texts))
        for place, (mean, placed) in self._each(tokens, _mean_and_tokens):
            rows[place], read[place] = mean, placed
        return rows, [read[place] for place in range(len(texts))]

    def _each(
        self,
        tokens: Sequence[Encoding],
        made_of: Callable[[Encoding, Vectors], R],
    ) -> Iterator[tuple[int, R]]:
        """Each text's place, with what is made of it and its hidden states (float32)."""
        batches = by_length(
            [len(one.ids) for one in tokens],
            budget=BUDGET,
            step=STEP,
            workers=self._workers.count,
        )

        def computed(batch: Batch) -> list[R]:
            ids = np.zeros(batch.rows, dtype=np.int64)
            for place, row in batch.starts():
                ids[row : row + len(tokens[place].ids)] = tokens[place].ids
            lengths = [len(tokens[place].ids) for place in batch.texts]
            hidden = self._bert(torch.from_numpy(ids), batch.runs, lengths).float().cpu().numpy()
            return [
                made_of(tokens[place], hidden[row : row + len(tokens[place].ids)])
                for place, row in batch.starts()
            ]

        for batch, made in zip(batches, self._workers.map(computed, batches), strict=True):
            yield from zip(batch.texts, made, strict=True)


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


def _mean(text: Encoding, hidden: Vectors) -> Vectors:
    """The mean over a text's tokens, as a unit vector."""
    del text
    mean = hidden.mean(axis=0)
    unit: Vectors = mean / max(np.sqrt(mean @ mean), 1e-12)
    return unit


def _mean_and_tokens(text: Encoding, hidden: Vectors) -> tuple[Vectors, TokenVectors]:
    return _mean(text, hidden), placed_tokens(text.offsets, hidden)
