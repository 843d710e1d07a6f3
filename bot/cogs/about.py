"""What the bot is and holds: `/help`, `/status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs.options import everywhere
from bot.desk import Asker, Sentence

if TYPE_CHECKING:
    from bot.client import PaperwireBot
    from bot.replying import Interaction


class About(commands.Cog):
    """Answers to these are for the member alone."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    @everywhere
    @app_commands.command(description="What you can ask, and how")
    async def help(self, interaction: Interaction) -> None:
        """The ways of asking, on one screen."""
        await self._bot.replying.to_interaction(interaction, _help, private=True, searching=False)

    @everywhere
    @app_commands.command(description="How many papers are here, and how new they are")
    async def status(self, interaction: Interaction) -> None:
        """What the catalogue holds."""
        work = self._bot.engine.desk.status
        await self._bot.replying.to_interaction(interaction, work, private=True, searching=False)


def _help(who: Asker) -> Sentence:
    return Sentence(who.words.help)
