from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from werkzeug import Response

from ingest.errors import BadReply, Unreachable
from ingest.live.opening import open_live
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug import Request

LISTS = "/hf/daily_papers"


def paper(number: int) -> dict[str, object]:
    return {"paper": {"id": f"2606.{number:05}", "title": f"Paper {number}"}}


def fetch(services, spec: str, since: dt.date | None = None, cursor=None) -> list[Record | Skipped]:
    return list(open_live(spec, since=since, services=services, cursor=cursor))


def test_a_recorded_day_is_fetched(services, httpserver, shared_data: Path) -> None:
    body = (shared_data / "hf-daily" / "2026-06-12.json").read_bytes()
    httpserver.expect_request(LISTS).respond_with_data(body)
    found = fetch(services, "hf:2026-06-12")
    assert len(found) == 30
    assert httpserver.log[0][0].args["date"] == "2026-06-12"
    assert len(httpserver.log) == 1


def test_a_day_is_fetched_page_by_page(services, httpserver) -> None:
    papers = [paper(n) for n in range(150)]

    def answer(request: Request) -> Response:
        start = int(request.args["p"]) * int(request.args["limit"])
        return Response(json.dumps(papers[start : start + int(request.args["limit"])]))

    httpserver.expect_request(LISTS).respond_with_handler(answer)
    assert len(fetch(services, "hf:2026-06-12")) == 150
    assert len(httpserver.log) == 2


def test_a_server_that_knows_no_pages_is_not_asked_for_ever(services, httpserver) -> None:
    httpserver.expect_request(LISTS).respond_with_json([paper(n) for n in range(100)])
    assert len(fetch(services, "hf:2026-06-12")) == 100
    assert len(httpserver.log) == 2


def test_trending_papers_are_sighted_as_such(services, httpserver) -> None:
    httpserver.expect_request(LISTS).respond_with_json([paper(1)])
    (record,) = fetch(services, "hf:trending")
    assert isinstance(record, Record)
    assert record.sighting.source == "hf:trending"
    assert httpserver.log[0][0].args["sort"] == "trending"


def test_the_latest_list_is_asked_for_without_a_day(services, httpserver) -> None:
    httpserver.expect_request(LISTS).respond_with_json([paper(1)])
    assert len(fetch(services, "hf:daily")) == 1
    assert "date" not in httpserver.log[0][0].args


def test_an_empty_day_is_a_day_and_no_error(services, httpserver) -> None:
    httpserver.expect_request(LISTS).respond_with_json([])
    assert fetch(services, "hf:2026-06-07") == []


def test_a_day_that_is_not_found_is_told(services, httpserver) -> None:
    httpserver.expect_request(LISTS).respond_with_json({"error": "Date not found."}, 404)
    with pytest.raises(BadReply, match=r"Date not found\.$") as caught:
        fetch(services, "hf:2026-06-07")
    assert caught.value.status == 404


def test_a_stretch_of_days_skips_the_one_that_is_not_found(services, httpserver) -> None:
    def answer(request: Request) -> Response:
        day = int(request.args["date"][-2:])
        if day == 11:
            return Response('{"error": "No list"}', 404)
        return Response(json.dumps([paper(day)]))

    httpserver.expect_request(LISTS).respond_with_handler(answer)
    found = fetch(services, "hf:daily", dt.date(2026, 6, 10))
    assert [isinstance(f, Skipped) for f in found] == [False, True, False]
    assert found[1].place == "hf:2026-06-11"


def test_a_stretch_of_days_goes_on_where_it_stopped(services, httpserver) -> None:
    saved: dict[str, str] = {}

    class Memory:
        def load(self, key: str) -> str | None:
            return saved.get(key)

        def save(self, key: str, value: str) -> None:
            saved[key] = value

    down = [True]

    def answer(request: Request) -> Response:
        if request.args["date"] == "2026-06-11" and down[0]:
            return Response(status=502)
        return Response(json.dumps([paper(int(request.args["date"][-2:]))]))

    httpserver.expect_request(LISTS).respond_with_handler(answer)
    since = dt.date(2026, 6, 9)
    with pytest.raises(Unreachable):
        fetch(services, "hf:daily", since, Memory())
    assert saved == {"hf:daily|2026-06-09": "2026-06-11"}
    down[0] = False
    assert len(fetch(services, "hf:daily", since, Memory())) == 2
    assert saved == {"hf:daily|2026-06-09": ""}


def test_html_with_status_200_is_a_bad_reply(services, httpserver) -> None:
    httpserver.expect_request(LISTS).respond_with_data("<!doctype html><p>Log in</p>")
    with pytest.raises(BadReply, match="no list of papers"):
        fetch(services, "hf:daily")


def test_a_list_that_was_cut_off_is_asked_for_again(services, httpserver) -> None:
    whole = json.dumps([paper(1), paper(2)])
    for body in (whole[:-20], whole):
        httpserver.expect_ordered_request(LISTS).respond_with_data(body)
    assert len(fetch(services, "hf:daily")) == 2
