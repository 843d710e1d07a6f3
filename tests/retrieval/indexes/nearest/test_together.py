"""Several questions compared with all vectors at once."""

from __future__ import annotations

import pytest

from retrieval.indexes.nearest import index as module
from retrieval.indexes.nearest.levels import Scan
from retrieval.indexes.vectors import Kind
from tests.retrieval.indexes.nearest.test_index import Room, exact, unit

MANY = 6_000


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A room of 6,000 papers, and how many questions each search by levels was for."""
    made = Room(tmp_path / "nearest")
    rows = unit(MANY)
    made.index([str(n) for n in range(MANY)], rows)
    calls = []
    near = Scan.near

    def noted(self, questions, count, passing=None):
        calls.append(len(questions))
        return near(self, questions, count, passing)

    monkeypatch.setattr(Scan, "near", noted)
    yield made, rows, calls
    made.vectors.close()


@pytest.mark.parametrize("count", [2, 16, 21])
def test_questions_that_come_together_get_what_each_would_get_alone(asked, count):
    room, rows, calls = asked
    questions = unit(count, seed=9)
    room.vectors.expect(questions, 1_000)
    assert sum(calls) == len(Kind) * count
    assert max(calls) <= 16
    calls.clear()
    for question in questions:
        found = list(room.vectors.nearest(Kind.WHOLE, question, 1_000))
        assert found[:50] == exact(rows, question, 50)
        assert len(set(found) & set(exact(rows, question, 1_000))) >= 950
        turned = list(room.vectors.nearest(Kind.TITLE, question, 1_000))
        assert turned[:50] == exact(-rows, question, 50)
    assert calls == []


def test_a_filtered_question_may_ask_again_without_its_filter(asked):
    room, rows, calls = asked
    questions = unit(3, seed=9)
    room.vectors.expect(questions, 20)
    calls.clear()
    among = {str(n) for n in range(0, MANY, 2)}
    found = room.vectors.nearest_among(Kind.WHOLE, questions[1], 20, among)
    assert list(found) == exact(rows, questions[1], 20, lambda n: n % 2 == 0)
    assert calls == [1]
    again = room.vectors.nearest(Kind.WHOLE, questions[1], 20)
    assert list(again) == exact(rows, questions[1], 20)
    assert calls == [1]


def test_more_than_was_expected_is_looked_for_again(asked):
    room, rows, calls = asked
    questions = unit(2, seed=9)
    room.vectors.expect(questions, 20)
    calls.clear()
    found = list(room.vectors.nearest(Kind.WHOLE, questions[0], 400))
    assert found[:50] == exact(rows, questions[0], 50)
    assert calls == [1]


def test_one_alone_is_not_expected(asked):
    room, _, calls = asked
    room.vectors.expect(unit(1), 20)
    assert calls == []


def test_what_is_remembered_has_its_bounds_and_goes_when_it_is_used(asked, monkeypatch):
    room = asked[0]
    monkeypatch.setattr(module, "_KEPT", 5)
    room.vectors.expect(unit(12, seed=9), 20)
    assert len(room.vectors._expected) == 10
    questions = unit(4, seed=8)
    room.vectors.expect(questions, 20)
    assert len(room.vectors._expected) == 10
    room.vectors.nearest(Kind.WHOLE, questions[0], 20)
    assert len(room.vectors._expected) == 9


def test_what_is_indexed_or_goes_meanwhile_is_heeded(asked):
    room, rows, _ = asked
    questions = unit(3, seed=9)
    room.vectors.expect(questions, 20)
    gone = exact(rows, questions[0], 1)
    room.index(["new"], questions[:1], gone=gone)
    found = list(room.vectors.nearest(Kind.WHOLE, questions[0], 20))
    assert found == ["new", *exact(rows, questions[0], 20)[1:]]


def test_before_there_is_a_copy_nothing_is_expected(tmp_path):
    Room(tmp_path / "nearest").vectors.expect(unit(5), 20)


def test_of_few_papers_nothing_is_expected(tmp_path):
    room = Room(tmp_path / "nearest")
    rows = unit(30)
    room.index([str(n) for n in range(30)], rows)
    room.vectors.expect(rows[:3], 20)
    assert list(room.vectors.nearest(Kind.WHOLE, rows[0], 20)) == exact(rows, rows[0], 20)
    room.vectors.close()
