from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.identity import arxiv_number, numbered_arxiv_id

NEW = st.from_regex(r"[0-9]{2}(0[1-9]|1[0-2])\.[0-9]{4,5}", fullmatch=True)


@given(NEW)
def test_the_number_of_an_arxiv_id_tells_the_id(paper_id):
    assert numbered_arxiv_id(arxiv_number(paper_id)) == paper_id


@given(NEW, NEW)
def test_no_two_ids_have_one_number(one, other):
    assert (arxiv_number(one) == arxiv_number(other)) == (one == other)


@pytest.mark.parametrize(
    "other",
    ["cs/0501001", "math.AG/0501001", "title:2501.00001", "2501.000011", "２５０１.00001", ""],
)
def test_other_ids_have_none(other):
    assert arxiv_number(other) is None
