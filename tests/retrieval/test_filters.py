from __future__ import annotations

import datetime as dt

import pytest

from retrieval.filters import UNFILTERED, Filters
from retrieval.qualities import Qualities
from retrieval.queries import Query

DAY = dt.date(2026, 6, 10)


@pytest.mark.parametrize(
    "named",
    [
        {"since": DAY},
        {"until": DAY},
        {"categories": ("cs.CL",)},
        {"authors": ("Kaiming He",)},
        {"code": True},
        {"survey": True},
        {"venues": ("CVPR 2025",)},
        {"no_survey": True},
        {"affiliations": ("DeepMind",)},
    ],
)
def test_each_filter_of_a_question_is_one_that_is_set(named):
    query = Query("charts", "charts", **named)
    assert query.filtered
    assert query.filters.any
    assert query.filters != UNFILTERED


def test_a_question_carries_its_filters_over_each_in_its_place():
    query = Query(
        *("charts", "charts"),
        since=DAY,
        until=DAY + dt.timedelta(days=1),
        categories=("cs.CL",),
        authors=("Kaiming He",),
        code=True,
        venues=("ACL",),
    )
    assert query.filters == Filters(
        since=DAY,
        until=DAY + dt.timedelta(days=1),
        categories=("cs.CL",),
        authors=("Kaiming He",),
        qualities=Qualities(code=True, venues=("ACL",)),
    )


def test_topic_order_and_language_filter_nothing():
    query = Query("charts", "latest charts", order="latest", language="zh", surveys_first=True)
    assert not query.filtered
    assert query.filters == UNFILTERED
    assert not UNFILTERED.any
