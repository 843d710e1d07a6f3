"""`/healthz` and `/metrics` of a running bot: which parts of it work, and what it counted."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Gauge

from config.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.client import PaperwireBot
    from bot.delivery.pages import Pages
    from bot.metrics import Metrics
    from retrieval.catalogue.queue import Counts

_log = structlog.get_logger(__name__)

_PATIENCE_S = 2.0  # for the catalogue's figures; those of the last time are given instead


@dataclass(slots=True)
class Condition:
    """Which parts work. Whoever does a part's work says so here."""

    bot: PaperwireBot
    opened: bool = False  # the indexes and the model
    failing: bool = False  # indexing; the log says why

    def parts(self) -> dict[str, str]:
        """Each part and how it is."""
        return {
            "gateway": self._gateway(),
            "indexes": "open" if self.opened else "opening",
            "indexing": "failing, see the log" if self.failing else "working",
        }

    def status(self) -> str:
        """`ok`, `starting`, or `failing` once it had been up."""
        if not self.opened or self._gateway() == "starting":
            return "starting"
        return "failing" if self.failing or self._gateway() != "up" else "ok"

    def _gateway(self) -> str:
        if not self.bot.is_ready():
            return "starting"
        return "down" if any(shard.is_closed() for shard in self.bot.shards.values()) else "up"


class Figures:
    """Gauges that are read when somebody asks: of the bot, and of the catalogue.

    Args:
        condition: of the bot and its parts.
        metrics: whose registry they are added to.
        counts: reads the catalogue's figures, in a thread.
    """

    def __init__(
        self, condition: Condition, metrics: Metrics, counts: Callable[[], Awaitable[Counts]]
    ) -> None:
        self._condition = condition
        self._metrics = metrics
        self._counts = counts
        self._papers = self._gauge("papers", "Papers in the catalogue.")
        self._indexed = self._gauge("papers_indexed", "Papers that can be found.")
        self._due = self._gauge("papers_due", "Papers stored but not indexed yet.")
        self._servers = self._gauge("servers", "Discord servers the bot is in.")
        self._shards = self._gauge("shards", "Shards that this process runs.")
        self._waiting = self._gauge("questions_waiting", "Questions that wait for their answer.")
        self._healthy = self._gauge("healthy", "1 if /healthz says ok, else 0.")
        self._up = self._gauge("gateway_up", "1 if the shard is connected, else 0.", "shard")
        self._latency = self._gauge(
            "gateway_latency_seconds", "From a heartbeat to its acknowledgement.", "shard"
        )

    async def page(self) -> bytes:
        """Everything in Prometheus' text format, as it is now."""
        await self._read_catalogue()
        bot = self._condition.bot
        self._servers.set(len(bot.guilds))
        self._shards.set(len(bot.shards))
        self._waiting.set(bot.waiting)
        self._healthy.set(self._condition.status() == "ok")
        for number, shard in bot.shards.items():
            self._up.labels(str(number)).set(not shard.is_closed())
            self._latency.labels(str(number)).set(shard.latency)
        return self._metrics.exposition()

    async def _read_catalogue(self) -> None:
        try:
            counts = await asyncio.wait_for(self._counts(), _PATIENCE_S)
        except Exception as exc:  # noqa: BLE001 - an edge: the other figures are told in any case
            _log.warning("papers not counted", exc_info=exc)
            return
        self._papers.set(counts.papers)
        self._indexed.set(counts.indexed)
        self._due.set(counts.due)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"paperwire_{name}", about, labels, registry=self._metrics.registry)


@asynccontextmanager
async def listening(
    host: str, port: int, condition: Condition, figures: Figures, pages: Pages | None = None
) -> AsyncIterator[str]:
    """`/healthz`, `/metrics` and the pages while the context lasts; gives the address.

    Args:
        host: an address of this machine.
        port: a free one; 0 for any.
        condition: told at `/healthz`.
        figures: told at `/metrics`.
        pages: for people who read mails and feeds; none if None.

    Raises:
        SettingsError: it cannot listen there.
    """

    async def healthz(_: web.Request) -> web.Response:
        status = condition.status()
        told = {"status": status, **condition.parts()}
        return web.json_response(told, status=200 if status == "ok" else 503)

    async def metrics(_: web.Request) -> web.Response:
        page = await figures.page()
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics)
    if pages is not None:
        pages.add_to(app.router)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        address = await _listen(runner, host, port)
        _log.info("health", address=address)
        yield address
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> str:
    try:
        await web.TCPSite(runner, host, port).start()
    except (OSError, UnicodeError) as exc:  # a host name too long for one is a UnicodeError
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        raise SettingsError(
            f"the health page cannot be at {host}, port {port} ({reason}): set "
            "PAPERWIRE_HEALTH__PORT to a free port, and PAPERWIRE_HEALTH__HOST to an address of "
            "this machine"
        ) from exc
    heard = runner.addresses[0]
    return f"http://{heard[0]}:{heard[1]}"
