"""The commands that Discord knows: told anew only when they changed, and again if that failed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
from discord.http import Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.client import PaperwireBot

_log = structlog.get_logger(__name__)
_KEPT = "discord:commands:{application}"  # where the catalogue keeps the hash
_PATIENCE_S = 30.0  # Discord may ask to wait for minutes after many changes in a day
_AGAIN_S = 600.0


async def keep_telling(
    bot: PaperwireBot, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """After a failure: try again every ten minutes until Discord knows the commands."""
    await sleep(_AGAIN_S)
    while not await told(bot):
        await sleep(_AGAIN_S)


async def told(bot: PaperwireBot) -> bool:
    """Whether Discord knows the commands as they are now; it is told if they changed.

    The bot has to have its commands, its translator and its application's id by then.
    """
    tree = bot.tree
    translator = tree.translator
    assert translator is not None  # noqa: S101 - set before anything is told
    payload = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    wanted = hashlib.sha256(json.dumps([Route.BASE, payload], sort_keys=True).encode())
    key = _KEPT.format(application=bot.application_id)
    if await bot.engine.recall(key) == wanted.hexdigest():
        return True
    try:
        await asyncio.wait_for(tree.sync(), _PATIENCE_S)
    except (
        discord.HTTPException,
        discord.app_commands.AppCommandError,
        aiohttp.ClientError,
        OSError,
    ) as exc:
        # what Discord knew before goes on working meanwhile
        _log.warning("commands not synced", reason=str(exc) or type(exc).__name__)
        return False
    await bot.engine.note(key, wanted.hexdigest())
    _log.info("commands synced", count=len(payload))
    return True
