"""The bot's connection to Discord: who it is there, which commands it has, how it ends."""

from __future__ import annotations

import asyncio
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import discord
import structlog
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.cogs.about import About
from bot.cogs.asking import Asking
from bot.cogs.explaining import Explaining
from bot.cogs.following import Following
from bot.cogs.own import Own
from bot.cogs.papers import Papers
from bot.cogs.servers import Servers
from bot.cogs.touching import Touching
from bot.cogs.translating import Translating
from bot.cooldowns import Cooldowns
from bot.errors import said_to_members
from bot.metrics import Metrics
from bot.pressing import Pressing
from bot.replying import LOST, Replying
from bot.rules import Rules
from bot.shards import SteadyBot
from bot.syncing import keep_telling, told
from bot.translation import PaperwireTranslator
from bot.views.answer import sentence
from bot.views.buttons import PressButton
from bot.words import words_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from discord import app_commands

    from bot.engine import Engine
    from bot.replying import Interaction
    from bot.views.buttons import Press

_log = structlog.get_logger(__name__)


def point_at(api_base: str, gateway_url: str) -> None:
    """Where Discord is, for every client of this process."""
    Route.BASE = api_base
    DiscordWebSocket.DEFAULT_GATEWAY = type(DiscordWebSocket.DEFAULT_GATEWAY)(gateway_url)


class PaperwireBot(SteadyBot):
    """Paperwire on Discord. It asks for no privileged intent and mentions nobody.

    Args:
        engine: answers.
        metrics: counts what happens here; figures that nobody reads if None.
        cooldowns: how much may be asked; anything if None.
        shard_count: see `SteadyBot`.
        shard_ids: same.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        metrics: Metrics | None = None,
        cooldowns: Cooldowns | None = None,
        shard_count: int | None = None,
        shard_ids: Sequence[int] | None = None,
    ) -> None:
        # it never speaks: no warning of packages that voice would need
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            shard_count=shard_count,
            shard_ids=shard_ids,
            help_command=None,
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,  # nothing reads them again
        )
        self.engine = engine
        self.metrics = metrics or Metrics()
        self.rules = Rules(engine, cooldowns or Cooldowns(0, 0))
        self.replying = Replying(self)
        self._pressing = Pressing(self)
        self._telling: asyncio.Task[None] | None = None
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.tree.error(self._on_command_error)

    async def setup_hook(self) -> None:
        """Add the commands, and tell Discord of them if they are not the ones it knows."""
        for cog in (
            Asking,
            Papers,
            Explaining,
            Translating,
            Own,
            Following,
            Touching,
            About,
            Servers,
        ):
            await self.add_cog(cog(self))
        self.add_dynamic_items(PressButton)
        await self.tree.set_translator(PaperwireTranslator())
        if not await told(self):
            self._telling = asyncio.create_task(keep_telling(self))

    async def close(self) -> None:
        """Leave Discord."""
        if self._telling is not None:
            self._telling.cancel()
        await super().close()

    async def on_ready(self) -> None:
        """Say once a session that people can ask."""
        _log.info("ready", user=str(self.user), servers=len(self.guilds), shards=self.shard_count)

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no prefix commands; the cogs hear of messages by themselves."""

    async def pressed(self, interaction: Interaction, press: Press) -> None:
        """Do what a button asks for; `PressButton` calls this."""
        await self._pressing.pressed(interaction, press)

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

    @property
    def waiting(self) -> int:
        """How many wait for an answer now."""
        return self._busy

    async def idle(self, within_s: float) -> bool:
        """Wait until nobody waits for an answer; whether that was so in time."""
        try:
            await asyncio.wait_for(self._idle.wait(), within_s)
        except TimeoutError:
            return False
        return True

    async def _on_command_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        """The last resort: an option that cannot be read, a command of an older version."""
        _log.warning("command failed", reason=str(error))
        said = sentence(said_to_members(error, words_for(str(interaction.locale))))
        try:
            if interaction.response.is_done():
                await interaction.followup.send(said, ephemeral=True)
            else:
                await interaction.response.send_message(said, ephemeral=True)
        except LOST as exc:
            self.replying.undelivered(exc)
