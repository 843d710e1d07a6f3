from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.errors import NotRecognised, Truncated
from ingest.sources import atom, rss
from retrieval.papers import Record, Skipped

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
MONDAY = dt.date(2026, 6, 8)


def _records(data: bytes) -> list[Record]:
    return [r for r in rss.parse(data, "feed.xml") if isinstance(r, Record)]


@pytest.fixture(scope="module")
def announcements() -> dict[str, Record]:
    records = _records((FEEDS / "announcements.xml").read_bytes())
    return {record.paper.id: record for record in records}


def test_a_new_paper_is_listed_on_the_printed_day(announcements: dict[str, Record]) -> None:
    record = announcements["2606.00011"]
    assert record.paper.listed == MONDAY
    assert record.paper.version == 1
    assert record.from_arxiv
    assert (record.sighting.source, record.sighting.day) == ("arxiv:rss", MONDAY)
    assert (record.sighting.topic, record.sighting.announce_type) == ("cs.CL", "new")
    assert record.place == "feed.xml:7"


def test_all_fields_of_an_announcement_are_read(announcements: dict[str, Record]) -> None:
    paper = announcements["2606.00011"].paper
    assert paper.title == "A New Paper about Parsing"
    assert paper.abstract == "We parse feeds. They hold papers & more."
    assert paper.authors == ("Ada One", "Bert Two, Jr.", "Deepti", "Carl Three")
    assert announcements["2606.00011"].sighting.affiliations == ("Institute of Feeds, Paris",)
    assert paper.categories == ("cs.CL", "cs.LG")
    assert paper.primary_category == "cs.CL"
    assert paper.licence == "http://creativecommons.org/licenses/by/4.0/"
    assert paper.doi == "10.1000/feed.1"
    assert paper.journal_ref == "Journal of Feeds 1 (2026)"


def test_a_cross_list_of_a_paper_new_that_day_is_its_announcement(
    announcements: dict[str, Record],
) -> None:
    assert announcements["2606.00012"].paper.listed == MONDAY


def test_a_cross_list_of_an_old_paper_does_not_make_it_new(
    announcements: dict[str, Record],
) -> None:
    record = announcements["2205.00013"]
    assert record.paper.listed is None
    assert (record.sighting.announce_type, record.sighting.day) == ("cross", MONDAY)


def test_a_replacement_is_updated_and_not_listed_again(announcements: dict[str, Record]) -> None:
    record = announcements["hep-th/9901001"]
    assert (record.paper.version, record.paper.listed) == (3, None)
    assert record.paper.updated == MONDAY
    assert record.paper.withdrawn
    assert record.sighting.announce_type == "replace-cross"


def test_items_without_id_or_title_are_skipped_with_their_line() -> None:
    data = (FEEDS / "announcements.xml").read_bytes()
    skipped = [s for s in rss.parse(data, "feed.xml") if isinstance(s, Skipped)]
    assert [s.place for s in skipped] == ["feed.xml:50", "feed.xml:54"]
    assert "no arXiv id" in skipped[0].reason
    assert "2606.00014 has no title" in skipped[1].reason


def test_the_atom_flavour_gives_the_same_paper() -> None:
    data = (FEEDS / "announcements_atom.xml").read_bytes()
    (record,) = _records(data)
    assert (record.paper.id, record.paper.version) == ("2606.00011", 1)
    assert record.paper.listed == MONDAY
    assert record.paper.authors == ("Ada One", "Bert Two")
    assert record.paper.abstract == "We parse feeds."
    assert rss.looks_like(data.decode())
    assert not atom.looks_like(data.decode())


def test_a_feed_without_announcements_yields_nothing() -> None:
    feed = b"<rss><channel><title>cs.CL updates on arXiv.org</title></channel></rss>"
    assert list(rss.parse(feed, "weekend.xml")) == []


def test_what_stands_before_damage_is_read() -> None:
    data = (FEEDS / "announcements.xml").read_bytes()
    cut = data[: data.index(b"New Elsewhere")]
    stream = rss.parse(cut, "cut.xml")
    assert next(stream).place == "cut.xml:7"
    with pytest.raises(Truncated, match=r"^cut.xml:25: .*the 1 complete entries"):
        next(stream)


def test_a_page_of_html_is_not_a_feed() -> None:
    page = b"<html><body><p>Down for maintenance</p></body></html>"
    with pytest.raises(NotRecognised, match="begins with <html>"):
        list(rss.parse(page, "page.html"))


def test_recorded_feeds_are_read_whole(shared_data: Path) -> None:
    counts = {}
    for path in sorted((shared_data / "arxiv-rss").iterdir()):
        data = path.read_bytes()
        assert rss.looks_like(data[:2_000].decode())
        found = list(rss.parse(data, path.name))
        assert all(isinstance(record, Record) for record in found)
        counts[path.name] = len(found)
    assert list(counts.values()) == [3, 3, 3, 2]
