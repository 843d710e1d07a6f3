"""Announcements, fetched as they come, and again for as long as something of them is missing.

Each (source, day) is a row of the fetch log, see `retrieval.following.fetch_log`. The first try
is made when the feeds change, the next ones after WAITS, the last one a week later. A day
without papers on which the calendar knows of an announcement counts as missing: a fetch that
failed is not a day without papers. Holidays are looked at as well, once: the calendar knows
only those that arXiv has published.

A clock may have been ahead. The days that it made known too early, and the tries that it put
off, begin again once it is right: nobody would ask for them before its time comes again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import structlog

from bot.errors import failure_of
from config.errors import SettingsError
from ingest.errors import IngestError
from ingest.live.announced import Announced, announced, feed_at, versions
from ingest.live.huggingface import DailyPapers
from ingest.pipeline import ingest
from retrieval.categories import category_code
from retrieval.following.calendar import announced_at, latest_until
from retrieval.following.fetch_log import FetchLog
from retrieval.papers import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.engine import Engine
    from bot.wiring import App
    from retrieval.following.fetch_log import Fetch

LOOK_S = 60.0  # between two looks for what is due
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240, 360))
KEEP_TRYING = dt.timedelta(days=7)  # for a day of which no papers are known
KEEP_COMPLETING = dt.timedelta(days=1)  # for a day whose papers are known, but not in full
CATCH_UP = dt.timedelta(days=14)  # older days are not fetched after a time without the bot

HUGGING_FACE = "hf:daily"
_ARXIV = "arxiv:"
_FURTHEST = dt.timedelta(hours=7)  # longer than anything is put off
_LEASE = dt.timedelta(minutes=30)  # for one fetch; whoever claimed it and takes longer is dead
_LIST_AT = dt.time(0, 30, tzinfo=dt.UTC)  # on the day after: lists fill up gradually
_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_MOST_WHOLE = 20_000  # versions remembered; a day of all of arXiv has a tenth of it

_log = structlog.get_logger(__name__)


class Fetching:
    """Fetches what is due. Blocks: it runs in a thread of its own.

    Raises:
        SettingsError: `fetch.categories` names something that is no category of arXiv.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._set = _checked(app.settings.fetch.codes)
        self._whole: set[tuple[str, int]] = set()  # most papers stand in several categories

    @cached_property
    def _log(self) -> FetchLog:
        return FetchLog(self._app.database)  # opened by the first who needs it, in its thread

    def run(self, go_on: Callable[[], bool] = lambda: True) -> list[Fetch]:
        """Fetch everything that is due now; how far each came.

        Args:
            go_on: asked before each fetch; False ends it.

        Raises:
            StoreError: the catalogue fails. What it did not get to is due again later.
        """
        now = self._app.now()
        self._expect(now)
        self._set_right(now)
        return [
            self._tried(fetch)
            for fetch in self._log.due(now)
            if go_on() and self._log.claim(fetch, now + _LEASE)
        ]

    # ------------------------------------------------------------ what is due

    def _expect(self, now: dt.datetime) -> None:
        """Note the days that have come since each source was looked at last.

        A listing day is noted when it is announced, hours before the first try: a digest that
        is due in between can know that papers are to come.
        """
        for source in self._categories():
            days = self._days(source, _latest(now, feed_at), _latest(now, announced_at))
            weekdays = [day for day in days if day.weekday() < _SATURDAY]
            self._log.expect(source, [(day, max(now, feed_at(day))) for day in weekdays])
        if self._app.settings.fetch.hf:
            latest = _latest(now, _list_at)
            days = self._days(HUGGING_FACE, latest, latest)
            self._log.expect(HUGGING_FACE, [(day, now) for day in days])

    def _set_right(self, now: dt.datetime) -> None:
        """Begin again with what waits for a moment that only a wrong clock can have set."""
        for fetch in self._log.open():
            if fetch.next_try is not None and fetch.next_try > now + _FURTHEST:
                begins = _list_at if fetch.source == HUGGING_FACE else feed_at
                self._log.begin_again(fetch.source, fetch.day, max(now, begins(fetch.day)))

    def _days(self, source: str, shown: dt.date, latest: dt.date) -> list[dt.date]:
        """The days after the last one that was noted; of a new source, from what is shown on."""
        newest = self._log.newest(source)
        first = latest_until(shown) if newest is None else max(newest + _DAY, latest - CATCH_UP)
        return [first + n * _DAY for n in range((latest - first).days + 1)]

    def _categories(self) -> list[str]:
        """The sources of arXiv: what is set, else what topics name."""
        codes = self._set or {
            code for topic in self._app.following.all_topics() for code in topic.categories
        }
        return [_ARXIV + code for code in sorted(codes)]

    # ------------------------------------------------------------ one fetch

    def _tried(self, fetch: Fetch) -> Fetch:
        """Fetch one day of one source, store it, and note what came of it."""
        found = self._found(fetch)
        report = ingest(found.records, self._app.catalogue, today=self._today())
        if found.missing is None:
            self._log.finish(fetch.source, fetch.day, found.papers)
        else:
            papers = max(found.papers, fetch.papers)
            again = _next_try(fetch, papers, self._app.now())
            self._log.put_off(fetch.source, fetch.day, papers, found.missing, again)
        after = self._log.of(fetch.source, fetch.day) or fetch
        _log.info(
            "fetched",
            source=after.source,
            day=after.day.isoformat(),
            papers=after.papers,
            added=report.added,
            tries=after.tries,
            missing=after.error,
            next_try=after.next_try.isoformat() if after.next_try else None,
        )
        return after

    def _today(self) -> dt.date:
        """Today, or the day on which a digest was planned last: a clock may have been set back.

        What is stored now was in none of those digests, and would look as if it had been.
        """
        planned = self._app.following.last_planned()
        return max(self._app.today, planned.date()) if planned else self._app.today

    def _found(self, fetch: Fetch) -> Announced:
        if fetch.source == HUGGING_FACE:
            return self._list(fetch.day)
        code = fetch.source.removeprefix(_ARXIV)
        found = announced(self._app.live, code, fetch.day, whole=self._whole)
        if len(self._whole) > _MOST_WHOLE:
            self._whole.clear()
        self._whole |= versions(found.records)
        return found

    def _list(self, day: dt.date) -> Announced:
        live = self._app.live
        try:
            found = tuple(DailyPapers(live.hugging_face, live.hf_api_url).day(day))
        except IngestError as exc:
            return Announced(missing=str(exc))
        papers = sum(isinstance(record, Record) for record in found)
        if not papers and day.weekday() < _SATURDAY:
            return Announced(missing=f"Hugging Face lists no papers for {day}.")
        return Announced(found, papers)


async def keep_fetched(engine: Engine, fetching: Fetching, look_s: float = LOOK_S) -> None:
    """Fetch whatever becomes due, for ever. A failure is logged once, and tried again."""
    failure = ""
    while True:
        try:
            await engine.fetching(fetching.run)
            failure = ""
        except Exception as exc:  # noqa: BLE001 - an edge: the next look tries again
            if failure_of(exc).sentence != failure:
                failure = failure_of(exc).sentence
                _log.error("nothing fetched", exc_info=exc)
        await asyncio.sleep(look_s)


def _next_try(fetch: Fetch, papers: int, now: dt.datetime) -> dt.datetime | None:
    """After a failed try; None where it has been tried for long enough."""
    moment = now + WAITS[min(fetch.tries, len(WAITS) - 1)]
    until = fetch.noted + (KEEP_COMPLETING if papers else KEEP_TRYING)
    return moment if moment <= until else None


def _latest(now: dt.datetime, begins: Callable[[dt.date], dt.datetime]) -> dt.date:
    """The newest day that has begun, in that sense."""
    day = now.astimezone(dt.UTC).date() + _DAY
    while begins(day) > now:
        day -= _DAY
    return day


def _list_at(day: dt.date) -> dt.datetime:
    """The moment from which Hugging Face's list of a day is worth a look."""
    return dt.datetime.combine(day + _DAY, _LIST_AT)


def _checked(codes: Sequence[str]) -> frozenset[str]:
    for code in codes:
        if category_code(code) is None:
            raise SettingsError(
                f"fetch.categories: arXiv has no category {code!r}; see "
                "https://arxiv.org/category_taxonomy."
            )
    return frozenset(filter(None, map(category_code, codes)))
