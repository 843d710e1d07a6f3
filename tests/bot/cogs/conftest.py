"""A simulated Discord: discord.py's own parsers, without a socket."""

from __future__ import annotations

import discord
import pytest

from bot.client import PaperwireBot
from bot.engine import Engine
from tests.support.loopback.requests import Request
from tests.support.seen import buttons_of, text_of


@pytest.fixture(autouse=True)
def _every_request_is_as_discord_describes(request, description):
    """Held against Discord's own description, where that is at hand."""
    simulated = "simcord_env" in request.fixturenames
    env = request.getfixturevalue("simcord_env") if simulated else None
    yield
    if env is not None and description is not None:
        assert list(description.faults(sent(one) for one in env.http_requests)) == []


def sent(entry):
    """What the simulation recorded, as the loopback server records it."""
    path = entry.path.removeprefix("/")
    query = {name: str(value) for name, value in entry.params.items()}
    return Request(entry.method, path, entry.json, 0.0, query)


@pytest.fixture
async def engine(app):
    engine = Engine(app)
    await engine.open()
    yield engine
    assert await engine.close(10)


@pytest.fixture
def cooldowns(request):
    """How much may be asked; anything unless a test says otherwise."""
    return getattr(request, "param", None)


@pytest.fixture
def simcord_bot(engine, cooldowns):
    return PaperwireBot(engine, cooldowns=cooldowns)


@pytest.fixture
def guild(simcord_env):
    return simcord_env.create_guild()


@pytest.fixture
def channel(guild):
    return guild.create_text_channel("papers")


@pytest.fixture
def managers(guild):
    return guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))


@pytest.fixture
def ada(simcord_env, guild, channel):
    del channel  # the server needs one first
    return guild.add_member(simcord_env.create_user("ada"))


@pytest.fixture
def bob(simcord_env, guild, channel):
    del channel
    return guild.add_member(simcord_env.create_user("bob"))


@pytest.fixture
def ben(simcord_env, guild, channel):
    """He may not manage the server."""
    del channel
    return guild.add_member(simcord_env.create_user("ben"))


@pytest.fixture
def answer_of():
    """The message that answers an interaction."""

    def answered(result):
        return result.response if result.response is not None else result.followups[-1]

    return answered


@pytest.fixture
def seen():
    """What a person reads of a message."""

    def read(message):
        return text_of({"content": message.content, "components": raw(message)})

    return read


@pytest.fixture
def buttons():
    """Label to custom id of the buttons under a message."""

    def under(message):
        return buttons_of({"components": raw(message)})

    return under


def raw(message):
    return [c if isinstance(c, dict) else c.to_dict() for c in message.components]
