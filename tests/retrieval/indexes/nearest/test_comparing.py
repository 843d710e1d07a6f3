from __future__ import annotations

import numpy as np
import pytest

from retrieval.indexes.nearest.comparing import nearest_rows


def unit(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 32)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


ROWS, QUESTION = unit(6_000, 1), unit(1, 2)[0]


@pytest.mark.parametrize("values", [1, 2, 40, 4_000])
@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
def test_the_nearest_are_those_of_comparing_all_however_few_values_levels_have(values, share):
    alive = np.random.default_rng(3).random(len(ROWS)) < share
    similar = ROWS @ QUESTION
    likeness = np.floor(similar * values).astype(np.int32)
    found, cosines = nearest_rows(lambda: likeness, ROWS, alive, QUESTION, 50)
    similar[~alive] = -2.0
    assert found == np.argsort(-similar, kind="stable")[:50].tolist()
    assert cosines == pytest.approx(similar[found].tolist(), abs=1e-6)
