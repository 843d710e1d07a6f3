"""A question word by word: what each word weighs, and how much of them a text holds.

The exact share asks which words stand in a text. The soft share asks, for each word, how
near the nearest token of the text comes to it: late interaction (MaxSim, Khattab & Zaharia
2020, ColBERT), here with the same encoder that ranks, weighed by inverse document frequency.
It is what tells a paper that answers from one that merely lies near: "spiking networks on
neuromorphic chips" finds no counterpart for its two telling words in a paper on vision.

Ranking takes the mean over the words. Whether a paper answers at all is told by the words
that lack a counterpart, which a mean hides: that decision takes a soft minimum.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.encoding.encoder import Encoder, TokenVectors, Vectors
    from retrieval.indexes.words import WordIndex

# How much the soft minimum leans towards the least: 0 is the mean, and far above it the least
# alone counts. Areas under the curve lie within a thousandth of each other from 8 to 16.
SHARPNESS = 8.0
_NOTHING = np.empty((0, 0), dtype=np.float32)
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
# What names one thing rather than a kind of things: figures ("52.8", "16384"), letters with
# digits ("flan-t5", "7B"), capitals inside or alone ("SynJudge", "MMLU").
_NAME = re.compile(r"\d+\.\d+|\d{3,}|[a-z]*\d+[a-z]\w*|[a-z]+\d\w*|\w*[a-z][A-Z]\w*|[A-Z]{2,}\w*")


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """One content word of a question."""

    term: str  # as it stands in the word index
    weight: float  # inverse document frequency
    tokens: Vectors  # unit vectors of its tokens, shape (tokens, dimension)


@dataclass(frozen=True, slots=True)
class Closeness:
    """How near texts come to a question's words, each of shape (texts,), 0 to 1."""

    share: Vectors  # weighted mean over the words of their best cosine
    least: Vectors  # weighted soft minimum of the same


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The content words of a question: those the encoder reads, and all by their weights."""

    read: tuple[QuestionWord, ...]  # words in Latin letters
    weights: dict[str, float]  # every term, Chinese bigrams among them, to its weight
    names: dict[str, float]  # terms that name a method, a data set, a figure, to their rarity

    def closeness(self, met: Sequence[Vectors]) -> Closeness:
        """For each text, how near it comes to the read words; 0 for one without tokens.

        Args:
            met: for each, the cosines of the tokens of the read words with its own, shape
                (tokens of the words, tokens), see `met`.
        """
        held = [place for place, cosines in enumerate(met) if cosines.shape[1]]
        if not held or not self.read:
            return self._closeness(_NOTHING, [], len(met))
        by_token = np.stack([met[place].max(axis=1) for place in held])
        return self._closeness(by_token, held, len(met))

    def soft_shares_within(self, met: Vectors, counts: Sequence[int]) -> Vectors:
        """`Closeness.share` of the parts of a text, shape (parts,).

        Args:
            met: cosines as in `closeness`, of the tokens of all parts.
            counts: how many of them each part has, in order.
        """
        sizes = np.asarray(counts)
        held = np.flatnonzero(sizes)
        if not len(held) or not self.read:
            return self._closeness(_NOTHING, [], len(sizes)).share
        firsts = (np.cumsum(sizes) - sizes)[held]
        by_token = np.maximum.reduceat(met, firsts, axis=1).T
        return self._closeness(by_token, held.tolist(), len(sizes)).share

    def _closeness(self, by_token: Vectors, held: Sequence[int], count: int) -> Closeness:
        """From the best cosine of each token of the question, shape (held, tokens)."""
        shares: Vectors = np.zeros(count, dtype=np.float32)
        leasts: Vectors = np.zeros(count, dtype=np.float32)
        total = sum(word.weight for word in self.read)
        if len(held) and total > 0.0:
            counts = np.array([len(word.tokens) for word in self.read])
            weights = np.array([word.weight for word in self.read], dtype=np.float32) / total
            begins = np.cumsum([0, *counts[:-1]])
            best = np.add.reduceat(by_token, begins, axis=1) / counts  # (texts, words)
            shares[held] = np.clip(best @ weights, 0.0, 1.0)
            leasts[held] = soft_minimum(np.exp(-SHARPNESS * best) @ weights)
        return Closeness(shares, leasts)

    def exact_share(self, terms: AbstractSet[str]) -> float:
        """Weight of the question's terms that a text holds, over that of all, 0 to 1."""
        total = sum(self.weights.values())
        held = sum(weight for term, weight in self.weights.items() if term in terms)
        return held / total if total else 0.0

    def rarest_name(self, terms: AbstractSet[str]) -> float:
        """How rare the rarest name is that a text holds, squared: 1 if no other paper has it.

        A name that many papers have ("LLM") tells nothing; the square brings it near 0.
        """
        rarest = max((rare for name, rare in self.names.items() if name in terms), default=0.0)
        return rarest * rarest


def soft_minimum(mean: Vectors) -> Vectors:
    """The soft minimum of cosines, 0 to 1, from the weighted mean of exp(-SHARPNESS cosine).

    It is -ln(sum of w exp(-s c)) / s for weights w that add up to 1, the log-sum-exp
    approximation of a minimum (Boyd & Vandenberghe 2004, section 3.1.5).
    """
    least: Vectors = np.clip(-np.log(mean) / SHARPNESS, 0.0, 1.0).astype(np.float32)
    return least


def question_words(text: str, *, words: WordIndex, encoder: Encoder, indexed: int) -> QuestionWords:
    """Weigh and encode the words of a question.

    A weight is BM25's idf, ln(1 + (N - n + 0.5) / (n + 0.5)), for n of N papers (Robertson &
    Zaragoza 2009, eq. 3.3, with the 1 that keeps it positive).
    """
    found = words.frequencies(text)
    weights = {term: _idf(n, indexed) for term, n in found.items()}
    spans = [
        (match.span(), term)
        for match in _WORD.finditer(text)
        for field, term in words.terms(match[0])[:1]
        if field == "english"
    ]
    tokens = encoder.read_questions([text])[1][0] if spans else None
    read = tuple(
        QuestionWord(term, weights.get(term, 0.0), rows)
        for span, term in spans
        if tokens is not None and len(rows := _within(tokens, span))
    )
    names = {
        term: min(1.0, weights[term] / _idf(1, indexed))
        for (start, end), term in spans
        if term in weights and _NAME.fullmatch(text[start:end])
    }
    return QuestionWords(read, weights, names)


def _idf(holding: int, of: int) -> float:
    return math.log(1 + (max(of - holding, 0) + 0.5) / (holding + 0.5))


def _within(tokens: TokenVectors, span: tuple[int, int]) -> Vectors:
    chosen: Sequence[int] = [
        i for i, (start, end) in enumerate(tokens.spans) if start >= span[0] and end <= span[1]
    ]
    rows: Vectors = tokens.rows[list(chosen)]
    return rows
