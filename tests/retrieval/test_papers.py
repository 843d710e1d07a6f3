from __future__ import annotations

import datetime as dt

import pytest

from retrieval.papers import KnownPaper, Paper, Sighting, Translation, content_hash

DAY = dt.date(2025, 6, 5)
JUNE = (dt.date(2025, 6, 1), dt.date(2025, 6, 30))


@pytest.mark.parametrize(
    ("known", "period"),
    [
        ({"listed": DAY, "published": dt.date(2025, 6, 3)}, (DAY, DAY)),
        ({"published": DAY, "updated": dt.date(2025, 8, 1)}, (DAY, DAY)),
        ({}, JUNE),
        ({"updated": dt.date(2025, 8, 1)}, JUNE),
        ({"updated": DAY}, (JUNE[0], DAY)),
        ({"updated": dt.date(2025, 5, 31)}, (JUNE[0], JUNE[0])),
    ],
)
def test_a_paper_came_out_when_announced_else_when_submitted_else_in_its_ids_month(known, period):
    assert Paper("2506.00001", "T", **known).period == period


def test_a_paper_known_by_its_title_came_out_when_its_source_says_or_nobody_knows():
    assert Paper("title:t", "T").period is None
    assert Paper("title:t", "T", updated=DAY).period == (DAY, DAY)


def test_only_arxiv_papers_have_arxiv_links():
    assert Paper("hep-th/9901001", "T").pdf_url == "https://arxiv.org/pdf/hep-th/9901001"
    assert Paper("conf:iros2023/1", "T").url is None


def test_the_hash_changes_with_every_text_that_is_indexed():
    paper = Paper("2506.00001", "T", "A", authors=("B",))
    chinese = Paper("2506.00001", "T", "A", authors=("B",), translations=(Translation("zh", "题"),))
    hashes = {
        content_hash(paper, {}),
        content_hash(chinese, {}),
        content_hash(paper, {"概述": "文"}),
        content_hash(Paper("2506.00001", "T", "A2", authors=("B",)), {}),
    }
    assert len(hashes) == 4


def test_the_latest_note_under_a_heading_wins():
    sightings = tuple(Sighting("s", notes=(("方法", text),)) for text in ("old", "new"))
    assert KnownPaper(Paper("1", "T"), sightings).notes == {"方法": "new"}
