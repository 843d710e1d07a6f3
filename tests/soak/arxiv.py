"""arXiv and Hugging Face on loopback, as they are at a moment of the simulated time."""

from __future__ import annotations

import datetime as dt
import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from email.utils import format_datetime
from functools import cache, partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web

from tests.soak.faults import Service, Trouble
from tests.soak.world import EASTERN, Listed, announced_at, printed_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.soak.faults import Plan
    from tests.soak.world import World

_XML = "application/xml"
_SEARCHED = re.compile(r"cat:([\w.-]+)")
_SUBMITTED = re.compile(r"submittedDate:\[(\d{12}) TO (\d{12})\]")


@dataclass(slots=True)
class Sciences:
    """Both services.

    Args:
        world: what is announced.
        plan: what goes wrong.
        now: the true time.
        on_page: called when a page is about to be sent.
    """

    world: World
    plan: Plan
    now: Callable[[], dt.datetime]
    on_page: Callable[[], None]
    asked: dict[str, int] = field(default_factory=dict)
    whole: set[tuple[str, dt.date]] = field(default_factory=set)  # feeds that were handed out
    _known: _Known | None = None
    _runner: web.AppRunner | None = None
    base: str = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/rss/{codes}", self._rss)
        app.router.add_get("/api/query", self._api)
        app.router.add_get("/hf/daily_papers", self._daily)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _rss(self, request: web.Request) -> web.Response:
        codes = tuple(request.match_info["codes"].split("+"))
        day = self.now().astimezone(EASTERN).date()
        reply = self._reply(request, Service.RSS, partial(self._feed, codes, day))
        if reply.headers.get("X-Whole"):
            self.whole.update((code, day) for code in codes)
        return reply

    async def _api(self, request: web.Request) -> web.Response:
        return self._reply(request, Service.API, partial(self._page, dict(request.query)))

    async def _daily(self, request: web.Request) -> web.Response:
        wanted = request.query.get("date")
        today = self.now().astimezone(dt.UTC).date()
        day = dt.date.fromisoformat(wanted) if wanted else today
        more = request.query.get("p", "0") != "0"

        def listed(*, empty: bool) -> str:
            del empty
            found = () if more or printed_at(day) > self.now() else self.world.daily.get(day, ())
            return json.dumps([_voted(self.world.papers[one], votes, day) for one, votes in found])

        return self._reply(request, Service.DAILY, listed)

    def _reply(
        self, request: web.Request, service: Service, body: Callable[..., str]
    ) -> web.Response:
        self.asked[service] = self.asked.get(service, 0) + 1
        self.on_page()
        trouble = self.plan.trouble(service, self.now())
        match trouble:
            case Trouble.BUSY:
                return web.Response(status=429, headers={"Retry-After": "20"})
            case Trouble.DOWN:
                return web.Response(status=503, text="try again later")
            case Trouble.DEAD:
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
        text = body(empty=trouble is Trouble.EMPTY)
        if trouble is Trouble.CUT_OFF:
            text = text[: len(text) // 2]
        kind = "application/json" if service is Service.DAILY else _XML
        whole = {"X-Whole": "yes"} if trouble is None else {}
        return web.Response(text=text, content_type=kind, headers=whole)

    def _feed(self, codes: tuple[str, ...], day: dt.date, *, empty: bool) -> str:
        found = (*self.world.days.get(day, ()), *self.world.revisions.get(day, ()))
        items = [] if empty else [p for p in found if set(p.categories) & set(codes)]
        moment = dt.datetime.combine(day, dt.time(), EASTERN)
        date = f"<pubDate>{format_datetime(moment)}</pubDate>"
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:arxiv="http://arxiv.org/schemas/atom"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>'
            f"<title>{', '.join(codes)} updates on arXiv.org</title>"
            f"<link>http://rss.arxiv.org/rss/{'+'.join(codes)}</link>"
            f"<description>updates</description>{date}<skipDays><day>Sunday</day>"
            "<day>Saturday</day></skipDays>"
            + "".join(_item(paper, codes, date) for paper in items)
            + "</channel></rss>"
        )

    def _page(self, query: dict[str, str], *, empty: bool) -> str:
        known = self._visible()
        found = known.search(query)
        start, most = int(query.get("start", 0)), int(query.get("max_results", 10))
        page = [] if empty else found[start : start + most]
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
            ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
            f"<opensearch:totalResults>{len(found)}</opensearch:totalResults>"
            f"<opensearch:startIndex>{start}</opensearch:startIndex>"
            + "".join(_entry(paper) for paper in page)
            + "</feed>"
        )

    def _visible(self) -> _Known:
        now = self.now()
        day = now.astimezone(EASTERN).date() + dt.timedelta(days=1)
        if announced_at(day) > now:
            day -= dt.timedelta(days=1)
        if self._known is None or self._known.day != day:
            self._known = _Known(self.world, day)
        return self._known


class _Known:
    """The papers that the API knows, each in its last version."""

    def __init__(self, world: World, day: dt.date) -> None:
        self.day = day
        known = {p.id: p for d in world.days if d <= day for p in world.days[d]}
        for revised in (p for d in sorted(world.revisions) if d <= day for p in world.revisions[d]):
            known[revised.id] = revised
        self._by_id = known
        self._submitted = sorted(known.values(), key=lambda p: p.submitted)
        self._updated = sorted(known.values(), key=lambda p: p.updated or p.submitted)

    def search(self, query: dict[str, str]) -> list[Listed]:
        if ids := query.get("id_list"):
            bases = [one.partition("v")[0] for one in ids.split(",")]
            return [self._by_id[base] for base in bases if base in self._by_id]
        wanted = query["search_query"]
        revised = query.get("sortBy") == "lastUpdatedDate"
        found = self._updated if revised else self._submitted
        if span := _SUBMITTED.search(wanted):
            first, last = (
                dt.datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=dt.UTC)
                for text in span.groups()
            )
            low = bisect_left(self._submitted, first, key=lambda p: p.submitted)
            high = bisect_right(
                self._submitted, last + dt.timedelta(minutes=1), key=lambda p: p.submitted
            )
            found = self._submitted[low:high]
        codes = set(_SEARCHED.findall(wanted))
        found = [p for p in found if not codes.isdisjoint(p.categories)] if codes else list(found)
        if query.get("sortOrder") == "descending":
            found.reverse()
        return found


@cache
def _entry(paper: Listed) -> str:
    updated = paper.updated or paper.submitted
    comment = f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>" if paper.comment else ""
    return (
        f"<entry><id>http://arxiv.org/abs/{paper.id}v{paper.version}</id>"
        f"<title>{escape(paper.title)}</title>"
        f"<published>{_stamp(paper.submitted)}</published><updated>{_stamp(updated)}</updated>"
        f"<summary>{escape(paper.abstract)}</summary>"
        + "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.authors)
        + comment
        + "".join(f"<category term={quoteattr(code)}/>" for code in paper.categories)
        + f"<arxiv:primary_category term={quoteattr(paper.categories[0])}/></entry>"
    )


def _stamp(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _item(paper: Listed, codes: tuple[str, ...], date: str) -> str:
    kind = paper.kind
    if paper.categories[0] not in codes:
        kind = {"new": "cross", "replace": "replace-cross"}.get(kind, kind)
    name = f"{paper.id}v{paper.version}"
    return (
        f"<item><title>{escape(paper.title)}</title>"
        f"<link>https://arxiv.org/abs/{paper.id}</link>"
        f"<description>arXiv:{name} Announce Type: {kind}\nAbstract: {escape(paper.abstract)}"
        f'</description><guid isPermaLink="false">oai:arXiv.org:{name}</guid>'
        + "".join(f"<category>{code}</category>" for code in paper.categories)
        + f"{date}<arxiv:announce_type>{kind}</arxiv:announce_type>"
        f"<dc:creator>{escape(', '.join(paper.authors))}</dc:creator></item>"
    )


def _voted(paper: Listed, votes: int, day: dt.date) -> dict[str, object]:
    moment = f"{day.isoformat()}T00:00:00.000Z"
    about = {
        "id": paper.id,
        "title": paper.title,
        "summary": paper.abstract,
        "authors": [{"name": name} for name in paper.authors],
        "publishedAt": paper.submitted.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "submittedOnDailyAt": moment,
        "upvotes": votes,
    }
    return {"paper": about, "title": paper.title, "publishedAt": moment, "numComments": 0}
