from __future__ import annotations

import datetime as dt

import pytest

from ingest.errors import BadSource
from ingest.live.specs import (
    ArxivAnnouncements,
    ArxivCategories,
    ArxivIds,
    ArxivSearch,
    HuggingFaceDay,
    HuggingFaceTrending,
    Spec,
    is_live,
    parse_spec,
)

TODAY = dt.date(2026, 6, 12)


@pytest.mark.parametrize(
    ("source", "spec"),
    [
        ("arxiv:cs.CL", ArxivCategories(("cs.CL",))),
        ("arxiv:CS.cl+cmp-lg+stat.ML", ArxivCategories(("cs.CL", "stat.ML"))),
        ("arxiv:math", ArxivCategories(("math",))),
        ("arxiv:2506.09930", ArxivIds(("2506.09930",))),
        ("arxiv:https://arxiv.org/abs/2506.09930v2", ArxivIds(("2506.09930v2",))),
        ("arxiv:hep-th/9901001,2506.09930", ArxivIds(("hep-th/9901001", "2506.09930"))),
        (
            "arxiv:all:video anomaly detection",
            ArxivSearch("all:video AND all:anomaly AND all:detection"),
        ),
        ("arxiv:au:Kaiming  He", ArxivSearch('au:"Kaiming He"')),
        ('arxiv:ti:"video anomaly"', ArxivSearch('ti:"video anomaly"')),
        ("arxiv:ti:video AND cat:cs.CV", ArxivSearch("ti:video AND cat:cs.CV")),
        ("arxiv:cat:cs.*", ArxivSearch("cat:cs.*")),
        ("arxiv:(ti:a OR ti:b)", ArxivSearch("(ti:a OR ti:b)")),
        ("rss:cs.CL+cs.LG", ArxivAnnouncements(("cs.CL", "cs.LG"))),
        ("hf:daily", HuggingFaceDay(None)),
        ("hf:2026-06-12", HuggingFaceDay(TODAY)),
        ("HF:trending", HuggingFaceTrending()),
    ],
)
def test_a_source_is_read_as_it_is_meant(source: str, spec: Spec) -> None:
    assert parse_spec(source, today=TODAY) == spec


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("arxiv:cs.XX", "no category 'cs.XX'"),
        ("arxiv:cat:cs.XX AND ti:y", "no category 'cs.XX'"),
        ("rss:cs.CL+nonsense", "no category 'nonsense'"),
        ("rss:cs.CL+", "no category ''"),
        ("arxiv:", "does not say what to fetch"),
        ("arxiv:video anomaly detection", 'write "arxiv:all:video anomaly detection"'),
        ("hf:2026-02-30", "no day of the calendar"),
        ("hf:2026-07-01", "has not come yet"),
        ("hf:weekly", "none of hf:daily"),
        ("ftp:thing", "no live source"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(source: str, said: str) -> None:
    with pytest.raises(BadSource) as caught:
        parse_spec(source, today=TODAY)
    assert said in str(caught.value)
    assert str(caught.value).endswith(".")


def test_live_sources_are_told_from_files() -> None:
    assert is_live("arxiv:cs.CL")
    assert is_live("HF:daily")
    assert not is_live("digest.md")
    assert not is_live("./hf/daily.json")


def test_a_whole_archive_is_asked_for_with_a_wildcard() -> None:
    assert ArxivCategories(("math", "cs.CL")).query == "cat:math* OR cat:cs.CL"
