"""Whether a paper answers a question at all: what lets Paperwire say "I found nothing".

A fused score ranks, but it cannot tell: the best of a bad lot has a high one. So a logistic
regression looks at what does not depend on the other papers: cosines, and the share of the
question's words that the paper holds. Its weights are fitted by `bench/quality/abstention.py`
on questions whose answer was left in the collection or taken out of it, see docs/quality.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for one paper, each 0 to 1."""

    least: float  # soft minimum of how near it comes to the question's words, see `coverage`
    whole: float  # cosine of title and abstract with the question
    sentence: float  # best cosine of one of its sentences with the question
    names: float  # squared rarity of the rarest name or figure of the question that it holds
    exact: float  # share of all the question's words that it holds to the letter
    length: float  # of the question, see `length`: many words are seldom all met closely


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted logistic regression over Signals."""

    bias: float
    least: float
    whole: float
    sentence: float
    names: float
    exact: float
    length: float

    def probability(self, signals: Signals) -> float:
        """That the paper answers, 0 to 1."""
        z = (
            self.bias
            + self.least * signals.least
            + self.whole * signals.whole
            + self.sentence * signals.sentence
            + self.names * signals.names
            + self.exact * signals.exact
            + self.length * signals.length
        )
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, z))))


# Fitted, not chosen: see the module docstring.
BY_MEANING = Weights(
    bias=-12.66, least=14.72, whole=7.10, sentence=7.17, names=1.52, exact=0.0, length=4.08
)
# For questions that the encoder cannot read (Chinese without a Latin word). Set by hand: a
# paper answers that holds the weight of 28 % of the question's character pairs.
BY_WORDS = Weights(bias=-4.1, least=0.0, whole=0.0, sentence=0.0, names=0.0, exact=16.0, length=0.0)
# An answer is given when its best paper answers more probably than not, and then holds
# papers down to the other. What is sent unasked must be surer, see `following.values`.
ANSWER = 0.5
KEEP = 0.02
LONG = 12  # words of a question beyond which its length changes nothing any more


def length(words: int) -> float:
    """What a question of so many words that the encoder reads counts, 0 to 1."""
    return min(1.0, words / LONG)


def probability(signals: Signals, *, readable: bool) -> float:
    """That the paper answers; `readable`: the encoder could read the question."""
    return (BY_MEANING if readable else BY_WORDS).probability(signals)


def probabilities(
    *, least: Floats, whole: Floats, sentence: Floats, names: Floats, length: Floats
) -> Floats:
    """The same for arrays of signals that broadcast, of questions the encoder could read."""
    by = BY_MEANING
    z = by.bias + by.least * least + by.whole * whole + by.sentence * sentence
    z = z + by.names * names + by.length * length
    result: Floats = (1.0 / (1.0 + np.exp(-np.clip(z, -60.0, 60.0)))).astype(np.float32)
    return result
