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


def test_the_mask_of_the_latest_array_of_numbers_is_remembered():
    roster = Roster()
    roster.add(["a", "b", "c"])
    some = Among(roster, np.array([True, False, True]))
    rows, others = (np.array(order, dtype=np.int32) for order in ([0, 1, 2, 1], [2, NONE]))
    first = some.at(rows)
    assert some.at(rows) is first
    assert some.at(others).tolist() == [True, False]
    assert some.at(rows).tolist() == first.tolist() == [True, False, True, False]
    assert some.at(rows) is not first


def test_ids_are_looked_up_many_at_a_time():
    roster = Roster()
    roster.add(["a", "b", "c"])
    some = Among(roster, np.array([True, False, True]))
    roster.add(["d"])
    found = some.holding(["d", "c", "unknown", "b", "a"]).tolist()
    assert found == [False, True, False, False, True]
    assert some.holding([]).tolist() == []
