from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from ingest.errors import BadReply, IngestError, NotRecognised, Truncated
from ingest.sources import hf
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from pathlib import Path

FULL = {
    "paper": {
        "id": "2606.00467",
        "authors": [
            {"name": "Ada One"},
            {"name": "Bo Two", "hidden": True},
            {"name": "Ada One"},
            3,
        ],
        "publishedAt": "2026-05-30T00:00:00.000Z",
        "submittedOnDailyAt": "2026-06-12T00:00:00.000Z",
        "title": "On\nLimits",
        "summary": "We find limits.",
        "upvotes": 7,
        "ai_summary": "Limits exist.",
        "githubRepo": "https://github.com/ada/limits",
        "projectPage": "https://ada.example/limits",
        "organization": {"name": "tu", "fullname": "Test University"},
    },
    "publishedAt": "2026-05-29T20:00:00.000Z",
    "title": "On Limits",
    "numComments": 2,
}


def parse(*entries: object) -> list[Record | Skipped]:
    return list(hf.parse(json.dumps(entries).encode(), "day.json"))


def test_every_field_is_read_from_the_entry_and_its_paper() -> None:
    (record,) = parse(FULL)
    assert isinstance(record, Record)
    paper, sighting = record.paper, record.sighting
    assert (paper.id, paper.title, paper.abstract) == ("2606.00467", "On Limits", "We find limits.")
    assert paper.authors == ("Ada One", "Bo Two")
    assert paper.published == dt.date(2026, 5, 30)
    assert paper.code_url == sighting.code_url == "https://github.com/ada/limits"
    assert paper.project_url == "https://ada.example/limits"
    assert (sighting.source, sighting.day) == ("hf:daily", dt.date(2026, 6, 12))
    assert (sighting.upvotes, sighting.comments) == (7, 2)
    assert sighting.affiliations == ("Test University",)
    assert sighting.notes == (("ai_summary", "Limits exist."),)
    assert not record.from_arxiv


def test_a_paper_with_nothing_but_id_and_title_is_kept() -> None:
    (record,) = parse({"paper": {"id": "2606.00467"}, "title": "Outside"})
    assert isinstance(record, Record)
    assert record.paper.title == "Outside"
    assert record.sighting.notes == ()
    assert record.sighting.upvotes is None
    assert record.paper.code_url is None


def test_what_is_no_link_is_left_out() -> None:
    (record,) = parse({"paper": {"id": "2606.00467", "title": "T", "githubRepo": "soon!"}})
    assert isinstance(record, Record)
    assert record.sighting.code_url is None


def test_a_paper_that_is_not_on_arxiv_is_known_by_its_title() -> None:
    (record,) = parse({"paper": {"id": "blog-7", "title": "A Blog Post"}})
    assert isinstance(record, Record)
    assert record.paper.id == "title:a-blog-post"


def test_characters_that_no_store_takes_are_taken_out() -> None:
    data = b'[{"paper": {"id": "2606.00467", "title": "A\\u0000B \\ud800 C"}}]'
    (record,) = hf.parse(data, "x")
    assert isinstance(record, Record)
    assert record.paper.title == "AB \ufffd C"


def test_entries_that_are_no_papers_are_skipped_with_their_place() -> None:
    found = parse(FULL, 7, {"paper": {"id": "2606.00467"}})
    assert [f.place for f in found] == [f"day.json:1, entry {n}" for n in (1, 2, 3)]
    assert [isinstance(f, Skipped) for f in found] == [False, True, True]


def test_papers_before_the_damage_are_delivered() -> None:
    cut = json.dumps([FULL, FULL], indent=1).encode()[:-300]
    stream = hf.parse(cut, "cut.json")
    assert isinstance(next(stream), Record)
    with pytest.raises(Truncated, match=r"^cut\.json:\d+: the JSON is damaged"):
        next(stream)


def test_an_error_reply_is_a_bad_reply() -> None:
    with pytest.raises(BadReply, match="Date not found"):
        list(hf.parse(b'{"error": "Date not found."}', "x"))


@pytest.mark.parametrize("data", [b"<html>", b"", b"{}", b"7", b"null"])
def test_anything_else_is_not_recognised(data: bytes) -> None:
    with pytest.raises(NotRecognised):
        list(hf.parse(data, "x"))


def test_absurd_nesting_is_an_error_in_a_sentence() -> None:
    with pytest.raises(IngestError):
        list(hf.parse(b"[" * 100_000, "x"))


def test_a_recorded_day_is_read_whole(shared_data: Path) -> None:
    data = (shared_data / "hf-daily" / "2026-06-12.json").read_bytes()
    assert hf.looks_like(data[:4_000].decode())
    records = [r for r in hf.parse(data, "day") if isinstance(r, Record)]
    assert len(records) == 30
    assert {r.sighting.day for r in records} == {dt.date(2026, 6, 12)}
    assert sum(bool(r.sighting.code_url) for r in records) == 16
    assert sum(bool(r.sighting.affiliations) for r in records) == 16
    assert sum(bool(r.paper.project_url) for r in records) == 13
