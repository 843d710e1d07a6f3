"""The bot's connection to Discord: who it is there, which commands it has, how it ends."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.cogs.asking import Asking
from bot.errors import said_to_members
from bot.render.cards import sentence_card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from discord import app_commands

    from bot.engine import Engine

_log = structlog.get_logger(__name__)
_SYNCED = "discord:commands:{application}"  # where the catalogue keeps the hash


def point_at(api_base: str, gateway_url: str) -> None:
    """Where Discord is, for every client of this process."""
    Route.BASE = api_base
    DiscordWebSocket.DEFAULT_GATEWAY = type(DiscordWebSocket.DEFAULT_GATEWAY)(gateway_url)


class PaperwireBot(commands.AutoShardedBot):
    """Paperwire on Discord. It asks for no privileged intent and mentions nobody."""

    def __init__(self, engine: Engine) -> None:
        # it never speaks: no warning of packages that voice would need
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,  # nothing reads them again
        )
        self.engine = engine
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.tree.error(self._on_command_error)

    async def setup_hook(self) -> None:
        """Add the commands, and tell Discord of them if they are not the ones it knows."""
        await self.add_cog(Asking(self))
        await self._sync_changed()

    async def launch_shards(self) -> None:
        """As many shards as Discord recommends, at the gateway of the settings.

        discord.py takes the gateway from the same reply, which would overrule the setting.
        """
        if not self.shard_count:
            self.shard_count, _, _ = await self.http.get_bot_gateway()
        await super().launch_shards()

    async def on_ready(self) -> None:
        """Say once a session that people can ask."""
        _log.info("ready", user=str(self.user), servers=len(self.guilds), shards=self.shard_count)

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no prefix commands; the cogs hear of messages by themselves."""

    def addressed(self, message: discord.Message) -> str | None:
        """What a message asks the bot, without the mention; None if it is not for the bot."""
        if message.author.bot or self.user is None:
            return None
        if message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return None
        if message.guild is not None and self.user not in message.mentions:
            return None
        return re.sub(rf"<@!?{self.user.id}>", " ", message.content).strip()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While somebody waits for an answer; `idle` waits for the end of all of them."""
        self._busy += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def idle(self, within_s: float) -> bool:
        """Wait until nobody waits for an answer; whether that was so in time."""
        try:
            await asyncio.wait_for(self._idle.wait(), within_s)
        except TimeoutError:
            return False
        return True

    async def _sync_changed(self) -> None:
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        wanted = hashlib.sha256(json.dumps([Route.BASE, payload], sort_keys=True).encode())
        key = _SYNCED.format(application=self.application_id)
        if await self.engine.recall(key) == wanted.hexdigest():
            return
        try:
            await self.tree.sync()
        except (discord.HTTPException, discord.app_commands.AppCommandError) as exc:
            # what Discord knew before goes on working; the next start tries again
            _log.warning("commands not synced", reason=str(exc))
            return
        await self.engine.note(key, wanted.hexdigest())
        _log.info("commands synced", count=len(payload))

    async def _on_command_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        """The last resort: an option that cannot be read, a command of an older version."""
        _log.warning("command failed", reason=str(error))
        card = sentence_card(said_to_members(error))
        try:
            if interaction.response.is_done():
                await interaction.followup.send(embed=card, ephemeral=True)
            else:
                await interaction.response.send_message(embed=card, ephemeral=True)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as exc:
            _log.warning("answer not delivered", reason=str(exc))
