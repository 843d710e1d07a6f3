"""How the tokens of a paper meet a question: one product, at which everything else looks.

Ranking asks how near the paper comes to each word of the question, excerpts which sentence comes
nearest, and the decision to say nothing asks for both. The cosine of a sentence, the unit mean of
its tokens, with the question is the sum of its tokens' over the length of their sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.coverage import QuestionWords
    from retrieval.encoding.encoder import Vectors
    from retrieval.encoding.passages import Reading


@dataclass(frozen=True, slots=True)
class Met:
    """One paper beside one question."""

    reading: Reading
    words: Vectors  # cosines of its tokens with those of the question's words, (tokens, n)
    whole: Vectors | None  # with the whole question, (tokens,); None: it has no vector

    @property
    def in_sentences(self) -> Vectors:
        """`words` of the abstract's tokens."""
        return self.words[self.reading.counts[0] :]

    @property
    def sentences(self) -> Vectors:
        """Cosine of each sentence with the question, (sentences,); 0 without tokens."""
        counts = np.asarray(self.reading.counts[1:])
        found: Vectors = np.zeros(len(counts), dtype=np.float32)
        there = counts > 0
        if self.whole is not None and there.any():
            starts = (np.cumsum(counts) - counts)[there]
            sums = np.add.reduceat(self.whole[self.reading.counts[0] :], starts)
            found[there] = sums / self.reading.sentence_lengths
        return found


def meet(readings: Sequence[Reading], words: QuestionWords, vector: Vectors | None) -> list[Met]:
    """Each paper beside a question, of which `vector` is the unit vector, (dimension,).

    Each is multiplied alone: putting all in one place takes longer than all the products.
    """
    rows = [word.tokens for word in words.read]
    asked = sum(map(len, rows))
    columns = np.concatenate([*rows, vector[np.newaxis]] if vector is not None else rows).T
    products = [reading.tokens @ columns for reading in readings]
    return [
        Met(reading, product[:, :asked], None if vector is None else product[:, -1])
        for reading, product in zip(readings, products, strict=True)
    ]
