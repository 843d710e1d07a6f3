from __future__ import annotations

import numpy as np
import pytest

from retrieval.indexes.nearest.levels import Levels, coded, unpacked


def unit(count, dimension, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("dimension", [4, 70, 384])
def test_likeness_is_half_the_product_of_the_levels_but_for_a_constant(dimension):
    rows = unit(3_000, dimension)
    levels = Levels(dimension)
    for first in range(0, 3_000, 700):  # added in parts, as files are read
        part = unpacked(coded(rows[first : first + 700]).packed, dimension)
        levels.add(part)
    edge = 0.9816 * dimension**-0.5
    of_each = 2 * np.digitize(rows, [-edge, 0.0, edge]) - 3
    apart = of_each @ of_each[7] - 2 * levels.likeness(rows[7], np.arange(3_000))
    assert len(set(apart.tolist())) == 1


@pytest.mark.parametrize("dimension", [4, 70, 384])
def test_signs_count_the_coordinates_of_one_sign(dimension):
    rows = unit(20_000, dimension)  # more than are compared in one go
    levels = Levels(dimension)
    levels.add(coded(rows))
    signs = (rows >= 0) == (rows[7] >= 0)
    assert levels.signs(rows[7], 20_000).tolist() == signs.sum(axis=1).tolist()


def test_only_the_first_that_are_asked_for_are_compared():
    levels = Levels(384)
    levels.add(coded(unit(50, 384)))
    assert levels.signs(unit(1, 384)[0], 20).shape == (20,)
    assert len(levels) == 50


def test_some_are_as_alike_as_among_all():
    rows = unit(30_000, 384)
    levels = Levels(384)
    levels.add(coded(rows))
    some = np.flatnonzero(np.arange(30_000) % 7 == 2)
    among_all = levels.likeness(rows[3], np.arange(30_000))
    assert levels.likeness(rows[3], some).tolist() == among_all[some].tolist()


def test_the_nearest_are_among_those_that_are_alike():
    centres = unit(40, 384, seed=1)
    rows = centres[np.arange(20_000) % 40] * 0.6 + unit(20_000, 384, seed=2) * 0.8
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    levels = Levels(384)
    levels.add(coded(rows))
    for question in unit(10, 384, seed=3) * 0.5 + centres[:10]:
        nearest = np.argsort(-(rows @ question))[:100]
        alike = np.argsort(-levels.likeness(question, np.arange(len(rows))))[:1_000]
        assert set(nearest.tolist()) <= set(alike.tolist())
