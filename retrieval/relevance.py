"""Whether a paper answers a question at all: what lets Paperwire say "I found nothing".

A fused score ranks, but it cannot tell: the best of a bad lot has a high one. So a logistic
regression looks at what does not depend on the other papers: cosines, and the share of the
question's words that the paper holds. Its weights are fitted by `bench/quality/abstention.py`
on questions whose answer was left in the collection or taken out of it, see docs/quality.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for one paper, each 0 to 1."""

    sentence: float  # best cosine of a sentence of it with the question
    whole: float  # cosine with title and abstract
    title: float  # cosine with the title
    share: float  # weight of the question's words it holds, of all its words
    sentence_share: float  # the same for its best single sentence


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted logistic regression over Signals."""

    bias: float
    sentence: float
    whole: float
    title: float
    share: float
    sentence_share: float

    def probability(self, signals: Signals) -> float:
        """That the paper answers, 0 to 1."""
        z = (
            self.bias
            + self.sentence * signals.sentence
            + self.whole * signals.whole
            + self.title * signals.title
            + self.share * signals.share
            + self.sentence_share * signals.sentence_share
        )
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, z))))


# Fitted, not chosen: see the module docstring.
BY_MEANING = Weights(bias=-9.0, sentence=9.0, whole=4.0, title=0.0, share=5.0, sentence_share=1.0)
# For questions that the encoder cannot read (Chinese without a Latin word).
BY_WORDS = Weights(bias=-4.0, sentence=0.0, whole=0.0, title=0.0, share=14.0, sentence_share=2.0)
# An answer is given when its best paper reaches this, and holds the papers that reach the other.
ANSWER = 0.5
KEEP = 0.2


def probability(signals: Signals, *, readable: bool) -> float:
    """That the paper answers; `readable`: the encoder could read the question."""
    return (BY_MEANING if readable else BY_WORDS).probability(signals)
