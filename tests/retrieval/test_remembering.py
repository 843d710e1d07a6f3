"""Questions that come again are not encoded again."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.remembering import QuestionMemory
from tests.fakes import HashedWords


class Counting(HashedWords):
    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def encode_questions(self, texts):
        self.encoded += texts
        return super().encode_questions(texts)

    def encode_tokens(self, texts):
        self.encoded += texts
        return super().encode_tokens(texts)


@pytest.fixture
def counting():
    return Counting()


def test_what_is_remembered_is_what_was_encoded(counting):
    memory = QuestionMemory(counting)
    expected = HashedWords().encode_questions(["one two", "three", "one two"])
    for _ in range(2):
        found = memory.encode_questions(["one two", "three", "one two"])
        assert np.array_equal(found, expected)
        assert [t.spans for t in memory.encode_tokens(["one two"])] == [((0, 3), (4, 7))]
    assert counting.encoded == ["one two", "three", "one two"]


def test_the_longest_unused_is_forgotten_first(counting):
    memory = QuestionMemory(counting, remembered=2)
    for text in ("one", "two", "one", "three", "one", "two"):
        memory.encode_questions([text])
    assert counting.encoded == ["one", "two", "three", "two"]


def test_documents_pass_through(counting):
    memory = QuestionMemory(counting)
    assert memory.identity == counting.identity
    assert np.array_equal(memory.encode_documents(["a"]), counting.encode_documents(["a"]))
    assert memory.encode_questions([]).shape == counting.encode_questions([]).shape
    assert memory.encode_tokens([]) == []
