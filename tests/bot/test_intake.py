"""Services as the command asks them, with a server on loopback in their place."""

from __future__ import annotations

import json

import pytest

from config.groups import ArxivSettings, HuggingFaceSettings


@pytest.fixture
def online(paperwire, httpserver):
    """The command, with every service on loopback."""
    base = httpserver.url_for("").rstrip("/")
    paperwire.changes = {
        "arxiv": ArxivSettings(api_url=f"{base}/query", rss_url=f"{base}/rss", gap_s=0),
        "hf": HuggingFaceSettings(api_url=f"{base}/api"),
    }
    return paperwire


@pytest.fixture
def announcements(httpserver, samples):
    feed = (samples / "feeds" / "announcements.xml").read_bytes()
    httpserver.expect_request("/rss/cs.CL").respond_with_data(feed, content_type="text/xml")


@pytest.mark.usefixtures("announcements")
def test_announcements_are_taken_in_from_where_the_settings_say(online):
    result = online("ingest", "rss:cs.CL", "--json")
    assert result.json["added"] > 0
    assert result.json["failed"] == 0
    # the feed has entries that are damaged on purpose
    assert len(result.err.splitlines()) == result.json["skipped"]
    shown = online("show", "2606.00011", "--json").json
    assert shown["sightings"][0]["announce_type"] == "new"


def test_an_announcement_joins_what_a_digest_said_of_the_same_paper(online, httpserver, samples):
    feed = (samples / "feeds" / "announcements.xml").read_text("utf-8")
    feed = feed.replace("2606.00011", "2606.09002")
    httpserver.expect_request("/rss/cs.RO").respond_with_data(feed, content_type="text/xml")
    online("ingest", samples / "bilingual.md", "rss:cs.RO")
    shown = online("show", "2606.09002", "--json").json
    assert [s["source"] for s in shown["sightings"]] == ["digest:bilingual", "arxiv:rss"]
    assert shown["announced"] == "2026-06-08"
    assert shown["translations"]["zh"]["title"].startswith("T²Walker")


def test_a_service_that_refuses_is_a_sentence_and_the_next_source_is_read(
    online, httpserver, samples
):
    httpserver.expect_request("/rss/cs.CL").respond_with_data("no such feed", status=404)
    result = online("ingest", "rss:cs.CL", samples / "bilingual.md", "--json")
    assert result.status == 1
    assert (result.json["added"], result.json["failed"]) == (2, 1)
    assert len(result.err.splitlines()) == 1
    assert "404" in result.err


def test_the_daily_papers_of_hugging_face_come_with_their_upvotes(online, httpserver):
    row = {
        "paper": {
            "id": "2606.09100",
            "title": "Dunes",
            "summary": "We look at dunes.",
            "authors": [{"name": "Ada Example"}],
            "publishedAt": "2026-06-11T00:00:00.000Z",
            "upvotes": 12,
        },
        "publishedAt": "2026-06-12T00:00:00.000Z",
        "title": "Dunes",
    }
    httpserver.expect_request("/api/daily_papers").respond_with_data(
        json.dumps([row]), content_type="application/json"
    )
    assert online("ingest", "hf:2026-06-12", "--json").json["added"] == 1
    assert online("show", "2606.09100", "--json").json["sightings"][0]["upvotes"] == 12
