"""An encoder for questions that come again: what is followed is asked every day.

Ranking asks for a question's vector and for its tokens; both come from one reading and are
remembered, so that six hundred topics cost their encoding once and not once a day.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.encoder import Encoder, ModelIdentity, TokenVectors, Vectors

REMEMBERED = 2_048  # texts; some 15 kB each with the default model


class QuestionMemory:
    """Encoder that remembers the questions it encoded last. Thread-safe."""

    def __init__(self, encoder: Encoder, remembered: int = REMEMBERED) -> None:
        self._encoder = encoder
        self._remembered = remembered
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[Vectors, TokenVectors]] = OrderedDict()

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is."""
        return self._encoder.identity

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension); nothing is remembered."""
        return self._encoder.encode_documents(texts)

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The same, and each text token by token; nothing is remembered."""
        return self._encoder.read_documents(texts)

    def read_questions(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """Unit vectors, float32, shape (len(texts), dimension), and tokens of each text."""
        if not texts:
            return self._encoder.read_questions(texts)
        with self._lock:
            found = {text: self._held[text] for text in texts if text in self._held}
        new = list(dict.fromkeys(text for text in texts if text not in found))
        if new:
            vectors, tokens = self._encoder.read_questions(new)
            found |= dict(zip(new, zip(vectors, tokens, strict=True), strict=True))
        with self._lock:
            self._held.update(found)
            for text in found:
                self._held.move_to_end(text)
            while len(self._held) > self._remembered:
                self._held.popitem(last=False)
        return np.stack([found[text][0] for text in texts]), [found[text][1] for text in texts]
