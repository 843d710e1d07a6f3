"""`/translate`: a paper's title and abstract in another language."""

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
    app_commands.Choice(name="Chinese", value=CHINESE.language),
    app_commands.Choice(name="English", value=ENGLISH.language),
]


class Translating(commands.Cog):
    """One paper, translated."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    @everywhere
    @app_commands.command(description="A paper's title and abstract in another language")
    @app_commands.describe(
        paper="An arXiv id or link, or the title",
        language="In which language; yours if you don't say",
    )
    @app_commands.choices(language=_LANGUAGES)
    @app_commands.autocomplete(paper=complete_papers)
    async def translate(
        self, interaction: Interaction, paper: str, language: str | None = None
    ) -> None:
        """Acknowledge, then translate."""
        work = partial(self._bot.engine.translating.translate, named=paper, language=language)
        await self._bot.replying.to_interaction(interaction, work, searching=False)
