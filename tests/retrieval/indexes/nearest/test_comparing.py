from __future__ import annotations

import numpy as np
import pytest

from retrieval.indexes.nearest import comparing
from retrieval.indexes.nearest.comparing import Comparison


def unit(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 32)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


ROWS, QUESTION = unit(6_000, 1), unit(1, 2)[0]


SIMILAR = ROWS @ QUESTION


def told(values: int) -> np.ndarray:
    """How alike each row is, told in so many steps."""
    return np.floor(SIMILAR * values).astype(np.int32)


def passing(share: float) -> np.ndarray:
    return np.random.default_rng(3).random(len(ROWS)) < share


def best(alive: np.ndarray, count: int) -> list[int]:
    return np.argsort(-np.where(alive, SIMILAR, -2.0), kind="stable")[:count].tolist()


@pytest.mark.parametrize("by_signs", [1, 3, 40, 4_000])
@pytest.mark.parametrize("by_levels", [1, 3, 40, 4_000])
@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("broader", [2, 5, 100])
def test_the_nearest_are_those_of_comparing_all_however_little_is_told(
    by_signs, by_levels, share, broader, monkeypatch
):
    monkeypatch.setattr(comparing, "_BROADER", broader)
    signs, levels, alive = told(by_signs), told(by_levels), passing(share)
    comparison = Comparison(lambda: signs, levels.__getitem__, ROWS, QUESTION, 50)
    found, cosines = comparison.nearest(alive)
    assert found == best(alive, 50)
    assert cosines == pytest.approx(SIMILAR[found].tolist(), abs=1e-6)


@pytest.mark.parametrize(("noise", "looks"), [(0.02, 1), (0.15, 2)])
def test_what_signs_hide_is_found_by_what_they_may_hide(noise, looks, monkeypatch):
    """Where signs tell little, more is compared by levels."""
    monkeypatch.setattr(comparing, "_BROADER", 1)
    alive = passing(1.0)
    apart = np.random.default_rng(5).normal(0.0, noise, len(ROWS))
    signs = np.floor((SIMILAR + apart) * 100).astype(np.int32)
    looked_at: list[int] = []

    def likeness(rows: np.ndarray) -> np.ndarray:
        looked_at.append(len(rows))
        return told(1_000)[rows]

    found, _ = Comparison(lambda: signs, likeness, ROWS, QUESTION, 50).nearest(alive)
    assert found == best(alive, 50)
    assert sum(1 for many in looked_at if many) == looks
    assert sum(looked_at) < len(ROWS)


def test_hardly_anybody_is_missing_behind_those_that_are_sure():
    alive = passing(1.0)
    apart = np.random.default_rng(5).normal(0.0, 0.05, len(ROWS))
    levels = np.floor((SIMILAR + apart) * 100).astype(np.int32)
    found, _ = Comparison(lambda: levels, levels.__getitem__, ROWS, QUESTION, 500).nearest(alive)
    assert found[:50] == best(alive, 50)
    assert len(set(found) & set(best(alive, 500))) >= 480


def test_few_rows_are_not_compared_by_their_signs():
    alive = np.arange(len(ROWS)) < 900

    def never() -> np.ndarray:
        raise AssertionError("asked")

    found, _ = Comparison(never, lambda _: never(), ROWS, QUESTION, 50).nearest(alive)
    assert found == best(alive, 50)


def test_a_sample_that_meets_nobody_costs_nothing_but_time(monkeypatch):
    monkeypatch.setattr(comparing, "_SAMPLE", 10)  # of rows that are all shut out
    monkeypatch.setattr(comparing, "_BROADER", 1)
    alive = passing(1.0)
    alive[::600] = False
    levels = told(1_000)
    found, _ = Comparison(lambda: levels, levels.__getitem__, ROWS, QUESTION, 50).nearest(alive)
    assert found == best(alive, 50)
