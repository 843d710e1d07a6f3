"""Several questions compared with all vectors at once."""

from __future__ import annotations

import pytest

from retrieval.encoding.codes import ByteProducts
from retrieval.indexes.nearest import index as module
from retrieval.indexes.vectors import Kind
from tests.retrieval.indexes.nearest.test_index import Room, exact, unit

MANY = 6_000


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A room of 6,000 papers whose products are made, and noted, whether that pays here or not."""
    made = Room(tmp_path / "nearest")
    rows = unit(MANY)
    made.index([str(n) for n in range(MANY)], rows)
    calls = []

    class Noted(ByteProducts):
        pay = True

        def of(self, asked, codes):
            calls.append((len(asked), len(codes)))
            return super().of(asked, codes)

    monkeypatch.setattr(made.vectors, "_bytes", Noted())
    monkeypatch.setattr(
        "retrieval.indexes.nearest.outlines.Outlines.signs", lambda *_: pytest.fail("one by one")
    )
    yield made, rows, calls
    made.vectors.close()


@pytest.mark.parametrize("count", [3, 16, 21])
def test_questions_that_come_together_get_what_each_would_get_alone(asked, count):
    room, rows, calls = asked
    questions = unit(count, seed=9)
    room.vectors.expect(questions)
    assert sum(many for many, _ in calls) == len(Kind) * count
    assert max(many for many, _ in calls) <= 16
    for question in questions:
        found = room.vectors.nearest(Kind.WHOLE, question, 400)
        assert list(found) == exact(rows, question, 400)
        turned = room.vectors.nearest(Kind.TITLE, question, 400)
        assert list(turned) == exact(-rows, question, 400)


def test_a_filtered_question_may_ask_again_without_its_filter(asked):
    room, rows, _ = asked
    questions = unit(3, seed=9)
    room.vectors.expect(questions)
    among = {str(n) for n in range(0, MANY, 2)}
    found = room.vectors.nearest_among(Kind.WHOLE, questions[1], 20, among)
    assert list(found) == exact(rows, questions[1], 20, lambda n: n % 2 == 0)
    again = room.vectors.nearest(Kind.WHOLE, questions[1], 20)
    assert list(again) == exact(rows, questions[1], 20)


def test_two_are_compared_one_by_one(asked):
    room, _, calls = asked
    room.vectors.expect(unit(2))
    assert calls == []


def test_nothing_is_expected_of_a_machine_that_is_slow_with_bytes(asked, monkeypatch):
    room, _, calls = asked
    monkeypatch.setattr(type(room.vectors._bytes), "pay", False)
    room.vectors.expect(unit(8))
    assert calls == []


def test_what_is_remembered_has_its_bounds_and_goes_when_it_is_used(asked, monkeypatch):
    room, _, calls = asked
    monkeypatch.setattr(module, "_ROOM", 10 * 4 * MANY)  # of five questions, of both kinds
    questions = unit(12, seed=9)
    room.vectors.expect(questions)
    assert calls == [(5, MANY)] * len(Kind)
    assert len(room.vectors._known) == 10
    room.vectors.expect(unit(4, seed=8))
    assert len(room.vectors._known) == 10
    question = unit(4, seed=8)[0]
    room.vectors.nearest(Kind.WHOLE, question, 20)
    assert len(room.vectors._known) == 9


def test_what_is_indexed_meanwhile_is_found(asked, monkeypatch):
    room = asked[0]
    questions = unit(3, seed=9)
    room.vectors.expect(questions)
    room.index(["new"], questions[:1])
    monkeypatch.undo()
    assert next(iter(room.vectors.nearest(Kind.WHOLE, questions[0], 5))) == "new"


def test_without_a_copy_nothing_is_done(tmp_path):
    Room(tmp_path / "nearest").vectors.expect(unit(5))
