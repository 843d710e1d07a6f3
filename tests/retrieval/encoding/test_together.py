"""Questions of several threads in one call of the encoder."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from retrieval.encoding.together import BatchingEncoder
from retrieval.errors import ModelError
from tests.fakes import HashedWords


class Slow(HashedWords):
    """Encodes when it is let, and notes how many texts each call had."""

    def __init__(self):
        super().__init__()
        self.calls = []
        self.begun = threading.Semaphore(0)
        self.let = threading.Semaphore(0)

    def read_questions(self, texts):
        self.calls.append(list(texts))
        self.begun.release()
        self.let.acquire()
        if "broken" in texts:
            raise ModelError("it cannot be read")
        return super().read_questions(texts)


def together(encoder, batching, texts):
    """The first text is at work while the others ask; then all are let."""
    with ThreadPoolExecutor(len(texts)) as threads:
        first = threads.submit(batching.read_questions, texts[0])
        encoder.begun.acquire()
        others = [threads.submit(batching.read_questions, some) for some in texts[1:]]
        while len(batching._waiting) < len(others):
            threading.Event().wait(0.001)
        encoder.let.release(len(texts))
        return [first, *others]


def test_those_who_ask_meanwhile_are_encoded_together_and_each_gets_its_own():
    encoder = Slow()
    texts = [["one"], ["two", "deux"], ["three"], ["four"]]
    found = together(encoder, BatchingEncoder(encoder), texts)
    assert len(encoder.calls) == 2
    assert sorted(encoder.calls[1]) == ["deux", "four", "three", "two"]
    for some, future in zip(texts, found, strict=True):
        vectors, tokens = future.result()
        expected = HashedWords().read_questions(some)
        assert np.array_equal(vectors, expected[0])
        assert [one.spans for one in tokens] == [one.spans for one in expected[1]]


def test_no_call_is_larger_than_it_may_be_and_nobody_is_left_behind():
    encoder = Slow()
    texts = [[f"question {n}", f"again {n}"] for n in range(7)]
    found = together(encoder, BatchingEncoder(encoder, most=4), texts)
    assert [len(call) for call in encoder.calls] == [2, 4, 4, 4]
    assert all(future.result()[0].shape == (2, 256) for future in found)


def test_a_failure_reaches_everybody_of_its_call_and_nobody_else():
    encoder = Slow()
    batching = BatchingEncoder(encoder)
    found = together(encoder, batching, [["fine"], ["broken"], ["beside it"]])
    assert found[0].result()
    for future in found[1:]:
        with pytest.raises(ModelError):
            future.result()
    encoder.let.release()
    assert batching.read_questions(["later"])[0].shape == (1, 256)


def test_one_alone_and_documents_pass():
    encoder = HashedWords()
    batching = BatchingEncoder(encoder)
    assert np.array_equal(batching.read_questions(["a"])[0], encoder.read_questions(["a"])[0])
    assert np.array_equal(batching.encode_documents(["a"]), encoder.encode_documents(["a"]))
    assert len(batching.read_documents(["a b"])[1]) == 1
    assert batching.identity == encoder.identity


def test_who_comes_while_the_first_takes_time_is_encoded_with_him():
    encoder, come = Slow(), threading.Event()
    batching = BatchingEncoder(encoder, before=come.wait)
    encoder.let.release(9)
    with ThreadPoolExecutor(5) as threads:
        asked = [threads.submit(batching.read_questions, [f"text {n}"]) for n in range(5)]
        while len(batching._waiting) < 5:
            threading.Event().wait(0.001)
        come.set()
        for future in asked:
            future.result()
    assert [len(call) for call in encoder.calls] == [5]
