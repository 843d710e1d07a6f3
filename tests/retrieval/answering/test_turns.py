"""A few are searched at a time; the encoder waits while others are ready."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from retrieval.answering import turns as module
from retrieval.answering.turns import Turns


def until(true) -> None:
    while not true():
        time.sleep(0.001)


def test_no_more_are_searched_than_there_are_places():
    turns, lock = Turns(places=3), threading.Lock()
    at_work, most = 0, 0

    def search() -> None:
        nonlocal at_work, most
        with turns:
            with lock:
                at_work += 1
                most = max(most, at_work)
            time.sleep(0.002)
            with lock:
                at_work -= 1

    with ThreadPoolExecutor(12) as threads:
        for future in [threads.submit(search) for _ in range(40)]:
            future.result()
    assert most == 3
    assert not turns.crowded


def test_whoever_is_alone_is_not_crowded():
    turns = Turns()
    with turns:
        assert not turns.crowded
        with ThreadPoolExecutor(1) as other:
            other.submit(turns.__enter__).result()
            assert turns.crowded
            other.submit(turns.__exit__, None, None, None).result()
        assert not turns.crowded


def test_a_place_is_given_back_whatever_goes_wrong():
    turns = Turns(places=1)
    with pytest.raises(ZeroDivisionError), turns:
        raise ZeroDivisionError
    with turns:
        pass


def test_the_encoder_waits_until_few_stand_before_the_search(monkeypatch):
    monkeypatch.setattr(module, "FEW", 2)
    monkeypatch.setattr(module, "PATIENCE_S", 60.0)
    turns, leave = Turns(places=1), threading.Event()

    def search() -> None:
        with turns:
            leave.wait()

    with ThreadPoolExecutor(5) as threads:
        searching = [threads.submit(search) for _ in range(4)]
        until(lambda: turns._waiting == 3)
        encoder = threads.submit(turns.until_few_wait)
        time.sleep(0.02)
        assert not encoder.done()
        leave.set()
        encoder.result()
        for future in searching:
            future.result()


def test_nobody_waits_for_ever_for_few(monkeypatch):
    monkeypatch.setattr(module, "FEW", 0)
    monkeypatch.setattr(module, "PATIENCE_S", 0.01)
    Turns().until_few_wait()


def test_who_is_alone_does_not_wait(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_S", 60.0)
    Turns().until_few_wait()
