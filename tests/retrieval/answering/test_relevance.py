from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.relevance import ANSWER, KEEP, Signals, probability

NOTHING = Signals(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
parts = st.floats(0.0, 1.0)


@given(st.tuples(*[parts] * len(fields(Signals))), st.booleans())
def test_it_is_a_probability(values, readable):
    signals = Signals(*values)
    assert 0.0 <= probability(signals, readable=readable) <= 1.0


@given(parts, parts, st.sampled_from([f.name for f in fields(Signals)]), st.booleans())
def test_more_of_a_signal_never_makes_a_paper_less_likely(low, high, name, readable):
    low, high = sorted((low, high))
    less, more = (replace(NOTHING, **{name: value}) for value in (low, high))
    assert probability(less, readable=readable) <= probability(more, readable=readable)


def test_a_paper_that_shares_nothing_is_not_shown_and_one_that_shares_all_answers():
    everything = Signals(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    for readable in (True, False):
        assert probability(NOTHING, readable=readable) < KEEP < ANSWER
        assert probability(everything, readable=readable) > ANSWER


def test_the_figures_of_a_plain_hit_and_of_a_near_miss():
    hit = Signals(least=0.7, whole=0.6, sentence=0.65, names=0.0, exact=0.6, length=0.5)
    near_miss = Signals(least=0.3, whole=0.25, sentence=0.3, names=0.0, exact=0.4, length=0.5)
    assert probability(hit, readable=True) == pytest.approx(0.97, abs=0.03)
    assert probability(near_miss, readable=True) < ANSWER
