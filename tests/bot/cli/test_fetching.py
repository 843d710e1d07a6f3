"""`paperwire deliver` fetches what was announced before it delivers."""

from __future__ import annotations

import datetime as dt

import pytest
from werkzeug import Response

from retrieval.following.values import Follower, Topic, Way
from tests.support.announcing import Announcing, told

FRIDAY = dt.date(2026, 6, 19)
SATURDAY = dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC)  # the clock of `paperwire`


@pytest.fixture
def arxiv(paperwire, httpserver) -> Announcing:
    """An arXiv that announced one paper on Friday, and somebody who follows its category."""
    made = Announcing(lambda: SATURDAY, [told("2606.00001", "2026-06-18T10:00")])
    for path in ("/api", "/rss/cs.CL"):
        httpserver.expect_request(path).respond_with_handler(made.answer)
    paperwire.changes["arxiv"] = {
        "api_url": httpserver.url_for("/api"),
        "rss_url": httpserver.url_for("/rss"),
        "gap_s": 0,
    }
    who = Follower("terminal:me", Way.TERMINAL, "me", dt.time(9), "UTC", FRIDAY)
    with paperwire.open() as app:
        app.following.put_follower(who)
        app.following.add_topic(Topic("abcdefghijkl", who.id, categories=("cs.CL",)))
    return made


def test_what_is_announced_is_fetched_indexed_and_delivered_once(paperwire, arxiv):
    first = paperwire("deliver", "--json")
    assert (first.status, [one["papers"] for one in first.json["deliveries"]]) == (
        0,
        [["2606.00001"]],
    )
    asked = len(arxiv.asked)
    assert paperwire("deliver", "--json").json["deliveries"] == []
    assert len(arxiv.asked) == asked


def test_what_cannot_be_fetched_is_said_and_the_rest_goes_on(paperwire, arxiv):
    arxiv.failing = {"/": Response("", status=404)}
    result = paperwire("deliver", "--json")
    assert result.status == 0
    assert "arxiv:cs.CL of 2026-06-19: arXiv" in " ".join(result.err.split()), result.err
    assert all(not one["papers"] for one in result.json["deliveries"])
