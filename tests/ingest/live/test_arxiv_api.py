from __future__ import annotations

import functools
import json
import operator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug import Response

from ingest.errors import BadReply, Unreachable
from ingest.live.arxiv_api import ArxivPages
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

API = "/api/query"


@pytest.fixture
def pages(services) -> Iterator[ArxivPages]:
    return ArxivPages(services.arxiv, services.arxiv_api_url, page_size=10)


def walk(pages: ArxivPages, **options) -> list[list[Record | Skipped]]:
    options = {"by": "submittedDate", "ascending": True, **options}
    return [page for _, page in pages.search("all:testing", **options)]


def ids(found: list[Record | Skipped]) -> list[str]:
    return [record.paper.id for record in found if isinstance(record, Record)]


def many(count: int) -> list[tuple[str, str, str]]:
    stamp = "2026-06-{:02}T10:00:00Z"
    return [(f"2606.{n:05}v1", stamp.format(n), stamp.format(n)) for n in range(1, count + 1)]


def serve(httpserver, *replies: str | Response) -> None:
    for reply in replies:
        response = reply if isinstance(reply, Response) else Response(reply)
        httpserver.expect_ordered_request(API).respond_with_response(response)


def test_pages_follow_each_other_until_the_last(pages, httpserver, arxiv, fake_time) -> None:
    arxiv.papers = many(25)
    httpserver.expect_request(API).respond_with_handler(arxiv.answer)
    found = walk(pages)
    assert [len(page) for page in found] == [10, 10, 5]
    assert ids(functools.reduce(operator.iadd, found, [])) == [f"2606.{n:05}" for n in range(1, 26)]
    assert [query["start"] for query in arxiv.queries] == ["0", "10", "20"]
    assert {query["max_results"] for query in arxiv.queries} == {"10"}
    assert fake_time.slept == [3.0, 3.0]


def test_a_short_page_in_the_middle_loses_nothing(pages, httpserver, arxiv) -> None:
    arxiv.papers, arxiv.most = many(25), 4
    httpserver.expect_request(API).respond_with_handler(arxiv.answer)
    found = functools.reduce(operator.iadd, walk(pages), [])
    assert set(ids(found)) == {f"2606.{n:05}" for n in range(1, 26)}


def test_a_limit_is_not_passed(pages, httpserver, arxiv) -> None:
    arxiv.papers = many(25)
    httpserver.expect_request(API).respond_with_handler(arxiv.answer)
    assert [len(page) for page in walk(pages, limit=12)] == [10, 2]


def test_records_are_what_the_feed_says(pages, httpserver, write) -> None:
    serve(httpserver, write.feed(write.entry("cs/0601001v3", "2006-01-02T10:00:00Z", "2006-02-03")))
    ((record,),) = walk(pages)
    assert isinstance(record, Record)
    assert (record.paper.id, record.paper.version) == ("cs/0601001", 3)
    assert record.paper.authors == ("Ada One",)
    assert record.sighting.affiliations == ("Test Lab",)
    assert record.sighting.source == "arxiv:api"
    assert record.from_arxiv
    assert record.place == "arxiv:all:testing, result 1"


def test_no_results_are_no_error(pages, httpserver, write) -> None:
    serve(httpserver, write.feed())
    assert walk(pages) == []


def test_an_empty_first_page_is_asked_for_again_where_results_were_announced(
    pages, httpserver, write
) -> None:
    full = write.feed(write.entry("2606.00001v1", "2026-06-01", "2026-06-01"))
    serve(httpserver, write.feed(total=1), full)
    ((record,),) = walk(pages)
    assert isinstance(record, Record)


def test_pages_that_stay_empty_are_an_error_and_not_a_quiet_day(pages, httpserver, write) -> None:
    serve(httpserver, *[write.feed(total=57)] * 4)
    with pytest.raises(Unreachable, match="an empty page, where 57 results were announced"):
        walk(pages)


def test_a_cut_reply_is_asked_for_again(pages, httpserver, write) -> None:
    full = write.feed(write.entry("2606.00001v1", "2026-06-01", "2026-06-01"))
    serve(httpserver, full[:-40], full)
    assert len(walk(pages)) == 1


def test_a_page_of_html_with_status_200_is_a_bad_reply(pages, httpserver) -> None:
    serve(httpserver, "<html><body>Rate exceeded.<br></body></html>")
    with pytest.raises(BadReply, match="something that is no feed"):
        walk(pages)
    assert len(httpserver.log) == 1


def test_a_refused_query_gives_arxivs_reason_and_is_not_repeated(pages, httpserver, write) -> None:
    error = (
        "<entry><id>https://arxiv.org/api/errors#bad</id><title>Error</title>"
        "<summary>incorrect id format for abc</summary></entry>"
    )
    serve(httpserver, Response(write.feed(error), status=400))
    with pytest.raises(BadReply, match="incorrect id format for abc") as caught:
        pages.papers(("abc",))
    assert caught.value.status == 400
    assert len(httpserver.log) == 1


def test_another_page_than_asked_is_not_taken_for_the_right_one(pages, httpserver, write) -> None:
    entries = [write.entry(f"2606.{n:05}v1", "2026-06-01", "2026-06-01") for n in range(10)]
    serve(httpserver, *[write.feed(*entries, total=20)] * 2)
    with pytest.raises(BadReply, match="from 0 on where those from 10 were asked"):
        walk(pages)


def test_entries_that_the_package_would_drop_are_kept_or_told(pages, httpserver, write) -> None:
    undated = write.entry("2606.00001v1", "lately", "")
    nameless = write.entry("x", "2026-06-01", "2026-06-01").replace(
        "<id>http://arxiv.org/abs/x</id>", ""
    )
    good = write.entry("2606.00003v1", "2026-06-01", "2026-06-01")
    serve(httpserver, write.feed(undated, nameless, good))
    ((first, second, third),) = walk(pages)
    assert isinstance(first, Record)
    assert (first.paper.published, first.paper.updated) == (None, None)
    assert isinstance(second, Skipped)
    assert second.place == "arxiv:all:testing, result 2"
    assert isinstance(third, Record)


def test_nested_entities_are_refused(pages, httpserver) -> None:
    serve(httpserver, '<!DOCTYPE f [<!ENTITY a "b">]><feed>&a;</feed>')
    with pytest.raises(BadReply, match="no feed"):
        walk(pages)


def test_recorded_pages_are_walked_as_they_were_recorded(
    pages, httpserver, shared_data: Path
) -> None:
    for path in (shared_data / "arxiv-atom").glob("q_testing_s*_m10_*.json"):
        recording = json.loads(path.read_text(encoding="utf-8"))
        (start,) = parse_qs(urlsplit(recording["url"]).query)["start"]
        _serve_recorded(httpserver, start, recording["body"])
    found = walk(pages, by="submittedDate", ascending=False, start=10, limit=50)
    assert [len(page) for page in found] == [10, 10, 10, 10]
    assert len(set(ids(functools.reduce(operator.iadd, found, [])))) == 40


def _serve_recorded(httpserver, start: str, body: str) -> None:
    expected = {
        "search_query": "all:testing",
        "id_list": "",
        "sortBy": "submittedDate",
        "sortOrder": "descending",
        "start": start,
        "max_results": "10",
    }
    httpserver.expect_request(API, query_string=expected).respond_with_data(body)
