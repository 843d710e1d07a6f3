"""What the encoder is taught to do: find the other half of a paper among the batch.

Two scores are taught at once, the two that ranking uses. The cosine of two mean-pooled
vectors; and late interaction, the weighed mean over the tokens that ask of their nearest
token in the answer (MaxSim, Khattab & Zaharia 2020). Each goes through a softmax over the
batch, in both directions (in-batch negatives; van den Oord, Li & Vinyals 2018; scale as in
sentence-transformers' MultipleNegativesRankingLoss).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor

SCALE = 20.0
LATE = 0.5  # what late interaction weighs beside the pooled vectors


def pooled(tokens: Tensor, mask: Tensor) -> Tensor:
    """Unit vectors (texts, dimension): the mean of the tokens where the mask is 1."""
    kept = mask.unsqueeze(-1).float()
    mean = (tokens.float() * kept).sum(1) / kept.sum(1).clamp(min=1.0)
    return functional.normalize(mean, dim=-1)


def late(asks: Tensor, weights: Tensor, answers: Tensor, mask: Tensor) -> Tensor:
    """Late interaction of every question with every answer, shape (questions, answers).

    Args:
        asks: unit token vectors (questions, tokens, dimension).
        weights: of those tokens (questions, tokens); 0 for padding.
        answers: unit token vectors (answers, tokens, dimension).
        mask: 1 for tokens of an answer that may be met, (answers, tokens).
    """
    questions, length, _ = asks.shape
    count, width, _ = answers.shape
    near = asks.flatten(0, 1) @ answers.flatten(0, 1).T
    near = near.view(questions, length, count, width)
    near = near.masked_fill(mask.view(1, 1, count, width) == 0, -1.0)
    best = near.amax(dim=-1)
    total = weights.sum(1, keepdim=True).clamp(min=1e-6)
    return ((weights / total).unsqueeze(-1) * best.float()).sum(1)


def both_ways(scores: Tensor) -> Tensor:
    """Cross-entropy of finding one's own, from either side, as one number."""
    own = torch.arange(len(scores), device=scores.device)
    there = functional.cross_entropy(scores * SCALE, own)
    back = functional.cross_entropy(scores.T * SCALE, own)
    return (there + back) / 2
