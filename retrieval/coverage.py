"""How much of a question's words a text holds, each weighed by how rare it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.words import TantivyWords


class TermWeights:
    """The content words of one question with their inverse document frequencies.

    The weight of a word is BM25's idf, ln(1 + (N - n + 0.5) / (n + 0.5)), for n of N papers
    (Robertson & Zaragoza 2009, eq. 3.3 with the 1 that keeps it positive).
    """

    def __init__(self, words: TantivyWords, text: str, indexed: int) -> None:
        self._words = words
        self.weights = {
            term: math.log(1 + (max(indexed - n, 0) + 0.5) / (n + 0.5))
            for term, n in words.frequencies(text).items()
        }
        self.total = sum(self.weights.values())

    def share(self, text: str) -> float:
        """Weight of the question's words that the text holds, over that of all: 0 to 1."""
        if not self.total:
            return 0.0
        held = {term for _, term in self._words.terms(text)}
        return sum(weight for term, weight in self.weights.items() if term in held) / self.total
