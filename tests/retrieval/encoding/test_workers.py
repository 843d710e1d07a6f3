from __future__ import annotations

import threading

import pytest
import torch

from retrieval.encoding.workers import Workers


@pytest.fixture
def workers():
    return Workers()


def test_each_worker_computes_on_one_core(workers):
    assert workers.run(torch.get_num_threads) == 1
    assert set(workers.map(lambda _: torch.get_num_threads(), range(20))) == {1}


def test_threads_that_are_no_workers_keep_their_number(workers):
    before = torch.get_num_threads()
    workers.run(int)
    list(workers.map(abs, range(4)))
    seen = []
    other = threading.Thread(target=lambda: seen.append(torch.get_num_threads()))
    other.start()
    other.join()
    assert [torch.get_num_threads(), *seen] == [before, before]


def test_what_is_shared_out_comes_back_in_order(workers):
    assert list(workers.map(lambda n: n * n, range(50))) == [n * n for n in range(50)]


def test_short_work_does_not_wait_for_long_work(workers):
    go = threading.Event()
    long = workers.map(lambda _: go.wait(60), range(2 * torch.get_num_threads()))
    assert workers.run(lambda: "answered") == "answered"
    go.set()
    assert all(long)


def test_an_error_reaches_whoever_asked(workers):
    with pytest.raises(ZeroDivisionError):
        workers.run(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(workers.map(lambda n: 1 / n, [1, 0]))
