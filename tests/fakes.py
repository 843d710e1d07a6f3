"""Real classes that stand in for slow or distant parts, without a model or a network."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.encoding.encoder import ModelIdentity, TokenVectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.encoder import Vectors

DIMENSION = 256
SHARED = 0.5  # length of what all tokens have in common: in no encoder is a word at right angles
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s)$")


@lru_cache(maxsize=50_000)
def direction(word: str) -> Vectors:
    """A stem's own direction: two words are at right angles, or nearly."""
    stem = _ENDING.sub("", word)
    chance = np.random.default_rng(zlib.crc32(stem.encode()))
    row: Vectors = chance.normal(0.0, DIMENSION**-0.5, DIMENSION).astype(np.float32)
    return row


class HashedWords:
    """Encoder: a text is the sum of its words' directions, which their checksums name.

    Texts that share words are near, which is enough to follow a question through all parts.
    """

    def __init__(self, name: str = "hashed-words") -> None:
        self.identity = ModelIdentity(name, "000000000000", DIMENSION, "sum")

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), DIMENSION)."""
        rows = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        rows[:, 0] = 0.01  # a text without a word has a direction too
        for at, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()):
                rows[at] += direction(word)
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """Each word is a token."""
        found = []
        for text in texts:
            words = list(re.finditer(r"\w+", text))
            rows = self.encode_documents([match[0] for match in words])
            rows[:, 1] += SHARED
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            found.append(TokenVectors(tuple(match.span() for match in words), rows))
        return self.encode_documents(texts), found

    def read_questions(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """The same: this model has no prompts."""
        return self.read_documents(texts)
