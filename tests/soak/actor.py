"""The process that is killed: Paperwire's own fetching, indexing and delivering, a step at a time.

It is told the time and does what is due then, as `paperwire run` does without being told. Only
three things are not the real ones: the encoder, the clock, and the seconds that are waited
between two tries.
"""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

from bot.client import point_at
from bot.delivery.assembling import deliverer_of
from bot.delivery.fetching import Fetching
from bot.delivery.printing import Printer
from bot.engine import Engine
from bot.wiring import App
from config.settings import Settings
from ingest.live.opening import connect
from retrieval.following import followers as confirming
from retrieval.following.values import Follower, Topic, Way
from tests.soak.encoder import QuickWords
from tests.soak.hurry import HurriedLoop
from tests.support.loopback.world import TOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

    from bot.delivery.deliverer import Deliverer
    from bot.delivery.sending import Outgoing

_SPEED = 4.0
_NAPS = 5_000.0
_CODES = "cs.AI,cs.CL,cs.IR"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything is."""

    folder: str
    sciences: str
    discord: str
    mail: int


def live(
    pipe: Connection,
    addresses: Addresses,
    followers: Sequence[Follower],
    topics: Sequence[Topic],
) -> None:
    """Do steps for as long as there is a pipe to hear of them."""
    logging.getLogger().addHandler(logging.NullHandler())
    log = Path(addresses.folder, "log.txt").open("a", buffering=1, encoding="utf-8")  # noqa: SIM115 - until the end
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.WriteLoggerFactory(log),
    )
    try:
        loop = HurriedLoop(_SPEED, _NAPS)
        actor = Actor(addresses, loop)
        loop.run_until_complete(actor.open(followers, topics))
        while True:
            moment = pipe.recv()
            loop.put_forward(max(0.0, (moment - actor.moment).total_seconds()))
            pipe.send(loop.run_until_complete(actor.step(moment)))
    except EOFError:
        pass
    except BaseException:  # noqa: BLE001 - the edge of the process: the driver hears of it
        pipe.send(traceback.format_exc())


class Screens:
    """What is printed for followers in the terminal goes to a file, under who and what it is."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "terminal.txt"

    async def send(self, outgoing: Outgoing, *, doubtful: bool) -> Sequence[str]:
        """See `Sender`."""
        printed: list[str] = []
        sent = await Printer(printed.append).send(outgoing, doubtful=doubtful)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"\f{outgoing.follower.id} {outgoing.delivery.id}\n{''.join(printed)}")
        return sent


class Actor:
    """Paperwire, without a person or a command line in front of it."""

    def __init__(self, addresses: Addresses, loop: HurriedLoop) -> None:
        self.moment = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        self._loop = loop
        self._addresses = addresses
        sciences = addresses.sciences
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg] # see pydantic-settings
            data_dir=addresses.folder,
            arxiv={"api_url": f"{sciences}/api/query", "rss_url": f"{sciences}/rss", "gap_s": 0},
            hf={"api_url": f"{sciences}/hf"},
            fetch={"categories": _CODES, "hf": True},
            mail={
                "host": "127.0.0.1",
                "port": addresses.mail,
                "security": "none",
                "sender": "papers@example.org",
                "timeout_s": 600,
            },
        )
        self._app = App(settings, QuickWords())
        self._app.now = lambda: self.moment
        self._app.__dict__["live"] = connect(
            arxiv_api_url=settings.arxiv.api_url,
            arxiv_rss_url=settings.arxiv.rss_url,
            hf_api_url=settings.hf.api_url,
            gap_s=0.0,
            now=self._app.now,
            clock=lambda: 0.0,
            sleep=lambda _seconds: None,
        )
        self._fetching = Fetching(self._app)
        self._client: discord.Client | None = None
        self._deliverer: Deliverer | None = None

    async def open(self, followers: Sequence[Follower], topics: Sequence[Topic]) -> None:
        """Everything that lasts as long as the process; and the followers, the first time."""
        point_at(self._addresses.discord, "ws://127.0.0.1:9")
        self._app.ownership.acquire("simulating")
        known = {follower.id for follower in self._app.following.followers()}
        had = {topic.id for topic in self._app.following.all_topics()}
        for follower in followers:
            if follower.id not in known:
                self._app.following.put_follower(follower)
            if follower.way is Way.EMAIL:
                with self._app.database.writing() as connection:
                    confirming.confirm(connection, follower.id)
        for topic in topics:
            if topic.id not in had:
                self._app.following.add_topic(topic)
        self._engine = Engine(self._app)
        await self._engine.open()

    async def step(self, moment: dt.datetime) -> dict[str, int]:
        """What is due now; how much of each that was."""
        self.moment = moment
        fetched = await self._engine.fetching(self._fetching.run)
        indexed = await self._engine.index_due()
        counts = {"fetches": len(fetched), "indexed": indexed}
        if await self._logged_in():
            assert self._deliverer is not None
            reports = await self._deliverer.round()
            for report in reports:
                name = f"digests {report.outcome.value}"
                counts[name] = counts.get(name, 0) + 1
        return counts

    async def _logged_in(self) -> bool:
        """Whether Discord knows us; once it does, that lasts."""
        if self._client is not None:
            return True
        client = discord.Client(
            intents=discord.Intents.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
        )
        try:
            await client.login(TOKEN)
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            await client.close()
            return False
        self._client = client
        self._deliverer = deliverer_of(
            self._app,
            self._engine,
            client,
            terminal=Screens(self._app.data_dir),
            gap_s=0.0,
        )
        return True
