"""How the tokens of a paper meet a question: one product, at which everything else looks.

Ranking asks how near the paper comes to each word of the question, excerpts which sentence comes
nearest, and the decision to say nothing asks for both. The cosine of a sentence, the unit mean of
its tokens, with the question is the sum of its tokens' over the length of their sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from retrieval.encoding.codes import byte_products, coded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.coverage import QuestionWords
    from retrieval.encoding.codes import Coded
    from retrieval.encoding.encoder import Vectors
    from retrieval.encoding.passages import Reading


@dataclass(frozen=True)
class Met:
    """One paper beside one question."""

    reading: Reading
    words: Vectors  # cosines of the tokens of the question's words with its own, (n, tokens)
    whole: Vectors | None  # with the whole question, (tokens,); None: it has no vector

    @property
    def in_sentences(self) -> Vectors:
        """`words` of the abstract's tokens."""
        return self.words[:, self.reading.counts[0] :]

    @cached_property
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
    """Each paper beside a question, of which `vector` is the unit vector, (dimension,)."""
    rows = [word.tokens for word in words.read]
    asked = sum(map(len, rows))
    every = np.concatenate([*rows, vector[np.newaxis]] if vector is not None else rows)
    of_each = _cosines(every, [reading.tokens for reading in readings])
    return [
        Met(reading, cosines[:asked], None if vector is None else cosines[-1])
        for reading, cosines in zip(readings, of_each, strict=True)
    ]


def _cosines(rows: Vectors, texts: Sequence[Coded]) -> list[Vectors]:
    """Of rows with the tokens of each text, (rows, tokens).

    In one product where bytes pay: of what the rows are as codes, and of what that leaves of them
    as codes again, so that no more is lost than the tokens' own codes have lost. Else each text
    is multiplied alone, for putting all in one place as float32 takes longer than the products.
    """
    if not texts or not byte_products().pay:
        return [(text @ rows.T).T for text in texts]
    nearly = coded(rows)
    left = rows - nearly.unpacked()
    rest = coded(left)
    asked = np.concatenate([nearly.codes, rest.codes])
    lengths = np.concatenate([text.lengths for text in texts])
    products = byte_products().of(asked, np.concatenate([text.codes for text in texts]))
    cosines = np.divide(products, lengths, dtype=np.float32)
    scales = np.linalg.norm(left, axis=1) / rest.lengths
    found: Vectors = cosines[: len(rows)] / nearly.lengths[:, None]
    found += cosines[len(rows) :] * scales[:, None]
    return np.split(found, np.cumsum([len(text) for text in texts[:-1]]), axis=1)
