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


def signs_of(values: int) -> np.ndarray:
    """How many signs each row shares, where that tells so many steps of how near it is."""
    return np.floor((SIMILAR + 1.0) * values).astype(np.uint16)


def nearly(margin: float, seed: int = 4) -> np.ndarray:
    """Cosines that are off by as much at most."""
    off = np.random.default_rng(seed).uniform(-margin, margin, len(ROWS))
    return (SIMILAR + off).astype(np.float32)


def passing(share: float) -> np.ndarray:
    return np.random.default_rng(3).random(len(ROWS)) < share


def best(alive: np.ndarray, count: int) -> list[int]:
    return np.argsort(-np.where(alive, SIMILAR, -2.0), kind="stable")[:count].tolist()


def compared(signs: np.ndarray, like: np.ndarray, margin: float, count: int = 50) -> Comparison:
    return Comparison(lambda: signs, like.__getitem__, margin, ROWS, QUESTION, count)


@pytest.mark.parametrize("values", [1, 3, 40, 4_000])
@pytest.mark.parametrize("margin", [0.0, 0.01, 0.2])
@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("broader", [2, 5, 100])
def test_the_nearest_are_those_of_comparing_all_however_little_is_told(
    values, margin, share, broader, monkeypatch
):
    monkeypatch.setattr(comparing, "_BROADER", broader)
    monkeypatch.setattr(comparing, "_AT_LEAST", 60)
    alive = passing(share)
    found, cosines = compared(signs_of(values), nearly(margin), margin).nearest(alive)
    assert found.tolist() == best(alive, 50)
    assert cosines == pytest.approx(SIMILAR[found], abs=1e-6)


@pytest.mark.parametrize("share", [0.02, 0.5, 1.0])
@pytest.mark.parametrize("margin", [0.0, 0.01, 0.2])
@pytest.mark.parametrize("count", [1, 50, 5_000, 9_000])
def test_what_is_known_of_all_spares_every_other_look(share, margin, count):
    alive = passing(share)
    comparison = Comparison(
        never, lambda _: never(), margin, ROWS, QUESTION, count, known=nearly(margin)
    )
    found, _ = comparison.nearest(alive)
    assert found.tolist() == best(alive, min(count, int(alive.sum())))


@pytest.mark.parametrize(("noise", "looks"), [(0.02, 1), (0.15, 2)])
def test_what_signs_hide_is_found_by_what_they_may_hide(noise, looks, monkeypatch):
    """Where signs tell little, more is compared by codes."""
    monkeypatch.setattr(comparing, "_BROADER", 20)
    monkeypatch.setattr(comparing, "_AT_LEAST", 60)
    alive = passing(1.0)
    apart = np.random.default_rng(5).normal(0.0, noise, len(ROWS))
    signs = np.floor((SIMILAR + apart + 2.0) * 100).astype(np.uint16)
    like, looked_at = nearly(0.001), []

    def likeness(rows: np.ndarray) -> np.ndarray:
        looked_at.append(len(rows))
        return like[rows]

    found, _ = Comparison(lambda: signs, likeness, 0.001, ROWS, QUESTION, 50).nearest(alive)
    assert found.tolist() == best(alive, 50)
    assert len(looked_at) == looks
    assert sum(looked_at) < len(ROWS)


def test_hardly_anybody_is_missing_behind_those_that_are_sure():
    alive = passing(1.0)
    apart = np.random.default_rng(5).normal(0.0, 0.05, len(ROWS))
    signs = np.floor((SIMILAR + apart + 2.0) * 100).astype(np.uint16)
    found, _ = compared(signs, nearly(0.001), 0.001, 400).nearest(alive)
    assert found[:50].tolist() == best(alive, 50)
    assert len(set(found.tolist()) & set(best(alive, 400))) >= 390


def never() -> np.ndarray:
    raise AssertionError("asked")


def test_no_more_rows_than_are_wanted_are_compared_with_nothing_else():
    alive = np.arange(len(ROWS)) < 50
    comparison = Comparison(never, lambda _: never(), 0.0, ROWS, QUESTION, 50)
    assert comparison.nearest(alive)[0].tolist() == best(alive, 50)


def test_few_rows_are_not_compared_by_their_signs():
    alive = np.arange(len(ROWS)) < 900
    comparison = Comparison(never, nearly(0.01).__getitem__, 0.01, ROWS, QUESTION, 50)
    assert comparison.nearest(alive)[0].tolist() == best(alive, 50)


def test_nothing_is_nearest_where_nothing_passes():
    comparison = Comparison(never, lambda _: never(), 0.0, ROWS, QUESTION, 50)
    found, cosines = comparison.nearest(np.zeros(len(ROWS), dtype=np.bool_))
    assert (len(found), len(cosines)) == (0, 0)
