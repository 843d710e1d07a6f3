"""The door to all live sources: a name such as "arxiv:cs.CL" in, records out."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from ingest.errors import BadReply, BadSource, Unreachable
from ingest.live.arxiv_api import ArxivPages
from ingest.live.arxiv_rss import announcements
from ingest.live.arxiv_window import revisions, submissions
from ingest.live.cursor import Cursor, NoCursor
from ingest.live.huggingface import DailyPapers
from ingest.live.polite import Gap, Patience, PoliteClient
from ingest.live.specs import (
    ArxivAnnouncements,
    ArxivCategories,
    ArxivIds,
    ArxivSearch,
    HuggingFaceDay,
    HuggingFaceTrending,
    parse_spec,
)
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEFAULT_DAYS = 3  # of a category, when nobody says since when
SEARCH_LIMIT = 1_000  # results of a search without a day, newest first

_HUGGING_FACE_GAP_S = 0.5  # no rule of theirs; simply not at full speed
_FEED_TRIES = 2  # the feed adds to the API's window: without it the fetch still goes on


@dataclass(frozen=True, slots=True)
class LiveServices:
    """Connections to the services; one for the whole process, so that the gap is shared."""

    arxiv: PoliteClient
    hugging_face: PoliteClient
    arxiv_api_url: str
    arxiv_rss_url: str
    hf_api_url: str
    now: Callable[[], dt.datetime]

    @property
    def today(self) -> dt.date:
        """The day by the given clock, in UTC."""
        return self.now().astimezone(dt.UTC).date()

    def close(self) -> None:
        """Close all connections."""
        self.arxiv.close()
        self.hugging_face.close()


def connect(  # noqa: PLR0913 - settings as plain values, and three seams
    *,
    arxiv_api_url: str = "https://export.arxiv.org/api/query",
    arxiv_rss_url: str = "https://rss.arxiv.org/rss",
    hf_api_url: str = "https://huggingface.co/api",
    timeout_s: float = 30.0,
    gap_s: float = 3.0,
    tries: int = 4,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> LiveServices:
    """Services at these addresses. Nothing is requested yet.

    Args:
        arxiv_api_url: arXiv's query API.
        arxiv_rss_url: arXiv's feeds, without the category.
        hf_api_url: Hugging Face's API, without "/daily_papers".
        timeout_s: Seconds of silence after which a request counts as lost.
        gap_s: Seconds between two requests to arXiv, whose terms ask for three.
        tries: How often a request is made before the service counts as unreachable.
        now: The time of day; days are counted by it.
        clock: Seconds that only grow; gaps are measured by it.
        sleep: Waits for so many seconds.
    """
    patience = Patience(timeout_s=timeout_s, tries=tries)

    def client(service: str, gap_s: float) -> PoliteClient:
        gap = Gap(gap_s, clock=clock, sleep=sleep)
        return PoliteClient(service, gap=gap, patience=patience, clock=clock, now=now)

    return LiveServices(
        arxiv=client("arXiv", gap_s),
        hugging_face=client("Hugging Face", _HUGGING_FACE_GAP_S),
        arxiv_api_url=arxiv_api_url.rstrip("/"),
        arxiv_rss_url=arxiv_rss_url.rstrip("/"),
        hf_api_url=hf_api_url.rstrip("/"),
        now=now,
    )


def open_live(
    spec: str,
    *,
    since: dt.date | None,
    services: LiveServices,
    cursor: Cursor | None = None,
) -> Iterator[Record | Skipped]:
    """The records of a live source, fetched as they are taken.

    Args:
        spec: As on the command line; see `ingest.live.specs`.
        since: First day that is wanted. Without it: the last three days of a category, the
            newest thousand results of a search, the latest list of Hugging Face.
        services: Where to ask.
        cursor: Remembers finished pages of a window, so that an interrupted one goes on there.

    Raises:
        BadSource: At once, and before any request: there can be no such source.
        BadReply: While records are taken: the service answers with an error or with nonsense.
        Unreachable: While records are taken: the service does not answer.
    """
    today = services.today
    wanted = parse_spec(spec, today=today)
    if since is not None and since > today:
        raise BadSource(f"{since.isoformat()} has not come yet; nothing can be fetched since then.")
    cursor = cursor or NoCursor()
    if isinstance(wanted, HuggingFaceDay | HuggingFaceTrending):
        daily = DailyPapers(services.hugging_face, services.hf_api_url)
        return _hugging_face(daily, wanted, since, today, cursor)
    return _arxiv(services, wanted, since, cursor)


def _hugging_face(
    daily: DailyPapers,
    wanted: HuggingFaceDay | HuggingFaceTrending,
    since: dt.date | None,
    today: dt.date,
    cursor: Cursor,
) -> Iterator[Record | Skipped]:
    if isinstance(wanted, HuggingFaceTrending):
        return daily.trending()
    if wanted.day is not None:
        return daily.day(wanted.day)
    return daily.latest() if since is None else daily.since(since, today, cursor)


def _arxiv(
    services: LiveServices,
    wanted: ArxivIds | ArxivSearch | ArxivAnnouncements | ArxivCategories,
    since: dt.date | None,
    cursor: Cursor,
) -> Iterator[Record | Skipped]:
    pages = ArxivPages(services.arxiv, services.arxiv_api_url)
    match wanted:
        case ArxivIds(ids):
            return _by_id(pages, ids)
        case ArxivAnnouncements(codes):
            return announcements(services.arxiv, services.arxiv_rss_url, codes)
        case ArxivSearch(query):
            if since is None:
                return _newest(pages, query)
            return _since(pages, query, since, services.today, cursor)
        case ArxivCategories():
            since = since or services.today - dt.timedelta(days=DEFAULT_DAYS)
            return _category(services, pages, wanted, since, cursor)


def _by_id(pages: ArxivPages, ids: tuple[str, ...]) -> Iterator[Record | Skipped]:
    found = pages.papers(ids)
    yield from found
    known = {record.paper.id for record in found if isinstance(record, Record)}
    unknown = [i for i in ids if i.partition("v")[0] not in known]
    if unknown:
        raise BadSource(f"arXiv has no paper {', '.join(unknown)}.")


def _newest(pages: ArxivPages, query: str) -> Iterator[Record | Skipped]:
    found = pages.search(query, by="submittedDate", ascending=False, limit=SEARCH_LIMIT)
    for _, page in found:
        yield from page


def _since(
    pages: ArxivPages, query: str, since: dt.date, today: dt.date, cursor: Cursor
) -> Iterator[Record | Skipped]:
    yield from submissions(pages, query, since, today, cursor)
    yield from revisions(pages, query, since)


def _category(
    services: LiveServices,
    pages: ArxivPages,
    wanted: ArxivCategories,
    since: dt.date,
    cursor: Cursor,
) -> Iterator[Record | Skipped]:
    feed = services.arxiv_rss_url
    try:
        yield from announcements(services.arxiv, feed, wanted.codes, tries=_FEED_TRIES)
    except (BadReply, Unreachable) as exc:
        structlog.get_logger(__name__).warning("announcements not read", reason=str(exc))
        yield Skipped(
            f"rss:{'+'.join(wanted.codes)}",
            f"the announcements could not be read, papers held for long may be missing: {exc}",
        )
    yield from _since(pages, wanted.query, since, services.today, cursor)
