"""Vectors in a byte a coordinate, and products of such."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.encoding.codes import ByteProducts, byte_products, coded


def rows_of(count: int, dimension: int, seed: int):
    rows = np.random.default_rng(seed).normal(0.3, 1.0, (count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@given(st.integers(0, 20), st.integers(1, 70), st.integers(0, 99), st.floats(0.1, 9.0))
def test_the_unit_vectors_come_back(count, dimension, seed, length):
    rows = rows_of(count, dimension, seed)
    held = coded(rows * np.float32(length))
    assert held.codes.dtype == np.int8
    assert held.unpacked() == pytest.approx(rows, abs=0.01)
    assert np.linalg.norm(held.unpacked(), axis=1) == pytest.approx(1.0, abs=1e-5)


def test_the_largest_coordinate_is_the_last_step():
    assert np.abs(coded(rows_of(50, 384, 1)).codes).max(axis=1).tolist() == [127] * 50


def test_a_vector_of_zeros_is_near_nothing():
    held = coded(np.zeros((2, 8), dtype=np.float32))
    assert (held @ rows_of(3, 8, 1).T).tolist() == [[0.0] * 3] * 2
    assert held.unpacked().tolist() == [[0.0] * 8] * 2


@given(st.integers(0, 20), st.integers(1, 70), st.integers(0, 99), st.integers(0, 5))
def test_they_are_multiplied_as_they_lie_and_in_parts(count, dimension, seed, columns):
    held = coded(rows_of(count, dimension, seed))
    asked = rows_of(columns, dimension, seed + 1).T
    assert held @ asked == pytest.approx(held.unpacked() @ asked, abs=1e-5)
    assert held[3:7] @ asked == pytest.approx((held @ asked)[3:7], abs=1e-5)
    assert len(held[3:7]) == len(held.unpacked()[3:7])


@given(st.integers(0, 20), st.integers(1, 70), st.integers(0, 99))
def test_sums_of_groups_are_those_of_the_vectors(count, dimension, seed):
    held = coded(rows_of(count, dimension, seed))
    groups = np.arange(count) // 3
    expected = [held.unpacked()[groups == n].sum(axis=0) for n in range(-(-count // 3))]
    assert held.sums(groups) == pytest.approx(np.array(expected).reshape(-1, dimension), abs=1e-4)


@pytest.mark.parametrize("dimension", [4, 70, 256, 384, 1_024])
@pytest.mark.parametrize("count", [0, 1, 5_000])
def test_products_of_bytes_are_those_of_whole_numbers(dimension, count):
    drawn = np.random.default_rng(0)
    codes = drawn.integers(-127, 128, (count, dimension)).astype(np.int8)
    for asking in (1, 3, 16):
        asked = drawn.integers(-127, 128, (asking, dimension)).astype(np.int8)
        expected = asked.astype(np.int64) @ codes.astype(np.int64).T
        assert np.array_equal(ByteProducts().of(asked, codes), expected)


def exact(asked, codes):
    return asked.astype(np.int32) @ codes.astype(np.int32).T


class Quick(ByteProducts):
    """Takes no time, but for the first product."""

    made = None

    def of(self, asked, codes):
        if self.made is None:
            self.made = exact(asked, codes)
        return self.made


class Slow(ByteProducts):
    def of(self, asked, codes):
        time.sleep(0.1)
        return exact(asked, codes)


class Wrong(Quick):
    def of(self, asked, codes):
        found = super().of(asked, codes).copy()
        found[3, 5] += 1
        return found


@pytest.mark.parametrize(("products", "pay"), [(Quick, True), (Slow, False), (Wrong, False)])
def test_bytes_pay_where_they_are_quick_and_right(products, pay):
    assert products().pay is pay


def test_a_process_has_one_opinion_of_it():
    assert byte_products() is byte_products()
