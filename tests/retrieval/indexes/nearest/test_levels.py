from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from retrieval.indexes.nearest.levels import FIRST, Frame, Scan, levels_bytes

ROWS = 5_000


def unit(count: int, dimension: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def close_together(count: int, dimension: int, seed: int = 0) -> np.ndarray:
    """As the e5 family's: all cosines above 0.8, some coordinates much longer than others."""
    middle = unit(1, dimension, seed=77)[0]
    middle[:2] += 0.8
    rows = middle + 0.5 * unit(count, dimension, seed)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def scanned(rows: np.ndarray) -> Scan:
    return Scan(rows.shape[1], Frame.of(rows).levels(rows))


@pytest.mark.parametrize("dimension", [384, 64, 33, 7])
def test_levels_take_two_bits_a_coordinate(dimension):
    rows = unit(FIRST, dimension)
    levels = Frame.of(rows).levels(rows)
    assert levels.shape == (FIRST, levels_bytes(dimension))
    assert levels_bytes(dimension) == -(-dimension // 4)


@pytest.mark.parametrize(("of", "lost"), [(unit, 0.0), (close_together, 0.1)])
@pytest.mark.parametrize("dimension", [384, 97])
def test_of_the_nearest_hardly_any_is_far_by_its_levels(of, lost, dimension):
    rows, missing = of(ROWS, dimension), 0
    scan = scanned(rows)
    for question in of(8, dimension, seed=3):
        (near,) = scan.near(question[np.newaxis], 1_000)
        nearest = np.argsort(-(rows @ question))[:20]
        missing += len(set(nearest.tolist()) - set(near.rows.tolist()))
        assert len(near.rows) == 1_000
        assert (np.diff(near.products) <= 0).all()
    assert missing <= lost * 8 * 20


def test_what_is_told_by_levels_follows_the_cosine():
    rows, question = unit(ROWS, 384), unit(1, 384, seed=3)
    (near,) = scanned(rows).near(question, ROWS)
    assert sorted(near.rows.tolist()) == list(range(ROWS))
    assert np.corrcoef(near.products, rows[near.rows] @ question[0])[0, 1] > 0.93


@pytest.mark.parametrize("share", [0.003, 0.1, 0.9])
def test_only_rows_that_pass_are_found_and_the_best_of_them(share):
    rows, question = unit(ROWS, 384), unit(1, 384, seed=3)
    scan = scanned(rows)
    passing = np.random.default_rng(5).random(ROWS) < share
    (near,) = scan.near(question, 300, passing)
    assert passing[near.rows].all()
    assert len(near.rows) == min(300, int(passing.sum()))
    (every,) = scan.near(question, ROWS)
    assert set(near.rows.tolist()) == set(every.rows[passing[every.rows]][:300].tolist())


def test_several_questions_get_what_each_would_get_alone():
    scan, questions = scanned(unit(ROWS, 384)), unit(9, 384, seed=3)
    for together, question in zip(scan.near(questions, 200), questions, strict=True):
        (alone,) = scan.near(question[np.newaxis], 200)
        shared = set(together.rows.tolist()) & set(alone.rows.tolist())
        assert len(shared) >= 198  # those of equal products may change places at the end


def test_threads_may_search_at_the_same_time():
    scan, questions = scanned(unit(ROWS, 384)), unit(40, 384, seed=3)
    alone = [scan.near(question[np.newaxis], 100)[0].rows.tolist() for question in questions]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda q: scan.near(q[np.newaxis], 100)[0].rows.tolist(), questions))
    assert found == alone


def test_vectors_that_are_all_the_same_have_levels_too():
    rows = np.tile(unit(1, 32), (FIRST, 1))
    (near,) = scanned(rows).near(rows[:1], 10)
    assert len(near.rows) == 10


def test_a_scan_may_be_of_no_rows():
    assert len(Scan(384, np.empty((0, levels_bytes(384)), dtype=np.uint8))) == 0
