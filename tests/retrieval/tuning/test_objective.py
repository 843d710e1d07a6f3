from __future__ import annotations

import numpy as np
import torch

from retrieval.tuning.objective import both_ways, late, pooled
from retrieval.tuning.order import near_together


def test_a_pooled_vector_is_the_unit_mean_of_what_is_not_padding():
    tokens = torch.tensor([[[3.0, 0.0], [0.0, 4.0], [9.0, 9.0]]])
    found = pooled(tokens, torch.tensor([[1, 1, 0]]))
    assert torch.allclose(found, torch.tensor([[0.6, 0.8]]))


def test_late_interaction_is_the_weighed_mean_of_the_nearest():
    asks = torch.tensor([[[1.0, 0.0], [0.0, 1.0]]])
    answers = torch.tensor([[[1.0, 0.0], [0.6, 0.8]], [[0.0, -1.0], [0.0, 1.0]]])
    everything, cut = torch.tensor([[1, 1], [1, 1]]), torch.tensor([[1, 1], [1, 0]])
    weights = torch.tensor([[3.0, 1.0]])
    found = late(asks, weights, answers, everything)
    assert torch.allclose(found, torch.tensor([[(3 * 1.0 + 0.8) / 4, (3 * 0.0 + 1.0) / 4]]))
    assert late(asks, weights, answers, cut)[0, 1] < found[0, 1]


def test_the_loss_is_least_when_each_finds_its_own():
    right = both_ways(torch.eye(4))
    assert right < both_ways(torch.zeros(4, 4)) < both_ways(torch.eye(4).roll(1, 0))


def test_near_papers_stand_in_one_batch():
    rng = np.random.default_rng(1)
    centres = np.eye(4, 16, dtype=np.float32)[rng.permutation(np.repeat(np.arange(4), 8))]
    rows = centres + rng.normal(0, 0.01, centres.shape).astype(np.float32)
    groups = near_together(rows, 8)
    assert sorted(int(i) for group in groups for i in group) == list(range(32))
    for group in groups:
        assert len({int(np.argmax(centres[i])) for i in group}) == 1


def test_what_does_not_fill_a_batch_is_left_out():
    rows = np.random.default_rng(1).normal(size=(19, 4)).astype(np.float32)
    assert [len(group) for group in near_together(rows, 8)] == [8, 8]
    assert near_together(rows[:5], 8) == []
