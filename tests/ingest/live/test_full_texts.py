from __future__ import annotations

import datetime as dt
import gzip
import json
from dataclasses import replace

import pytest
from werkzeug import Response

from ingest.live.full_texts import MOST_BYTES, FullTexts
from ingest.sources.arxiv_html import parse_full_text
from retrieval.papers import Paper

NOW = dt.datetime(2026, 6, 12, 12, 0, tzinfo=dt.UTC)
PAPER = Paper("2606.09002", "SandStep: Walking on Sand", version=2)
PAGE = "/html/2606.09002v2"
EVERYTHING = "User-agent: *\nDisallow:\n"


@pytest.fixture(scope="module")
def sample(repository):
    return (repository / "tests" / "data" / "sandstep.html").read_bytes()


@pytest.fixture
def make(services, httpserver, tmp_path, fake_time):
    opened = []

    def made(*, most_kept=10**6, now=NOW):
        texts = FullTexts(
            services.arxiv,
            httpserver.url_for("/html"),
            tmp_path / "full_texts",
            most_kept=most_kept,
            now=lambda: now,
            clock=fake_time.clock,
        )
        opened.append(texts)
        return lambda paper=PAPER: texts.of(paper).result(30)

    yield made
    for one in opened:
        one.close()


@pytest.fixture
def site(httpserver):
    """Says what is at which path; robots.txt allows everything unless it is named."""

    def serve(pages, robots=EVERYTHING):
        if robots is not None:
            pages = {"/robots.txt": Response(robots, content_type="text/plain"), **pages}
        for path, reply in pages.items():
            httpserver.expect_request(path).respond_with_response(reply)

    return serve


def asked(httpserver):
    return [request.path for request, _ in httpserver.log]


def html(body):
    return Response(body, content_type="text/html; charset=utf-8")


def test_the_html_version_is_fetched_once_and_kept(make, site, sample, httpserver, tmp_path):
    site({PAGE: html(sample)})
    first = make()()
    assert first == parse_full_text(sample)
    assert make()() == first
    assert asked(httpserver) == ["/robots.txt", PAGE]
    assert [path.name for path in (tmp_path / "full_texts").iterdir()] == ["2606.09002v2.json.gz"]


def test_it_keeps_the_gap_of_the_api_and_what_robots_txt_asks_for(make, site, sample, fake_time):
    site({PAGE: html(sample), "/html/2606.09003": html(sample)}, "User-agent: *\nCrawl-delay: 15\n")
    of = make()
    of()
    of(Paper("2606.09003", "Another"))
    assert fake_time.slept == [3.0, 15.0]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("User-agent: *\nAllow: /html\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /html\n", False),
        ("User-agent: paperwire\nDisallow: /\n", False),
        ("User-agent: *\nCrawl-delay: 86400\n", False),
        ("<html>Not found, with status 200</html>", True),
        ("", True),
    ],
)
def test_robots_txt_is_followed(make, site, sample, httpserver, robots, allowed):
    site({PAGE: html(sample)}, robots)
    assert (make()() is not None) == allowed
    assert (PAGE in asked(httpserver)) == allowed


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_a_site_without_rules_allows_all_and_one_that_fails_nothing(
    make, site, sample, status, allowed
):
    site({"/robots.txt": Response(status=status), PAGE: html(sample)}, robots=None)
    assert (make()() is not None) == allowed


@pytest.mark.parametrize(
    "reply",
    [
        Response(status=403),
        Response(status=429, headers={"Retry-After": "86400"}),
        Response(status=503),
        Response(status=302, headers={"Location": "http://localhost:9/elsewhere"}),
        html(b"x" * (MOST_BYTES + 1)),
    ],
    ids=["forbidden", "busy", "down", "elsewhere", "endless"],
)
def test_trouble_is_no_full_text_and_the_next_time_it_is_tried_again(
    make, site, httpserver, fake_time, reply
):
    site({PAGE: reply})
    of = make()
    assert (of(), of()) == (None, None)
    assert asked(httpserver).count(PAGE) == 2
    assert sum(fake_time.slept) < 20


@pytest.mark.parametrize(
    "reply",
    [
        Response("<html>No HTML for this paper</html>", status=404, content_type="text/html"),
        html(b"<html><body><p>Converted to nothing.</p></body></html>"),
    ],
    ids=["404", "no text"],
)
def test_that_there_is_none_is_remembered_for_a_day(make, site, httpserver, reply):
    site({PAGE: reply})
    assert (make()(), make()()) == (None, None)
    assert asked(httpserver).count(PAGE) == 1
    assert make(now=NOW + dt.timedelta(days=2))() is None
    assert asked(httpserver).count(PAGE) == 2


def test_a_text_is_kept_for_a_month(make, site, httpserver, sample):
    site({PAGE: html(sample)})
    make()()
    make(now=NOW + dt.timedelta(days=29))()
    assert asked(httpserver).count(PAGE) == 1
    make(now=NOW + dt.timedelta(days=31))()
    assert asked(httpserver).count(PAGE) == 2


def test_a_new_version_is_fetched_anew(make, site, httpserver, sample):
    site({PAGE: html(sample), "/html/2606.09002v3": html(sample)})
    of = make()
    of()
    of(replace(PAPER, version=3))
    assert "/html/2606.09002v3" in asked(httpserver)


def test_the_cache_keeps_to_its_size(make, site, sample, tmp_path):
    ids = [f"2606.0900{n}" for n in range(5)]
    site({f"/html/{i}": html(sample) for i in ids})
    of = make(most_kept=3_000)
    for i in ids:
        assert of(Paper(i, "A paper")) is not None
    sizes = [path.stat().st_size for path in (tmp_path / "full_texts").iterdir()]
    assert 0 < sum(sizes) <= 3_000
    assert make(most_kept=0)(Paper(ids[0], "A paper")) is not None


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08nonsense", b"{}"])
def test_a_damaged_cache_is_fetched_anew(make, site, sample, tmp_path, damage):
    site({PAGE: html(sample)})
    make()()
    (tmp_path / "full_texts" / "2606.09002v2.json.gz").write_bytes(damage)
    assert make()() == parse_full_text(sample)


def test_a_folder_that_cannot_be_made_costs_the_cache_only(make, site, sample, tmp_path):
    (tmp_path / "full_texts").write_text("a file")
    site({PAGE: html(sample)})
    assert make()() == parse_full_text(sample)


@pytest.mark.parametrize("paper_id", ["title:walking-on-sand", "W123", "../../etc/passwd"])
def test_a_paper_that_is_not_arxivs_is_not_asked_for(make, httpserver, paper_id):
    assert make()(Paper(paper_id, "Walking on Sand")) is None
    assert asked(httpserver) == []


def test_an_old_id_has_its_slash_in_the_address_and_none_in_the_cache(make, site, sample, tmp_path):
    site({"/html/hep-th/9901001v1": html(sample)})
    assert make()(Paper("hep-th/9901001", "Old", version=1)) is not None
    (path,) = (tmp_path / "full_texts").iterdir()
    assert path.name == "hep-th_9901001v1.json.gz"


def test_what_is_kept_is_text_and_no_page(make, site, sample, tmp_path):
    site({PAGE: html(sample)})
    make()()
    (path,) = (tmp_path / "full_texts").iterdir()
    assert set(json.loads(gzip.decompress(path.read_bytes()))) == {"fetched", "sections"}
