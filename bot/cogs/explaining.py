"""`/explain`: what a paper says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs.options import complete_papers, everywhere
from bot.words import CHINESE, ENGLISH

if TYPE_CHECKING:
    from bot.client import PaperwireBot
    from bot.replying import Interaction

_LANGUAGES = [
    app_commands.Choice(name="English", value=ENGLISH.language),
    app_commands.Choice(name="Chinese", value=CHINESE.language),
]


class Explaining(commands.Cog):
    """One paper, explained."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    @everywhere
    @app_commands.command(description="What a paper says: background, method, results")
    @app_commands.describe(
        paper="An arXiv id or link, or the title",
        language="In which language; yours if you don't say",
    )
    @app_commands.choices(language=_LANGUAGES)
    @app_commands.autocomplete(paper=complete_papers)
    async def explain(
        self, interaction: Interaction, paper: str, language: str | None = None
    ) -> None:
        """Acknowledge, then explain."""
        work = partial(self._bot.engine.explaining.explain, named=paper, language=language)
        await self._bot.replying.to_interaction(interaction, work, searching=False)
