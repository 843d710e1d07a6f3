from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from ingest.errors import IngestError, Truncated
from ingest.pipeline import MOST_ERRORS, Progress, Report, failure, ingest
from retrieval.catalogue import Stored, open_catalogue
from retrieval.errors import StoreError, StoreUnwritable
from retrieval.papers import Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TODAY = dt.date(2026, 6, 15)


class Shelf:
    """A store in memory: counts ids; fails or is interrupted when told to."""

    def __init__(self, *, raises: BaseException | None = None, at: int = 0) -> None:
        self.calls: list[list[str]] = []
        self._raises = raises
        self._at = at
        self._attempts = 0

    @property
    def ids(self) -> list[str]:
        return [paper_id for call in self.calls for paper_id in call]

    def store(self, records: Sequence[Record], *, today: dt.date) -> Stored:
        assert today == TODAY
        self._attempts += 1
        if self._raises and self._attempts == self._at:
            raise self._raises
        ids = [record.paper.id for record in records]
        known = set(self.ids)
        self.calls.append(ids)
        return Stored(added=len(set(ids) - known), unchanged=len(ids) - len(set(ids) - known))


def some(count: int, *, start: int = 0) -> list[Record]:
    return [
        Record(
            Paper(f"2506.{n:05d}", f"A study with the number {n}"),
            Sighting("digest:plain"),
            f"digest.md:{n}",
        )
        for n in range(start, start + count)
    ]


def breaking(records: Sequence[Record | Skipped], exc: BaseException) -> Iterator[Record | Skipped]:
    yield from records
    raise exc


def test_records_are_stored_in_batches_and_counted() -> None:
    shelf = Shelf()
    report = ingest(some(7), shelf, today=TODAY, batch=3)
    assert [len(call) for call in shelf.calls] == [3, 3, 1]
    assert report == Report(added=7)
    assert report.complete
    assert ingest(some(7), shelf, today=TODAY) == Report(unchanged=7)


def test_an_empty_source_stores_nothing() -> None:
    shelf = Shelf()
    assert ingest([], shelf, today=TODAY) == Report()
    assert shelf.calls == []


def test_progress_is_told_after_every_batch() -> None:
    heard: list[Progress] = []
    items = [*some(2), Skipped("a:1", "no title"), *some(3, start=2)]
    ingest(items, Shelf(), today=TODAY, batch=2, on_progress=heard.append)
    assert heard == [Progress(2, 2, 0), Progress(5, 4, 1), Progress(6, 5, 1)]


def test_every_skipped_record_is_spoken_of_with_its_place() -> None:
    spoken: list[Skipped] = []
    bad = [Skipped("dump.jsonl:2", "not JSON"), Skipped("dump.jsonl:9", "no title")]
    report = ingest(
        [some(1)[0], bad[0], some(1, start=5)[0], bad[1]],
        Shelf(),
        today=TODAY,
        on_skip=spoken.append,
    )
    assert spoken == bad
    assert report == Report(
        added=2, skipped=2, errors=("dump.jsonl:2: not JSON", "dump.jsonl:9: no title")
    )
    assert report.complete


def test_a_source_that_breaks_off_keeps_what_was_read_before() -> None:
    shelf = Shelf()
    broken = breaking(some(5), Truncated("The file a.gz ends too early."))
    report = ingest(broken, shelf, today=TODAY, batch=3)
    assert len(shelf.ids) == 5
    assert report == Report(added=5, failed=1, errors=("The file a.gz ends too early.",))
    assert not report.complete


def test_an_interruption_stores_what_was_read_and_goes_on_its_way() -> None:
    shelf = Shelf()
    with pytest.raises(KeyboardInterrupt):
        ingest(breaking(some(5), KeyboardInterrupt()), shelf, today=TODAY, batch=3)
    assert len(shelf.ids) == 5


def test_an_interruption_while_storing_stores_that_batch_again() -> None:
    shelf = Shelf(raises=KeyboardInterrupt(), at=2)
    with pytest.raises(KeyboardInterrupt):
        ingest(some(9), shelf, today=TODAY, batch=3)
    assert shelf.ids == [r.paper.id for r in some(6)]


def test_a_store_that_fails_is_not_a_source_that_fails() -> None:
    shelf = Shelf(raises=StoreUnwritable("The store a.db cannot be written."), at=2)
    with pytest.raises(StoreError, match=r"a\.db"):
        ingest(some(9), shelf, today=TODAY, batch=3)
    assert len(shelf.ids) == 3


def test_reports_of_several_sources_add_up() -> None:
    total = sum(
        [
            Report(added=1, skipped=1, errors=("a:1: bad",)),
            failure(IngestError("No such file: b.")),
            Report(updated=2, unchanged=3),
        ],
        Report(),
    )
    assert total.as_json() == {
        "added": 1,
        "updated": 2,
        "unchanged": 3,
        "skipped": 1,
        "failed": 1,
        "errors": ["a:1: bad", "No such file: b."],
    }


def test_a_million_bad_lines_are_counted_but_not_all_remembered() -> None:
    bad = (Skipped(f"dump.jsonl:{n}", "not JSON") for n in range(MOST_ERRORS * 3))
    report = ingest(bad, Shelf(), today=TODAY)
    assert report.skipped == MOST_ERRORS * 3
    assert len(report.errors) == MOST_ERRORS
    both = report + failure(IngestError("The other file is missing."))
    assert len(both.errors) == MOST_ERRORS
    assert both.errors[-1] == "The other file is missing."


def test_the_catalogue_takes_what_the_pipeline_gives_and_repeating_adds_nothing(
    tmp_path: Path,
) -> None:
    with open_catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}") as catalogue:
        assert ingest(some(25), catalogue, today=TODAY, batch=10) == Report(added=25)
        assert ingest(some(25), catalogue, today=TODAY, batch=7) == Report(unchanged=25)
        assert catalogue.counts().papers == 25
