"""Announcements fetched as they come, and again while something is missing."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
import structlog
from werkzeug import Response

from bot.delivery.fetching import WAITS, Fetching, keep_fetched
from bot.wiring import open_app
from config.errors import SettingsError
from config.settings import Settings
from ingest.live.announced import feed_at
from retrieval.errors import StoreError
from retrieval.following.calendar import announced_at
from retrieval.following.fetch_log import FetchLog
from retrieval.following.news import first_stored
from retrieval.following.values import Delivery, Follower, Topic, Way
from tests.fakes import HashedWords
from tests.support.announcing import Announcing, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_httpserver import HTTPServer
    from werkzeug import Request

    from bot.wiring import App
    from retrieval.following.fetch_log import Fetch

CL = "arxiv:cs.CL"
WEDNESDAY, THURSDAY, FRIDAY, MONDAY = (dt.date(2026, 6, day) for day in (10, 11, 12, 15))
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


class World:
    """A Paperwire and its arXiv, at a moment that the test sets."""

    def __init__(self, folder: Path, server: HTTPServer, **fetch: str | bool) -> None:
        self.now = feed_at(FRIDAY)
        self.arxiv = Announcing(lambda: self.now)
        server.expect_request("/api/query").respond_with_handler(self.arxiv.answer)
        for code in ("cs.CL", "cs.CV"):
            server.expect_request(f"/rss/{code}").respond_with_handler(self.arxiv.answer)
        settings = Settings(
            data_dir=folder,
            arxiv={
                "api_url": server.url_for("/api/query"),
                "rss_url": server.url_for("/rss"),
                "gap_s": 0,
            },  # type: ignore[arg-type] # pydantic makes the group of it
            hf={"api_url": server.url_for("/hf")},  # type: ignore[arg-type] # same
            fetch={"categories": "cs.CL", **fetch},  # type: ignore[arg-type] # same
        )
        self.app: App = open_app(settings, encoder=HashedWords())
        self.app.now = lambda: self.now
        self.fetching = Fetching(self.app)
        self.log = FetchLog(self.app.database)

    def fetch(self, now: dt.datetime | None = None) -> list[Fetch]:
        self.now = now or self.now
        return self.fetching.run()

    def fail(self, status: int = 404) -> None:
        """A refusal is not asked again by the client: no test waits for its retries."""
        self.arxiv.failing = {"/": Response("", status=status)}


@pytest.fixture
def world(tmp_path: Path, httpserver: HTTPServer) -> Iterator[World]:
    made = World(tmp_path / "var", httpserver)
    yield made
    made.app.close()


def days(found: list[Fetch]) -> list[dt.date]:
    return [fetch.day for fetch in found]


def test_an_announcement_is_fetched_once_its_feed_shows_it(world: World) -> None:
    world.arxiv.papers = [told("2606.00001", "2026-06-11T10:00")]
    (found,) = world.fetch()
    assert (found.source, found.day, found.papers, found.done) == (CL, FRIDAY, 1, True)
    known = world.app.catalogue.known("2606.00001")
    assert known is not None
    assert (known.paper.listed, known.paper.comment) == (FRIDAY, "12 pages")
    assert known.paper.published == dt.date(2026, 6, 11)
    assert world.fetch(world.now + HOUR) == []
    world.arxiv.papers.append(told("2606.00002", "2026-06-12T10:00"))
    assert world.fetch(feed_at(MONDAY) - MINUTE) == []
    (monday,) = world.fetch(feed_at(MONDAY))
    assert (monday.day, monday.papers) == (MONDAY, 1)


def test_a_failed_day_is_tried_again_later_and_later_and_filled_in(world: World) -> None:
    world.arxiv.papers = [told("2606.00001", "2026-06-11T10:00")]
    world.fail()
    for number, wait in enumerate(WAITS, start=1):
        (found,) = world.fetch()
        assert (found.tries, found.papers, found.done) == (number, 0, False)
        assert found.next_try == world.now + wait
        assert found.error is not None
        assert found.error.endswith(".")
        assert world.fetch(world.now + wait - MINUTE) == []
        world.now += MINUTE
    world.arxiv.failing = {}
    (found,) = world.fetch()
    assert (found.papers, found.done, found.error) == (1, True, None)
    known = world.app.catalogue.known("2606.00001")
    assert known is not None
    assert known.paper.listed == FRIDAY


def test_an_empty_day_is_tried_for_a_week_and_then_given_up(world: World) -> None:
    world.fetch()
    while open_ := [fetch for fetch in world.log.open() if fetch.day == FRIDAY]:
        assert open_[0].next_try is not None
        world.fetch(open_[0].next_try)
    found = world.log.of(CL, FRIDAY)
    assert found is not None
    assert found.given_up
    assert world.now - found.noted > 6 * DAY
    assert 25 <= found.tries <= 35
    assert found.error is not None
    assert "2026-06-12" in found.error


def test_days_without_the_bot_are_fetched_afterwards(world: World) -> None:
    world.arxiv.papers = [
        told(f"2606.000{day}", f"2026-06-{day}T10:00") for day in (11, 12, 15, 16, 17, 18)
    ]
    world.fetch()
    found = world.fetch(feed_at(dt.date(2026, 6, 19)))
    assert days(found) == [dt.date(2026, 6, day) for day in (19, 18, 17, 16, 15)]
    assert [fetch.papers for fetch in found] == [1, 1, 1, 1, 1]
    held = world.app.catalogue.papers([paper.id for paper in world.arxiv.papers])
    assert {i: known.paper.listed for i, known in held.items()} == {
        paper.id: paper.day for paper in world.arxiv.papers
    }


HELD = told("2606.00011", "2026-06-09T10:00", day=MONDAY)  # submitted for Wednesday
ON_TIME = [
    told("2606.00001", "2026-06-09T11:00"),
    told("2606.00002", "2026-06-10T11:00"),
    told("2606.00003", "2026-06-11T11:00"),
    told("2606.00010", "2026-06-12T11:00"),
]


def listed(world: World, paper_id: str) -> dt.date | None:
    known = world.app.catalogue.known(paper_id)
    return known.paper.listed if known is not None else None


@pytest.mark.parametrize("feed_first", [True, False])
def test_a_paper_that_was_held_is_of_the_day_on_which_the_feed_calls_it_new(
    world: World,
    feed_first: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Whether its day of submission is filled in before or after the feed tells."""
    world.arxiv.papers = [*ON_TIME, HELD]
    late = feed_at(MONDAY) + (HOUR if feed_first else -HOUR)
    world.log.expect(CL, [(day, late) for day in (WEDNESDAY, THURSDAY, FRIDAY)])
    for day in (THURSDAY, FRIDAY):
        world.log.finish(CL, day, 1)
    world.fetch(feed_at(MONDAY) - HOUR)
    assert listed(world, HELD.id) == (None if feed_first else WEDNESDAY)
    world.fetch(feed_at(MONDAY))
    assert listed(world, HELD.id) == MONDAY
    world.fetch(feed_at(MONDAY) + HOUR)
    assert listed(world, HELD.id) == MONDAY
    assert world.log.of(CL, WEDNESDAY).done
    assert listed(world, "2606.00001") == WEDNESDAY


@pytest.mark.parametrize("order", [(WEDNESDAY, MONDAY), (MONDAY, WEDNESDAY)])
def test_where_no_feed_tells_a_paper_is_of_the_latest_day_that_its_id_allows(
    world: World, order: tuple[dt.date, dt.date]
) -> None:
    world.arxiv.papers = [*ON_TIME, HELD]
    tuesday = feed_at(MONDAY) + DAY
    world.log.expect(CL, [(day, tuesday + n * HOUR) for n, day in enumerate(order)])
    world.fetch(tuesday)
    world.fetch(tuesday + HOUR)
    assert listed(world, HELD.id) == MONDAY
    assert listed(world, "2606.00001") == WEDNESDAY


def test_what_is_stored_while_the_clock_is_behind_comes_after_the_digests_before(
    world: World,
) -> None:
    world.arxiv.papers = [told("2606.00001", "2026-06-11T10:00")]
    who = Follower("terminal:me", Way.TERMINAL, "me", dt.time(9), "UTC", FRIDAY)
    world.app.following.put_follower(who)
    planned = Delivery("abcdefghijkl", who.id, FRIDAY, FRIDAY, world.now + DAY)
    assert world.app.following.plan(planned)
    world.fetch()
    known = world.app.catalogue.known("2606.00001")
    assert known is not None
    assert first_stored(known) == FRIDAY + DAY


def test_what_a_clock_that_was_ahead_put_off_is_fetched_while_the_feed_stands(
    world: World,
) -> None:
    """Its last try, 26 hours ahead, put Monday off until after Monday's feed."""
    cross = told("2501.00003", "2025-01-03T10:00", day=MONDAY, kind="cross")
    world.arxiv.papers = [told("2606.00001", "2026-06-11T10:00"), cross]
    world.fetch()
    right = feed_at(MONDAY) - HOUR
    for minutes in (0, 15, 45, 105, 225, 465):
        world.arxiv.now = lambda: right
        world.fetch(right + 26 * HOUR + minutes * MINUTE)
    found = world.log.of(CL, MONDAY)
    assert found is not None
    assert found.next_try is not None
    assert found.next_try > feed_at(MONDAY) + DAY
    world.arxiv.now = lambda: world.now
    assert MONDAY not in days(world.fetch(right))
    (monday,) = (fetch for fetch in world.fetch(feed_at(MONDAY)) if fetch.day == MONDAY)
    assert (monday.papers, monday.done, monday.tries) == (1, True, 1)
    assert world.app.catalogue.known(cross.id) is not None


def test_after_months_only_the_last_two_weeks_are_fetched(world: World) -> None:
    world.fetch()
    found = world.fetch(feed_at(dt.date(2026, 9, 11)))
    expected = [fetch.day for fetch in found if fetch.day != FRIDAY]
    assert min(expected) == dt.date(2026, 8, 28)
    assert len(expected) == 11  # with the day after Labor Day, at which one looks all the same


def test_a_holiday_is_looked_at_once_and_nothing_is_missing(world: World) -> None:
    world.fetch(feed_at(dt.date(2026, 11, 26)))
    (found,) = [f for f in world.fetch(feed_at(dt.date(2026, 11, 27))) if f.day.day == 27]
    assert (found.papers, found.done) == (0, True)


def test_what_is_known_but_not_in_full_is_completed_later(world: World) -> None:
    world.arxiv.papers = [told("2606.00001", "2026-06-11T10:00")]
    world.arxiv.failing = {"/api": Response("", status=404)}
    (found,) = world.fetch()
    assert (found.papers, found.done) == (1, False)
    world.arxiv.failing = {}
    (again,) = world.fetch(found.next_try)
    assert (again.papers, again.done, again.tries) == (1, True, 2)


def test_a_paper_of_two_categories_is_completed_once(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    world = World(tmp_path / "var", httpserver, categories="cs.CL, cs.CV")
    both = [told("2606.00001", "2026-06-11T10:00", category=code) for code in ("cs.CL", "cs.CV")]
    world.arxiv.papers = both
    assert [(fetch.source, fetch.papers, fetch.done) for fetch in world.fetch()] == [
        ("arxiv:cs.CL", 1, True),
        ("arxiv:cs.CV", 1, True),
    ]
    assert sum(path.startswith("/api") for path in world.arxiv.asked) == 1
    world.app.close()


def test_the_categories_of_topics_are_fetched_where_none_are_set(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    world = World(tmp_path / "var", httpserver, categories="")
    assert world.fetch() == []
    who = Follower("terminal:me", Way.TERMINAL, "me", dt.time(9), "UTC", FRIDAY)
    world.app.following.put_follower(who)
    topic = Topic("abcdefghijkl", who.id, text="speech", categories=("cs.CV",))
    world.app.following.add_topic(topic)
    assert [fetch.source for fetch in world.fetch()] == ["arxiv:cs.CV"]
    world.app.close()


def test_a_category_that_does_not_exist_is_refused_at_the_start(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    with pytest.raises(SettingsError, match=r"fetch\.categories: arXiv has no category 'cs\.XX'"):
        World(tmp_path / "var", httpserver, categories="cs.CL, cs.XX")


def test_hugging_faces_list_is_fetched_when_its_day_is_over(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    world = World(tmp_path / "var", httpserver, categories="", hf=True)
    lists = {"2026-06-11": [{"paper": {"id": "2606.00001", "title": "One", "upvotes": 7}}]}

    def answer(request: Request) -> Response:
        return Response(json.dumps(lists.get(request.args["date"], [])))

    httpserver.expect_request("/hf/daily_papers").respond_with_handler(answer)
    (found,) = world.fetch()
    assert (found.source, found.day, found.papers, found.done) == ("hf:daily", THURSDAY, 1, True)
    world.now = dt.datetime(2026, 6, 14, 12, tzinfo=dt.UTC)  # Sunday
    friday, saturday = sorted(world.fetch(), key=lambda fetch: fetch.day)
    assert (friday.day, friday.done) == (FRIDAY, False)  # empty, and should not be
    assert (saturday.done, saturday.papers) == (True, 0)
    world.app.close()


def test_a_day_is_noted_when_it_is_announced_and_tried_when_feeds_show_it(world: World) -> None:
    world.fetch(announced_at(FRIDAY) - MINUTE)
    assert world.log.newest(CL) == THURSDAY
    world.fetch(announced_at(FRIDAY))
    found = world.log.of(CL, FRIDAY)
    assert found is not None
    assert (found.tries, found.next_try) == (0, feed_at(FRIDAY))


def test_the_end_is_not_kept_waiting_by_days_that_are_due(world: World) -> None:
    assert world.fetching.run(lambda: False) == []
    assert [fetch.tries for fetch in world.log.open()] == [0]


async def test_a_failing_store_is_told_once_and_tried_again() -> None:
    looked = asyncio.Event()

    class Engine:
        looks = 0

        async def fetching(self, _work: object) -> None:
            self.looks += 1
            if self.looks > 3:
                looked.set()
                await asyncio.Event().wait()
            raise StoreError("no room")

    engine = Engine()
    with structlog.testing.capture_logs() as told_of:
        work = asyncio.create_task(keep_fetched(engine, Nothing(), 0))
        async with asyncio.timeout(30):
            await looked.wait()
        work.cancel()
    assert [entry["event"] for entry in told_of] == ["nothing fetched"]


class Nothing:
    """Never fetches: the engine fails before."""

    def run(self) -> None:
        """Not called."""
