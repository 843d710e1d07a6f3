"""An encoder for questions that come again: what is followed is asked every day.

Ranking asks for a question's vector and for its tokens; both are remembered, so that six
hundred topics cost their encoding once and not once a day.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.encoder import Encoder, ModelIdentity, TokenVectors, Vectors

    T = TypeVar("T")

REMEMBERED = 2_048  # texts; some 15 kB each with the default model


class QuestionMemory:
    """Encoder that remembers the questions it encoded last. Thread-safe."""

    def __init__(self, encoder: Encoder, remembered: int = REMEMBERED) -> None:
        self._encoder = encoder
        self._remembered = remembered
        self._lock = threading.Lock()
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._tokens: OrderedDict[str, TokenVectors] = OrderedDict()

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is."""
        return self._encoder.identity

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension); nothing is remembered."""
        return self._encoder.encode_documents(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension)."""
        if not texts:
            return self._encoder.encode_questions(texts)
        rows = self._all(
            self._vectors, texts, lambda new: list(self._encoder.encode_questions(new))
        )
        vectors: Vectors = np.stack(rows)
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Each text token by token."""
        return self._all(self._tokens, texts, self._encoder.encode_tokens)

    def _all(
        self,
        held: OrderedDict[str, T],
        texts: Sequence[str],
        encode: Callable[[list[str]], Sequence[T]],
    ) -> list[T]:
        with self._lock:
            found = {text: held[text] for text in texts if text in held}
        new = list(dict.fromkeys(text for text in texts if text not in found))
        if new:
            found |= dict(zip(new, encode(new), strict=True))
        with self._lock:
            held.update(found)
            for text in found:
                held.move_to_end(text)
            while len(held) > self._remembered:
                held.popitem(last=False)
        return [found[text] for text in texts]
