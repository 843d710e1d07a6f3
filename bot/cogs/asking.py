"""Questions on Discord: `/ask`, a mention of the bot, a direct message, somebody's message."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.options import complete_authors, complete_categories, everywhere, split
from retrieval.queries import MAX_PAPERS, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.client import PaperwireBot
    from bot.desk import Asker
    from bot.replying import Interaction, Result

_WRITTEN = "written"
_STYLES = [
    app_commands.Choice(name="Excerpts", value="excerpts"),
    app_commands.Choice(name="Written", value=_WRITTEN),
]


class Asking(commands.Cog):
    """Translates between Discord and the desk, and nothing more."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot
        self._related = everywhere(
            app_commands.ContextMenu(name="Find related papers", callback=self._find_related)
        )
        bot.tree.add_command(self._related)

    async def cog_unload(self) -> None:
        """A context menu is not the cog's own command: discord.py leaves it behind."""
        self._bot.tree.remove_command(self._related.name, type=self._related.type)

    @everywhere
    @app_commands.command(description="Find papers that answer a question, with excerpts")
    @app_commands.describe(
        question="In English or Chinese; dates, categories and authors in it are understood",
        since="First day: 2026-06-01, 2026-06, 3d, yesterday",
        until="Last day, inclusive",
        category="A category of arXiv such as cs.CL; several with commas between them",
        author="An author's name; several with semicolons between them",
        count="How many papers at most (15 if you don't say), five a page",
        style="Excerpts, or a few sentences by a language model that were checked",
        private="Only you see the answer",
    )
    @app_commands.choices(style=_STYLES)
    @app_commands.autocomplete(category=complete_categories, author=complete_authors)
    async def ask(  # noqa: PLR0913 - one parameter for each option of the command
        self,
        interaction: Interaction,
        *,
        question: str,
        since: str | None = None,
        until: str | None = None,
        category: str | None = None,
        author: str | None = None,
        count: app_commands.Range[int, 1, MAX_PAPERS] | None = None,
        style: str | None = None,
        private: bool | None = None,
    ) -> None:
        """Acknowledge, then answer where the question was asked."""
        asked = Question(question, since, until, split(category, ","), split(author, ";"))

        def work(who: Asker) -> Result:
            page = self._bot.engine.desk.ask(who, asked, count)
            written = who.written if style is None else style == _WRITTEN
            return self._bot.engine.writing.answered(who, page) if written else page

        await self._bot.replying.to_interaction(interaction, work, private=private, quoting=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message, or one that mentions the bot, with a reply."""
        text = self._bot.addressed(message)
        if text is None:
            return
        replied = message.reference.message_id if message.reference is not None else None

        def work(who: Asker) -> Result:
            replied_to = str(replied) if replied is not None else None
            showing = self._bot.engine.conversation.hear(who, text, replied_to)
            return self._bot.engine.writing.answered(who, showing) if who.written else showing

        await self._bot.replying.to_message(message, work, text)

    async def _find_related(self, interaction: Interaction, message: discord.Message) -> None:
        """Papers for what a message says."""
        desk = self._bot.engine.desk
        if message.author == self._bot.user:
            related = partial(desk.related_to_answer, message_id=str(message.id))
        else:
            related = partial(desk.related, message=written_in(message))
        await self._bot.replying.to_interaction(interaction, related, quoting=True)


def written_in(message: discord.Message) -> str:
    """The words of a message, those of its embeds and components included."""
    texts = [message.content]
    for embed in message.embeds:
        texts += [embed.title or "", embed.url or "", embed.description or ""]
    texts += _texts_in(message.components)
    return "\n".join(text for text in texts if text)


def _texts_in(components: Iterable[object]) -> Iterator[str]:
    """What layouts say: containers and sections hold further components."""
    for one in components:
        if isinstance(one, discord.TextDisplay):
            yield one.content
        yield from _texts_in(getattr(one, "children", ()))
