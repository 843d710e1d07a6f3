from __future__ import annotations

import numpy as np
import pytest

from retrieval.encoding.codes import coded
from retrieval.indexes.nearest.outlines import Outlines, outline, outline_bytes


def unit(count, dimension, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def outlined(rows):
    made = coded(rows)
    outlines = Outlines(rows.shape[1])
    for first in range(0, len(rows), 700):  # added in parts, as files are read
        outlines.add(outline(rows[first : first + 700], made.lengths[first : first + 700]))
    return made.codes, outlines


def one_sided(count, dimension):
    """Vectors that one coordinate rules, as some models make them: steps are long for the rest."""
    rows = unit(count, dimension)
    rows[:, 0] = 2.0
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("dimension", [4, 70, 384])
@pytest.mark.parametrize("of", [unit, one_sided])
def test_a_cosine_by_codes_is_the_cosine_but_for_the_margin(dimension, of):
    rows = of(3_000, dimension)
    codes, outlines = outlined(rows)
    assert outlines.margin(rows[0]) < (0.006 if of is unit and dimension == 384 else 0.04)
    for question in rows[::300]:
        exact = rows @ question
        by_codes = outlines.likeness(codes, question, np.arange(3_000))
        assert np.abs(by_codes - exact).max() < outlines.margin(question)
        asked = coded(question[np.newaxis])
        products = asked.codes[0].astype(np.int32) @ codes.astype(np.int32).T
        both_coded = outlines.cosines(products, float(asked.lengths[0]))
        assert np.abs(both_coded - exact).max() < outlines.margin(question)


@pytest.mark.parametrize("dimension", [4, 70, 384])
def test_signs_count_the_coordinates_of_one_sign(dimension):
    rows = unit(40_000, dimension)  # more than are compared in one go
    _, outlines = outlined(rows)
    signs = (rows >= 0) == (rows[7] >= 0)
    assert outlines.signs(rows[7], 40_000).tolist() == signs.sum(axis=1).tolist()


def test_only_the_first_that_are_asked_for_are_compared():
    _, outlines = outlined(unit(50, 384))
    assert outlines.signs(unit(1, 384)[0], 20).shape == (20,)
    assert len(outlines) == 50


def test_some_are_as_alike_as_among_all():
    rows = unit(30_000, 384)
    codes, outlines = outlined(rows)
    some = np.flatnonzero(np.arange(30_000) % 7 == 2)
    among_all = outlines.likeness(codes, rows[3], np.arange(30_000))
    assert outlines.likeness(codes, rows[3], some) == pytest.approx(among_all[some], abs=1e-6)


def test_a_vector_that_is_none_is_like_nothing_and_shortens_no_margin():
    rows = unit(20, 384)
    without = outlined(rows)[1].margin(rows[3])
    rows[4] = 0.0
    codes, outlines = outlined(rows)
    assert outlines.likeness(codes, rows[3], np.array([3, 4])) == pytest.approx(
        [1.0, 0.0], abs=0.01
    )
    assert outlines.margin(rows[3]) == pytest.approx(without, rel=0.2)


def test_what_is_kept_of_a_vector_is_as_long_as_it_says():
    for dimension in (4, 64, 70, 384):
        rows = unit(3, dimension)
        assert len(outline(rows, coded(rows).lengths)) == 3 * outline_bytes(dimension)


def test_no_vectors_are_no_bytes():
    nothing = np.empty((0, 384), dtype=np.float32)
    assert outline(nothing, coded(nothing).lengths) == b""
