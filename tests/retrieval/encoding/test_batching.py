from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.encoding.batching import by_length

lengths = st.lists(st.integers(1, 512), max_size=200)


@given(lengths)
def test_every_text_is_in_one_batch(lengths):
    places = [place for batch in by_length(lengths, budget=2_048, step=16) for place in batch.texts]
    assert sorted(places) == list(range(len(lengths)))


@given(lengths)
def test_no_text_is_padded_by_a_step_or_more(lengths):
    for batch in by_length(lengths, budget=2_048, step=16):
        for place, padded in zip(batch.texts, batch.lengths, strict=True):
            assert padded % 16 == 0
            assert 0 <= padded - lengths[place] < 16


@given(lengths, st.integers(1, 4_096))
def test_a_batch_stays_within_its_budget_unless_it_is_one_text(lengths, budget):
    for batch in by_length(lengths, budget=budget, step=16):
        assert len(batch.texts) == 1 or batch.rows <= budget


@given(lengths, st.integers(1, 16))
def test_batches_are_few(lengths, workers):
    found = by_length(lengths, budget=2_048, step=16, workers=workers)
    assert len(found) <= 2 * sum(batch.rows for batch in found) // 512 + 1


@pytest.mark.parametrize(("workers", "batches"), [(1, 1), (2, 2), (4, 4), (64, 4)])
def test_texts_are_shared_out_evenly_while_each_share_is_worth_a_thread(workers, batches):
    found = by_length([20] * 64, budget=4_096, step=16, workers=workers)
    assert [batch.rows for batch in found] == [2_048 // batches] * batches


@given(lengths)
def test_runs_are_the_texts_of_one_length_in_the_order_of_the_rows(lengths):
    for batch in by_length(lengths, budget=2_048, step=16):
        rows = [length for count, length in batch.runs for _ in range(count)]
        assert rows == list(batch.lengths)
        assert [row for _, row in batch.starts()] == [sum(rows[:i]) for i in range(len(rows))]


def test_the_longest_come_first_so_that_the_last_batch_keeps_nobody_waiting():
    found = by_length([3, 500, 40, 41, 30], budget=100, step=16)
    assert [batch.lengths for batch in found] == [(512,), (48, 48), (32, 16)]
    assert found[1].runs == ((2, 48),)
    assert found[2].runs == ((1, 32), (1, 16))


def test_no_texts_make_no_batch():
    assert by_length([], budget=100, step=16) == []
