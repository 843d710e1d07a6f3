from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.encoding.packing import pack, unpack


def rows_of(count: int, dimension: int, seed: int):
    rows = np.random.default_rng(seed).normal(0.3, 1.0, (count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@given(st.integers(0, 40), st.integers(1, 70), st.integers(0, 99))
def test_as_many_unit_vectors_come_back(count, dimension, seed):
    found = unpack(pack(rows_of(count, dimension, seed))).unpacked()
    assert found.shape == (count, dimension)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=1e-3)


def test_they_are_near_what_was_packed():
    rows = rows_of(200, 384, 1)
    cosines = (unpack(pack(rows)).unpacked() * rows).sum(axis=1)
    assert cosines.mean() > 0.94
    other = rows_of(50, 384, 2)
    assert np.abs(other @ unpack(pack(rows)).unpacked().T - other @ rows.T).mean() < 0.02


def test_a_vector_takes_a_quarter_of_a_byte_a_coordinate():
    assert len(pack(rows_of(101, 384, 1))) - len(pack(rows_of(1, 384, 1))) == 100 * 96


@pytest.mark.parametrize("broken", [b"", b"abc", pack(rows_of(3, 8, 1))[:-1]])
def test_what_was_cut_off_is_refused(broken):
    with pytest.raises(ValueError, match="packed vectors"):
        unpack(broken)
