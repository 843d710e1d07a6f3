"""Commands about papers by name, by day and by what is talked about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs.options import complete_categories, complete_papers, everywhere, split
from bot.desk.desk import MAX_DAYS  # noqa: TC001 - discord.py reads the annotations

if TYPE_CHECKING:
    from bot.client import PaperwireBot
    from bot.replying import Interaction

_WEEK, _QUARTER = 7, 92
_NAMED = "An arXiv id or link, or the title"


class Papers(commands.Cog):
    """`/similar`, `/paper`, `/bibtex`, `/recent`, `/trending`."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    @everywhere
    @app_commands.command(description="Papers like the one you name")
    @app_commands.describe(paper=_NAMED)
    @app_commands.autocomplete(paper=complete_papers)
    async def similar(self, interaction: Interaction, paper: str) -> None:
        """Papers like a given one, most similar first."""
        work = partial(self._bot.engine.desk.similar, named=paper)
        await self._bot.replying.to_interaction(interaction, work)

    @everywhere
    @app_commands.command(description="Everything that is known of a paper")
    @app_commands.describe(paper=_NAMED)
    @app_commands.autocomplete(paper=complete_papers)
    async def paper(self, interaction: Interaction, paper: str) -> None:
        """One paper, in full."""
        work = partial(self._bot.engine.desk.paper, named=paper)
        await self._bot.replying.to_interaction(interaction, work, searching=False)

    @everywhere
    @app_commands.command(description="The BibTeX entry of a paper, or of your whole list")
    @app_commands.describe(paper="An arXiv id or link, or the title; nothing: your saved papers")
    @app_commands.autocomplete(paper=complete_papers)
    async def bibtex(self, interaction: Interaction, paper: str | None = None) -> None:
        """A reference to copy."""
        desk = self._bot.engine.desk
        work = desk.bibtex_of_saved if paper is None else partial(desk.bibtex, named=paper)
        await self._bot.replying.to_interaction(interaction, work, private=True, searching=False)

    @everywhere
    @app_commands.command(description="The newest papers, on a topic or in a category if you like")
    @app_commands.describe(
        topic="What they should be about",
        category="A category of arXiv such as cs.CL; several with commas between them",
        days="Of how many days (7 if you don't say)",
    )
    @app_commands.autocomplete(category=complete_categories)
    async def recent(
        self,
        interaction: Interaction,
        topic: str | None = None,
        category: str | None = None,
        days: app_commands.Range[int, 1, MAX_DAYS] = _WEEK,
    ) -> None:
        """What came out lately, newest first."""
        desk = self._bot.engine.desk
        work = partial(desk.recent, topic=topic, categories=split(category, ","), days=days)
        await self._bot.replying.to_interaction(interaction, work)

    @everywhere
    @app_commands.command(description="Papers that many point at: upvotes, digests, code")
    @app_commands.describe(
        days="Of how many days (7 if you don't say)",
        category="A category of arXiv such as cs.CL; several with commas between them",
    )
    @app_commands.autocomplete(category=complete_categories)
    async def trending(
        self,
        interaction: Interaction,
        days: app_commands.Range[int, 1, _QUARTER] = _WEEK,
        category: str | None = None,
    ) -> None:
        """What is talked about, most first."""
        desk = self._bot.engine.desk
        work = partial(desk.trending, days=days, categories=split(category, ","))
        await self._bot.replying.to_interaction(interaction, work)
