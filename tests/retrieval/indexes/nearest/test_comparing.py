from __future__ import annotations

import numpy as np
import pytest

from retrieval.indexes.nearest import comparing
from retrieval.indexes.nearest.comparing import Comparison
from retrieval.indexes.nearest.levels import Near


def unit(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 32)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


ROWS, QUESTION = unit(6_000, 1), unit(1, 2)[0]
SIMILAR = ROWS @ QUESTION


def passing(share: float) -> np.ndarray:
    return np.random.default_rng(3).random(len(ROWS)) < share


def best(alive: np.ndarray, count: int) -> list[int]:
    return np.argsort(-np.where(alive, SIMILAR, -2.0), kind="stable")[:count].tolist()


class Told:
    """Products by levels that are off by some noise; notes how many were asked for."""

    def __init__(self, alive: np.ndarray, noise: float, levels: int = len(ROWS)) -> None:
        off = np.random.default_rng(4).normal(0.0, noise, len(ROWS))
        self.products = (SIMILAR + off).astype(np.float32)
        self.rows = np.flatnonzero(alive[:levels])
        self.asked: list[int] = []

    def near(self, count: int) -> Near:
        self.asked.append(count)
        rows = self.rows[np.argsort(-self.products[self.rows], kind="stable")[:count]]
        return Near(rows, self.products[rows])


def compared(told: Told, count: int = 50, levels: int = len(ROWS)) -> Comparison:
    return Comparison(told.near, levels, ROWS, QUESTION, count)


@pytest.mark.parametrize("noise", [0.0, 0.03, 0.2, 5.0])
@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("broader", [2, 5, 100])
@pytest.mark.parametrize("levels", [0, 2_500, 6_000])
def test_the_nearest_are_those_of_comparing_all_however_little_is_told(
    noise, share, broader, levels, monkeypatch
):
    monkeypatch.setattr(comparing, "_BROADER", broader)
    monkeypatch.setattr(comparing, "_AT_LEAST", 60)
    monkeypatch.setattr(comparing, "_FEW", 100)
    alive = passing(share)
    found, cosines = compared(Told(alive, noise, levels), 50, levels).nearest(alive)
    assert found.tolist() == best(alive, 50)
    assert cosines == pytest.approx(SIMILAR[found], abs=1e-6)


@pytest.mark.parametrize(("noise", "looks"), [(0.02, 1), (0.06, 2), (0.15, 3)])
def test_where_levels_tell_little_more_are_compared(noise, looks):
    alive = passing(1.0)
    told = Told(alive, noise)
    found, _ = compared(told).nearest(alive)
    assert found.tolist() == best(alive, 50)
    assert len(told.asked) == looks


def test_where_levels_tell_nothing_all_are_compared():
    alive = passing(1.0)
    told = Told(alive, 0.0)
    told.products = np.zeros_like(told.products)
    assert compared(told).nearest(alive)[0].tolist() == best(alive, 50)
    assert told.asked == [300, 1_200, 4_800]


def test_hardly_anybody_is_missing_behind_those_that_are_sure():
    alive = passing(1.0)
    told = Told(alive, 0.03)
    found, _ = compared(told, 400).nearest(alive)
    assert found[:50].tolist() == best(alive, 50)
    assert len(set(found.tolist()) & set(best(alive, 400))) >= 395


def never(_: int) -> Near:
    raise AssertionError("asked")


@pytest.mark.parametrize("rows", [0, 1, 50, 900, 2_000])
def test_few_rows_are_compared_themselves(rows):
    alive = np.arange(len(ROWS)) < rows
    found, cosines = Comparison(never, len(ROWS), ROWS, QUESTION, 50).nearest(alive)
    assert found.tolist() == best(alive, min(50, rows))
    assert len(cosines) == len(found)


def test_no_more_rows_than_are_wanted_are_compared_themselves():
    alive = passing(1.0)
    found, _ = Comparison(never, len(ROWS), ROWS, QUESTION, len(ROWS)).nearest(alive)
    assert found.tolist() == best(alive, len(ROWS))
