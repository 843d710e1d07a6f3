"""What a member keeps here, and what is kept of them: `/saved`, `/forget`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs.options import complete_saved, everywhere

if TYPE_CHECKING:
    from bot.client import PaperwireBot
    from bot.replying import Interaction


class Own(commands.Cog):
    """Answers to these are for the member alone."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    @everywhere
    @app_commands.command(description="The papers you saved, or those of them on a topic")
    @app_commands.describe(search="What they should be about")
    @app_commands.autocomplete(search=complete_saved)
    async def saved(self, interaction: Interaction, search: str | None = None) -> None:
        """The member's list, newest first; with a search, best first."""
        work = partial(self._bot.engine.desk.saved, search=search)
        await self._bot.replying.to_interaction(interaction, work, private=True)

    @everywhere
    @app_commands.command(description="Delete everything that is kept of you here")
    async def forget(self, interaction: Interaction) -> None:
        """Questions, saved papers and ratings."""
        work = self._bot.engine.desk.forget
        await self._bot.replying.to_interaction(interaction, work, private=True, searching=False)
