"""One announcement of one category, asked for in time and late."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from werkzeug import Response

from ingest.live.announced import Announced, announced, feed_at, versions
from retrieval.following.calendar import announced_at
from retrieval.papers import ListedBy, Paper, Record
from tests.support.announcing import Announcing, told

THURSDAY, MONDAY = dt.date(2026, 6, 11), dt.date(2026, 6, 15)
FRIDAY = dt.date(2026, 6, 12)  # cut-offs: Wednesday and Thursday, 18:00 UTC


class Asking:
    """Asks the stand-in at a moment that the test sets."""

    def __init__(self, services, httpserver) -> None:
        self.now = dt.datetime(2026, 6, 12, 4, 10, tzinfo=dt.UTC)  # ten past midnight in New York
        self.arxiv = Announcing(lambda: self.now)
        self.whole: set[tuple[str, int]] = set()
        self._services = dataclasses.replace(services, now=lambda: self.now)
        httpserver.expect_request("/api/query").respond_with_handler(self.arxiv.answer)
        httpserver.expect_request("/rss/cs.CL").respond_with_handler(self.arxiv.answer)

    def __call__(self, day: dt.date = FRIDAY) -> Announced:
        return announced(self._services, "cs.CL", day, whole=self.whole)


@pytest.fixture
def ask(services, httpserver) -> Asking:
    return Asking(services, httpserver)


def records(found: Announced) -> list[Record]:
    return [record for record in found.records if isinstance(record, Record)]


def papers(found: Announced) -> list[Paper]:
    return [record.paper for record in records(found)]


def listed(found: Announced) -> dict[str, dt.date | None]:
    return {paper.id: paper.listed for paper in papers(found)}


def test_the_feed_is_read_and_completed_by_id(ask) -> None:
    ask.arxiv.papers = [
        told("2606.00001", "2026-06-11T10:00"),
        told("2605.00009", "2026-05-20T10:00", day=FRIDAY),  # held by moderation
        told("2501.00003", "2025-01-03T10:00", day=FRIDAY, kind="cross"),
        told("2401.00004", "2024-01-04T10:00", day=FRIDAY, kind="replace", version=2),
    ]
    found = ask()
    assert (found.papers, found.missing) == (4, None)
    first, *_, last = papers(found)
    assert (first.listed, first.published, first.comment) == (FRIDAY, None, None)
    assert (last.published, last.version, last.comment) == (dt.date(2024, 1, 4), 2, "12 pages")
    kinds = [r.sighting.announce_type for r in found.records[:4] if isinstance(r, Record)]
    assert kinds == ["new", "new", "cross", "replace"]
    assert [paper.listed for paper in papers(found)[:4]] == [FRIDAY, FRIDAY, None, None]
    assert len(ask.arxiv.asked) == 2


def test_what_is_known_in_full_is_not_asked_for_again(ask) -> None:
    ask.arxiv.papers = [
        told("2606.00001", "2026-06-11T10:00"),
        told("2606.00002", "2026-06-11T11:00"),
        told("2401.00003", "2024-01-04T10:00", day=FRIDAY, kind="replace", version=2),
    ]
    ask.whole = {("2606.00001", 1), ("2401.00003", 1)}
    found = ask()
    assert versions(found.records) == {("2606.00002", 1), ("2401.00003", 2)}
    assert (found.papers, found.missing) == (3, None)
    assert "id_list=2606.00002%2C2401.00003&" in ask.arxiv.asked[-1]


def test_a_feed_that_still_shows_yesterday_is_waited_for(ask) -> None:
    ask.arxiv.papers = [told("2606.00001", "2026-06-10T10:00")]
    ask.now = feed_at(FRIDAY) - dt.timedelta(minutes=30)
    found = ask()
    assert (found.papers, listed(found)) == (0, {"2606.00001": THURSDAY})
    assert found.missing == "arXiv's feed of cs.CL does not show 2026-06-12 yet."
    assert len(ask.arxiv.asked) == 1


def test_papers_that_the_api_does_not_know_yet_are_missing(ask) -> None:
    ask.arxiv.papers = [told("2606.00001", "2026-06-11T10:00")]
    ask.arxiv.failing = {"/api": Response(_EMPTY)}
    found = ask()
    assert found.papers == 1
    assert found.missing == "arXiv's API does not know 1 of 1 announced papers yet."
    assert listed(found) == {"2606.00001": FRIDAY}


def test_the_feed_counts_though_the_api_is_down(ask) -> None:
    ask.arxiv.papers = [told("2606.00001", "2026-06-11T10:00")]
    ask.arxiv.failing = {"/api": Response("", status=503)}
    found = ask()
    assert found.papers == 1
    assert found.missing is not None
    assert found.missing.startswith("Not every paper is complete: arXiv gave no usable answer")


def test_once_the_feed_has_moved_on_the_window_tells_and_the_day_is_inferred(ask) -> None:
    ask.arxiv.papers = [
        told("2606.00001", "2026-06-10T17:59"),  # Thursday's
        told("2606.00002", "2026-06-10T18:01"),
        told("2606.00003", "2026-06-11T18:00"),
        told("2606.00004", "2026-06-11T18:01"),  # Monday's
    ]
    ask.now = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)
    found = ask()
    assert listed(found) == {"2606.00002": FRIDAY, "2606.00003": FRIDAY, "2606.00004": MONDAY}
    assert (found.papers, found.missing) == (2, None)
    inferred = [paper for paper in papers(found) if paper.listed == FRIDAY]
    assert all(paper.authors == ("Ada One",) for paper in inferred)


def test_the_window_finds_what_was_held_by_its_id(ask) -> None:
    ask.arxiv.papers = [
        told("2606.00001", "2026-06-03T10:00"),
        told("2606.00005", "2026-06-04T10:00", day=FRIDAY),
        told("2606.00004", "2026-06-11T10:00"),
    ]
    ask.now = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)
    assert listed(ask()) == {"2606.00004": FRIDAY, "2606.00005": FRIDAY}


def test_what_the_feed_calls_new_is_stated_the_rest_is_worked_out(ask) -> None:
    ask.arxiv.papers = [
        told("2606.00001", "2026-06-11T10:00"),
        told("2606.00002", "2026-06-11T10:00", kind="cross"),
    ]
    by = {record.paper.id: record.listed_by for record in records(ask()) if record.paper.listed}
    assert by == {"2606.00001": ListedBy.STATED, "2606.00002": ListedBy.CROSS_LIST}
    ask.now = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)
    assert {record.listed_by for record in records(ask())} == {ListedBy.SUBMISSION}


def test_a_feed_that_stays_empty_is_not_believed(ask) -> None:
    ask.arxiv.papers = [told("2606.00002", "2026-06-11T10:00")]
    ask.arxiv.failing = {"/rss": Response("<rss><channel></channel></rss>")}
    assert ask().missing is not None
    ask.now += dt.timedelta(hours=7)
    found = ask()
    assert listed(found) == {"2606.00002": FRIDAY}
    assert found.missing is None


def test_what_an_unknown_day_off_had_is_not_inferred_before_the_next_feed_can_tell(ask) -> None:
    """Friday was none, so what was submitted for it is announced with Monday's."""
    ask.arxiv.papers = [told("2606.00002", "2026-06-11T10:00", day=MONDAY)]
    ask.now = announced_at(MONDAY)
    found = ask()
    assert listed(found) == {}
    assert found.missing == (
        "What was submitted for 2026-06-12 in cs.CL may be announced on 2026-06-15 only."
    )
    ask.now += dt.timedelta(hours=3)
    assert listed(ask()) == {}
    ask.now = feed_at(MONDAY)
    by = [(r.paper.listed, r.listed_by) for r in records(ask())]
    assert by == [(MONDAY, ListedBy.STATED), (FRIDAY, ListedBy.SUBMISSION)]


def test_what_the_feed_states_of_another_day_is_kept(ask) -> None:
    ask.arxiv.papers = [
        told("2606.00003", "2026-06-12T10:00"),
        told("2501.00003", "2025-01-03T10:00", day=MONDAY, kind="cross"),
    ]
    ask.now = feed_at(MONDAY)
    found = ask()
    assert found.papers == 0
    assert found.missing is not None
    told_of = [(r.paper.id, r.paper.listed, r.sighting.announce_type) for r in records(found)]
    assert told_of == [("2606.00003", MONDAY, "new"), ("2501.00003", None, "cross")]


def test_nothing_anywhere_is_missing_and_not_a_day_without_papers(ask) -> None:
    ask.now += dt.timedelta(hours=7)
    found = ask()
    assert found.papers == 0
    assert found.missing == (
        "Nothing that was submitted for 2026-06-12 in cs.CL is known to arXiv's API."
    )


def test_on_a_holiday_the_feed_is_asked_and_nothing_is_missing(ask) -> None:
    friday = dt.date(2026, 11, 27)
    ask.now = feed_at(friday)
    assert ask(friday) == Announced()
    assert len(ask.arxiv.asked) == 1
    ask.arxiv.papers = [told("2611.00001", "2026-11-26T10:00", day=friday)]
    assert papers(ask(friday))[0].listed == friday


def test_both_services_down_is_said_in_a_sentence(ask) -> None:
    ask.arxiv.failing = {"/": Response("", status=503)}
    ask.now += dt.timedelta(hours=7)
    found = ask()
    assert found.records == ()
    assert found.missing == "arXiv gave no usable answer in 4 tries: HTTP 503."


_EMPTY = (
    '<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
    "<opensearch:totalResults>0</opensearch:totalResults></feed>"
)
