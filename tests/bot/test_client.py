from __future__ import annotations

import discord

from bot.client import PaperwireBot
from bot.engine import Engine
from bot.wiring import open_app
from config.settings import Settings


def bot_of(folder) -> PaperwireBot:
    return PaperwireBot(Engine(open_app(Settings(data_dir=folder))))


async def test_no_privileged_intent_is_asked_for(tmp_path):
    intents = bot_of(tmp_path).intents
    privileged = discord.Intents(message_content=True, members=True, presences=True)
    assert intents.value & privileged.value == 0


async def test_nobody_is_mentioned_by_default(tmp_path):
    mentions = bot_of(tmp_path).allowed_mentions
    assert mentions is not None
    assert mentions.to_dict() == {"parse": []}


async def test_idle_waits_for_those_who_wait_for_an_answer(tmp_path):
    bot = bot_of(tmp_path)
    assert await bot.idle(0.01)
    with bot.answering():
        assert not await bot.idle(0.01)
    assert await bot.idle(0.01)
