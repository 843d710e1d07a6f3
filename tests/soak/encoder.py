"""The tests' small encoder, quick enough for a year: the vector of a word is worked out once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.encoding.encoder import TokenVectors
from tests.fakes import DIMENSION, HashedWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.encoder import Vectors

_WORD = re.compile(r"\w+")


class QuickWords(HashedWords):
    """`HashedWords` with a memory."""

    def __init__(self) -> None:
        super().__init__()
        self._of = lru_cache(maxsize=200_000)(self._row)

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """Each word is a token."""
        found = []
        for text in texts:
            words = list(_WORD.finditer(text))
            rows = [self._of(match[0]) for match in words]
            stacked = np.stack(rows) if rows else np.zeros((0, DIMENSION), dtype=np.float32)
            found.append(TokenVectors(tuple(match.span() for match in words), stacked))
        return self.encode_documents(texts), found

    def _row(self, word: str) -> Vectors:
        row: Vectors = self.encode_documents([word])[0]
        return row
