"""Questions that come again are not encoded again."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.encoding.remembering import QuestionMemory
from tests.fakes import HashedWords


class Counting(HashedWords):
    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def read_questions(self, texts):
        self.encoded += texts
        return super().read_questions(texts)


@pytest.fixture
def counting():
    return Counting()


def test_what_is_remembered_is_what_was_encoded(counting):
    memory = QuestionMemory(counting)
    texts = ["one two", "three", "one two"]
    expected, _ = HashedWords().read_questions(texts)
    for _ in range(2):
        found, tokens = memory.read_questions(texts)
        assert np.array_equal(found, expected)
        assert [t.spans for t in tokens] == [((0, 3), (4, 7)), ((0, 5),), ((0, 3), (4, 7))]
    assert counting.encoded == ["one two", "three"]


def test_the_longest_unused_is_forgotten_first(counting):
    memory = QuestionMemory(counting, remembered=2)
    for text in ("one", "two", "one", "three", "one", "two"):
        memory.read_questions([text])
    assert counting.encoded == ["one", "two", "three", "two"]


def test_documents_pass_through(counting):
    memory = QuestionMemory(counting)
    assert memory.identity == counting.identity
    assert np.array_equal(memory.encode_documents(["a"]), counting.encode_documents(["a"]))
    assert memory.read_questions([])[0].shape == counting.read_questions([])[0].shape
    assert memory.read_documents(["a b"])[1][0].spans == ((0, 1), (2, 3))
