"""Papers, followers, and the places that digests go to: a little Discord on loopback."""

from __future__ import annotations

import datetime as dt
import shutil

import discord
import pytest
from discord.http import Route

from bot.delivery.deliverer import Deliverer
from bot.delivery.posting import Poster
from bot.engine import Engine
from bot.wiring import open_app
from config.settings import Settings
from retrieval.following.values import Follower, Topic, Way
from tests.fakes import HashedWords
from tests.support.loopback import DiscordServer
from tests.support.loopback.world import TOKEN

DAY = dt.date(2026, 6, 2)  # a Tuesday, announced on Monday evening in New York


@pytest.fixture
def clock():
    """The clock on the wall; a test may turn it."""
    return Clock(dt.datetime(2026, 6, 2, 9, tzinfo=dt.UTC))


class Clock:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now

    def turn(self, **by):
        self.now += dt.timedelta(**by)


@pytest.fixture
def app(filled_folder, tmp_path, clock):
    shutil.copytree(filled_folder, tmp_path / "var")
    with open_app(Settings(data_dir=tmp_path / "var"), encoder=HashedWords()) as opened:
        opened.now = clock
        yield opened


@pytest.fixture
async def engine(app):
    engine = Engine(app)
    yield engine
    assert await engine.close(10)


@pytest.fixture
def follows(app):
    """Make a follower that follows keywords; its id."""

    def made(way, address, *keywords, **more):
        settings = {"at": dt.time(8), "timezone": "UTC", "since": DAY} | more
        follower = Follower(f"{way}:{address}", way, address, **settings)
        app.following.put_follower(follower)
        topic = Topic(
            f"topic-of-{address[-3:]}"[:12].ljust(12, "x"), follower.id, keywords=keywords
        )
        app.following.add_topic(topic)
        return follower.id

    return made


@pytest.fixture
async def loopback(monkeypatch):
    """The little Discord, for every client of this process."""
    server = DiscordServer()
    await server.start()
    monkeypatch.setattr(Route, "BASE", server.api_base)
    yield server
    await server.stop()


@pytest.fixture
async def client(loopback):
    """A client that is logged in and not connected, as `paperwire deliver` has it."""
    nobody = discord.AllowedMentions.none()
    client = discord.Client(intents=discord.Intents.none(), allowed_mentions=nobody)
    await client.login(TOKEN)
    loopback.requests.clear()
    yield client
    await client.close()


@pytest.fixture
def poster(client):
    return Poster(client, within_s=20)


@pytest.fixture
def deliverer(app, engine, poster):
    """A fresh process, as far as deliveries go: it remembers nothing."""

    def made(senders=None):
        to_discord = {Way.CHANNEL: poster, Way.MEMBER: poster}
        chosen = to_discord if senders is None else senders
        return Deliverer(app, engine, chosen, told=poster.tell_owner, gap_s=0)

    return made
