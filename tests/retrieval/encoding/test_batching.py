from __future__ import annotations

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
        assert all(0 <= batch.length - lengths[place] < 16 for place in batch.texts)


@given(lengths, st.integers(1, 4_096))
def test_a_batch_stays_within_its_budget_unless_it_is_one_text(lengths, budget):
    for batch in by_length(lengths, budget=budget, step=16):
        assert len(batch.texts) == 1 or len(batch.texts) * batch.length <= budget


def test_the_longest_come_first_so_that_the_last_batch_keeps_nobody_waiting():
    found = by_length([3, 500, 40, 41], budget=100, step=16)
    assert [batch.length for batch in found] == [512, 48, 16]


def test_no_texts_make_no_batch():
    assert by_length([], budget=100, step=16) == []
