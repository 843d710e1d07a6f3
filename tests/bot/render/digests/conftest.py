from __future__ import annotations

import datetime as dt

import pytest

from bot.render.digests.digest import Digest, Entry, Group
from retrieval.papers import KnownPaper, Paper, Translation

DAY = dt.date(2026, 6, 12)
PAPER = Paper(
    id="2606.01234",
    title="Video Anomaly Detection in the Wild",
    abstract="We detect anomalies in video. It works.",
    version=1,
    authors=("Ada Lovelace", "Grace Hopper"),
    categories=("cs.CV",),
    published=dt.date(2026, 6, 10),
    updated=dt.date(2026, 6, 10),
    listed=DAY,
    comment="9 pages",
    translations=(Translation("zh", "野外视频异常检测", "我们检测视频中的异常。"),),
)


@pytest.fixture
def paper():
    return PAPER


@pytest.fixture
def digest_with():
    """A digest of one topic."""

    def make(*papers, topic="video", **options):
        entries = tuple(Entry(KnownPaper(paper)) for paper in papers)
        return Digest(DAY, DAY, (Group(topic, entries, len(entries), "t1"),), **options)

    return make
