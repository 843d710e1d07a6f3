from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from werkzeug import Response

from ingest.errors import BadReply, BadSource, Unreachable
from ingest.live.opening import connect, open_live
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SINCE = dt.date(2026, 6, 9)
RSS = "<rss><channel><title>cs.CL updates on arXiv.org</title>{}</channel></rss>"
HELD = (
    "<item><title>Held for weeks</title><link>https://arxiv.org/abs/2605.00007</link>"
    "<description>arXiv:2605.00007v1 Announce Type: new \nAbstract: At last.</description>"
    "<pubDate>Fri, 12 Jun 2026 00:00:00 -0400</pubDate></item>"
)


class Memory:
    """A cursor that lives as long as the test."""

    def __init__(self) -> None:
        self.saved: dict[str, str] = {}
        self.history: list[str] = []

    def load(self, key: str) -> str | None:
        return self.saved.get(key)

    def save(self, key: str, value: str) -> None:
        self.saved[key] = value
        self.history.append(value)


def ids(found: Iterable[Record | Skipped]) -> list[str]:
    return [record.paper.id for record in found if isinstance(record, Record)]


def june(day: int, hour: int = 10) -> str:
    return f"2026-06-{day:02}T{hour:02}:00:00Z"


def test_an_unknown_category_is_told_before_any_request(services, httpserver) -> None:
    for spec in ("arxiv:cs.XX", "rss:cs.XX", "arxiv:cat:cs.XX", "hf:2026-02-30"):
        with pytest.raises(BadSource):
            open_live(spec, since=None, services=services)
    assert httpserver.log == []


def test_a_day_to_come_is_told_before_any_request(services, httpserver) -> None:
    with pytest.raises(BadSource, match="has not come yet"):
        open_live("arxiv:cs.CL", since=dt.date(2027, 1, 1), services=services)
    assert httpserver.log == []


def test_a_category_is_fetched_by_submission_announcement_and_revision(
    services, httpserver, arxiv
) -> None:
    arxiv.papers = [
        ("2606.00001v1", june(3), june(3)),  # submitted before, announced perhaps after
        ("2606.00002v1", june(10), june(10)),
        ("2401.00003v2", "2024-01-05T00:00:00Z", june(11)),  # an old paper revised
        ("2401.00004v1", "2024-01-06T00:00:00Z", "2024-01-06T00:00:00Z"),
        ("2605.00007v1", "2026-05-04T00:00:00Z", "2026-05-04T00:00:00Z"),  # held, then announced
    ]
    httpserver.expect_request("/api/query").respond_with_handler(arxiv.answer)
    httpserver.expect_request("/rss/cs.CL").respond_with_data(RSS.format(HELD))
    found = list(open_live("arxiv:cs.CL", since=SINCE, services=services))
    assert ids(found) == ["2605.00007", "2606.00001", "2606.00002", "2401.00003"]
    assert all(isinstance(record, Record) for record in found)
    window, revised = arxiv.queries
    assert window["search_query"] == (
        "(cat:cs.CL) AND submittedDate:[202606020000 TO 202606122359]"
    )
    assert (window["sortBy"], window["sortOrder"]) == ("submittedDate", "ascending")
    assert (revised["sortBy"], revised["sortOrder"]) == ("lastUpdatedDate", "descending")


def test_a_category_without_its_feed_is_fetched_and_the_gap_is_told(
    services, httpserver, arxiv
) -> None:
    arxiv.papers = [("2606.00002v1", june(10), june(10))]
    httpserver.expect_request("/api/query").respond_with_handler(arxiv.answer)
    httpserver.expect_request("/rss/cs.CL").respond_with_data("down", 503)
    skipped, record = open_live("arxiv:cs.CL", since=SINCE, services=services)
    assert isinstance(skipped, Skipped)
    assert (skipped.place, "HTTP 503" in skipped.reason) == ("rss:cs.CL", True)
    assert isinstance(record, Record)


def test_all_requests_to_arxiv_share_one_gap(services, httpserver, arxiv, fake_time) -> None:
    httpserver.expect_request("/api/query").respond_with_handler(arxiv.answer)
    httpserver.expect_request("/rss/cs.CL").respond_with_data(RSS.format(""))
    assert list(open_live("arxiv:cs.CL", since=SINCE, services=services)) == []
    assert list(open_live("rss:cs.CL", since=None, services=services)) == []
    assert fake_time.slept == [3.0, 3.0, 3.0]  # between four requests


def test_a_long_time_is_fetched_in_spans(services, httpserver, arxiv) -> None:
    httpserver.expect_request("/api/query").respond_with_handler(arxiv.answer)
    list(open_live("arxiv:ti:parsing", since=dt.date(2026, 4, 1), services=services))
    spans = [q["search_query"].partition("submittedDate:")[2] for q in arxiv.queries]
    assert spans == [
        "[202603250000 TO 202604212359]",
        "[202604220000 TO 202605192359]",
        "[202605200000 TO 202606122359]",
        "",
    ]


def test_an_interrupted_window_goes_on_at_the_page_where_it_stopped(
    httpserver, arxiv, fake_time
) -> None:
    arxiv.papers = [(f"2606.{n:05}v1", june(5, 0), june(5, 0)) for n in range(1, 2_001)]
    cursor = Memory()
    down = [False]

    def answer(request) -> Response:
        if request.args["start"] == "1000" and down[0]:
            return Response("down", 500)
        return arxiv.answer(request)

    httpserver.expect_request("/api/query").respond_with_handler(answer)
    services = connect(
        arxiv_api_url=httpserver.url_for("/api/query"),
        now=lambda: dt.datetime(2026, 6, 12, 12, tzinfo=dt.UTC),
        clock=fake_time.clock,
        sleep=fake_time.sleep,
    )
    down[0] = True
    stream = open_live("arxiv:ti:x", since=SINCE, services=services, cursor=cursor)
    first = list(itertools.islice(stream, 1_000))
    with pytest.raises(Unreachable):
        next(stream)
    down[0] = False
    arxiv.queries.clear()
    second = list(open_live("arxiv:ti:x", since=SINCE, services=services, cursor=cursor))
    services.close()
    assert arxiv.queries[0]["start"] == "1000"
    assert set(ids(first)) | set(ids(second)) == {p[0].removesuffix("v1") for p in arxiv.papers}
    assert len(second) == 1_000
    assert set(cursor.saved.values()) == {""}


def test_a_position_of_another_day_keeps_its_span_and_not_its_offset(
    services, httpserver, arxiv
) -> None:
    httpserver.expect_request("/api/query").respond_with_handler(arxiv.answer)
    cursor = Memory()
    cursor.saved["arxiv:ti:x|2026-04-01"] = "2026-04-22 1500 2026-06-11"
    list(open_live("arxiv:ti:x", since=dt.date(2026, 4, 1), services=services, cursor=cursor))
    assert arxiv.queries[0]["start"] == "0"
    assert "[202604220000 TO" in arxiv.queries[0]["search_query"]


def test_the_cursor_moves_only_behind_what_was_yielded(services, httpserver, arxiv) -> None:
    arxiv.papers = [(f"2606.{n:05}v1", june(5), june(5)) for n in range(1, 601)]
    httpserver.expect_request("/api/query").respond_with_handler(arxiv.answer)
    cursor = Memory()
    stream = open_live("arxiv:ti:x", since=SINCE, services=services, cursor=cursor)
    for _ in range(500):
        next(stream)
    assert cursor.history == []
    next(stream)
    assert cursor.history == ["2026-06-02 500 2026-06-12"]


def test_a_search_without_a_day_gives_the_newest_first(services, httpserver, arxiv) -> None:
    arxiv.papers = [("2606.00001v1", june(1), june(1)), ("2606.00002v1", june(2), june(2))]
    httpserver.expect_request("/api/query").respond_with_handler(arxiv.answer)
    found = open_live("arxiv:all:video anomaly", since=None, services=services)
    assert ids(found) == ["2606.00002", "2606.00001"]
    assert arxiv.queries[0]["search_query"] == "all:video AND all:anomaly"


def test_one_paper_is_fetched_by_its_link(services, httpserver, write) -> None:
    reply = write.feed(write.entry("2506.09930v2", june(1), june(1)))
    httpserver.expect_request("/api/query").respond_with_data(reply)
    spec = "arxiv:https://arxiv.org/abs/2506.09930"
    assert ids(open_live(spec, since=None, services=services)) == ["2506.09930"]
    assert httpserver.log[0][0].args["id_list"] == "2506.09930"


def test_a_paper_that_arxiv_does_not_have_is_told(services, httpserver, write) -> None:
    httpserver.expect_request("/api/query").respond_with_data(write.feed())
    with pytest.raises(BadSource, match=r"arXiv has no paper 2506\.09930v9\."):
        list(open_live("arxiv:2506.09930v9", since=None, services=services))


def test_announcements_are_fetched_for_several_categories(
    services, httpserver, shared_data: Path
) -> None:
    body = (shared_data / "arxiv-rss" / "retyped_cross_and_replace_2026-09-24.xml").read_bytes()
    httpserver.expect_request("/rss/cs.CL+cs.LG").respond_with_data(body)
    found = list(open_live("rss:cs.CL+cs.LG", since=None, services=services))
    assert [f.sighting.announce_type for f in found if isinstance(f, Record)] == [
        "cross",
        "replace",
    ]


def test_a_feed_that_is_html_is_a_bad_reply(services, httpserver) -> None:
    httpserver.expect_request("/rss/cs.CL").respond_with_data("<html><p>Sorry</p></html>")
    with pytest.raises(BadReply, match="no feed"):
        list(open_live("rss:cs.CL", since=None, services=services))


def test_a_feed_that_was_cut_off_is_asked_for_again(services, httpserver) -> None:
    whole = RSS.format(HELD)
    for body in (whole[:-30], whole):
        httpserver.expect_ordered_request("/rss/cs.CL").respond_with_data(body)
    assert ids(open_live("rss:cs.CL", since=None, services=services)) == ["2605.00007"]
