from __future__ import annotations

import datetime as dt
from dataclasses import replace

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.render.digests.atom import atom
from ingest.sources import atom as reader


def parsed(text):
    feed = feedparser.parse(text.encode())
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def test_a_feed_tells_its_papers(digest_with, paper):
    feed = parsed(atom(digest_with(paper), ["video"]))
    assert feed.feed.title == "Paperwire: video"
    assert feed.feed.updated == "2026-06-12T00:00:00Z"
    [entry] = feed.entries
    assert entry.id == entry.link == "https://arxiv.org/abs/2606.01234"
    assert entry.title == paper.title
    assert entry.summary == paper.abstract
    assert [author.name for author in entry.authors] == list(paper.authors)
    assert [tag.term for tag in entry.tags] == ["video", "cs.CV"]
    assert entry.updated_parsed[:3] == (2026, 6, 12)


def test_ids_stay_the_same_from_day_to_day(digest_with, paper):
    own = replace(paper, id="title:on-video")
    first = parsed(atom(digest_with(paper, own), ["video"]))
    later = replace(digest_with(own, paper), day=dt.date(2026, 6, 15), groups=())
    empty = parsed(atom(later, ["video"]))
    assert empty.feed.id == first.feed.id
    assert empty.feed.id != parsed(atom(later, ["audio"])).feed.id
    assert parsed(atom(digest_with(own), ["video"])).entries[0].id == first.entries[1].id


def test_the_same_papers_give_the_same_feed_to_the_letter(digest_with, paper):
    assert atom(digest_with(paper), ["video"]) == atom(digest_with(paper), ["video"])


def test_a_feed_of_an_empty_day_is_a_feed(digest_with):
    feed = parsed(atom(replace(digest_with(), groups=()), ["video"]))
    assert feed.entries == []
    assert feed.feed.subtitle == "No new papers on 2026-06-12."


def test_a_feed_names_its_own_address(digest_with, paper):
    feed = parsed(atom(digest_with(paper), ["video"], "https://a.example/feed.atom"))
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": "https://a.example/feed.atom"
    }


@pytest.mark.parametrize("missing", [{"abstract": ""}, {"authors": ()}, {"id": "title:x"}])
def test_a_paper_of_which_little_is_known_is_an_entry(digest_with, paper, missing):
    [entry] = parsed(atom(digest_with(replace(paper, **missing)), ["video"])).entries
    assert entry.title == paper.title
    assert entry.id.startswith(("https://arxiv.org/abs/", "urn:uuid:"))


@given(st.text(), st.text(), st.text())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_leaves_the_feed_valid(digest_with, paper, title, abstract, topic):
    some = replace(paper, title=title, abstract=abstract, authors=(title,), comment=abstract)
    assert len(parsed(atom(digest_with(some, topic=topic), [topic])).entries) == 1


def test_paperwire_reads_its_own_feed(digest_with, paper):
    [record] = reader.parse(atom(digest_with(paper), ["video"]).encode(), "feed")
    assert (record.paper.id, record.paper.title) == (paper.id, paper.title)
    assert record.paper.abstract == paper.abstract
    assert record.paper.authors == paper.authors
