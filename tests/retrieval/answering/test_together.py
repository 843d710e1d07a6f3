"""What several threads bring, done in one call."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from retrieval.answering.together import Together
from retrieval.errors import ModelError


class Slow:
    """Works when it is let, and notes what each call was given."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.begun = threading.Semaphore(0)
        self.let = threading.Semaphore(0)

    def work(self, items):
        self.calls.append(list(items))
        self.begun.release()
        self.let.acquire()
        if "broken" in items:
            raise ModelError("it cannot be read")


def brought(slow, together, items):
    """The first is at work while the others come; then all are let."""
    with ThreadPoolExecutor(len(items)) as threads:
        first = threads.submit(together.do, items[0])
        slow.begun.acquire()
        others = [threads.submit(together.do, item) for item in items[1:]]
        while len(together._waiting) < len(others):
            threading.Event().wait(0.001)
        slow.let.release(len(items))
        return [first, *others]


def test_what_comes_meanwhile_is_done_together():
    slow = Slow()
    found = brought(slow, Together(slow.work), ["one", "two", "three", "four"])
    assert [sorted(call) for call in slow.calls] == [["one"], ["four", "three", "two"]]
    assert [future.result() for future in found] == [None] * 4


def test_no_call_is_larger_than_it_may_be_and_nobody_is_left_behind():
    slow = Slow()
    items = [f"question {n}" for n in range(8)]
    found = brought(slow, Together(slow.work, most=3), items)
    assert [len(call) for call in slow.calls] == [1, 3, 3, 1]
    assert sorted(item for call in slow.calls for item in call) == items
    assert all(future.result() is None for future in found)


def test_a_failure_reaches_everybody_of_its_call_and_nobody_else():
    slow = Slow()
    together = Together(slow.work)
    found = brought(slow, together, ["fine", "broken", "beside it"])
    assert found[0].result() is None
    for future in found[1:]:
        with pytest.raises(ModelError):
            future.result()
    slow.let.release()
    together.do("later")
    assert slow.calls[-1] == ["later"]


def test_who_comes_while_the_first_takes_time_is_served_with_him():
    slow, come = Slow(), threading.Event()
    together = Together(slow.work, before=come.wait)
    slow.let.release(9)
    with ThreadPoolExecutor(5) as threads:
        asked = [threads.submit(together.do, f"text {n}") for n in range(5)]
        while len(together._waiting) < 5:
            threading.Event().wait(0.001)
        come.set()
        for future in asked:
            future.result()
    assert [len(call) for call in slow.calls] == [5]
