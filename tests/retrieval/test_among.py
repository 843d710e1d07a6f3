from __future__ import annotations

import numpy as np

from retrieval.among import NONE, Among, Roster


def test_a_paper_keeps_its_number():
    roster = Roster()
    assert roster.add(["b", "a"]).tolist() == [0, 1]
    assert roster.add(["a", "c"]).tolist() == [1, 2]
    assert roster.numbers(["c", "unknown"]).tolist() == [2, NONE]


def test_a_mask_is_a_collection_of_ids():
    roster = Roster()
    roster.add(["a", "b", "c"])
    some = Among(roster, np.array([True, False, True]))
    assert (list(some), len(some)) == (["a", "c"], 2)
    assert "a" in some
    assert "b" not in some
    assert "unknown" not in some
    assert list(Among.of(roster, {"b", "unknown"})) == ["b"]


def test_papers_that_got_their_number_later_are_not_among_them():
    roster = Roster()
    roster.add(["a", "b"])
    some = Among(roster, np.array([True, True]))
    roster.add(["c"])
    assert "c" not in some
    assert some.at(np.array([2, 1, NONE], dtype=np.int32)).tolist() == [False, True, False]


def test_the_masks_of_the_latest_arrays_of_numbers_are_remembered():
    roster = Roster()
    roster.add(["a", "b", "c"])
    some = Among(roster, np.array([True, False, True]))
    rows, documents = (np.array(order, dtype=np.int32) for order in ([0, 1, 2, 1], [2, NONE]))
    first, second = some.at(rows), some.at(documents)
    assert (first.tolist(), second.tolist()) == ([True, False, True, False], [True, False])
    assert some.at(rows) is first
    assert some.at(documents) is second
    assert some.at(rows.copy()) is not first
