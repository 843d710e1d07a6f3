"""Questions on Discord: `/ask`, a mention of the bot, a direct message. One engine for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.errors import is_members_fault, said_to_members
from bot.render.cards import EMBEDS, Cards, cards, sentence_card
from retrieval.queries import Question

if TYPE_CHECKING:
    from bot.client import PaperwireBot

_log = structlog.get_logger(__name__)
_COUNT = 5
# an acknowledgement that came too late, and a message that is gone: nobody waits any more
_GONE = (10008, 10062)
_LOST = (discord.HTTPException, aiohttp.ClientError, OSError)
_NO_REPLIES = 160002  # "Cannot reply without permission to read message history"


class Asking(commands.Cog):
    """Translates between Discord and the engine, and nothing more."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    @app_commands.command(description="Find papers that answer a question, with excerpts")
    @app_commands.describe(
        question="In English or Chinese; dates, categories and authors in it are understood",
        since="First day: 2026-06-01, 2026-06, 3d, last week",
        until="Last day, inclusive",
        category="A category of arXiv such as cs.CL; several with commas between them",
        author="An author's name; several with semicolons between them",
        count="How many papers at most (5 if you don't say)",
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def ask(  # noqa: PLR0913 - one parameter for each option of the command
        self,
        interaction: discord.Interaction,
        *,
        question: str,
        since: str | None = None,
        until: str | None = None,
        category: str | None = None,
        author: str | None = None,
        count: app_commands.Range[int, 1, EMBEDS] = _COUNT,
    ) -> None:
        """Acknowledge, then answer where the question was asked."""
        with self._bot.answering():
            try:
                await interaction.response.defer(thinking=True)
                asked = Question(question, since, until, _split(category, ","), _split(author, ";"))
                shown = await self._answer(asked, count, quoting=True)
                await interaction.followup.send(shown.content, embeds=shown.embeds)
            except _LOST as exc:
                _undelivered(exc)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message, or one that mentions the bot, with a reply."""
        question = self._bot.addressed(message)
        if question is None:
            return
        with self._bot.answering():
            try:
                async with message.channel.typing():
                    shown = await self._answer(Question(question), _COUNT, quoting=False)
                await _reply(message, shown)
            except _LOST as exc:
                _undelivered(exc)

    async def _answer(self, question: Question, count: int, *, quoting: bool) -> Cards:
        """The answer, or the sentence for what went wrong: the person always hears something."""
        try:
            outcome = await self._bot.engine.answer(question, count)
        except Exception as exc:  # noqa: BLE001 - an edge: a person waits, the bot goes on
            if not is_members_fault(exc):
                _log.error("question not answered", exc_info=exc)
            return Cards("", (sentence_card(said_to_members(exc)),))
        _log.info("question answered", outcome=type(outcome).__name__)
        return cards(outcome, quoting=quoting)


def _split(typed: str | None, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (typed or "").split(separator) if part.strip())


async def _reply(message: discord.Message, shown: Cards) -> None:
    """Reply, also where the message is gone meanwhile or the history may not be read."""
    try:
        await message.channel.send(
            shown.content,
            embeds=shown.embeds,
            reference=message.to_reference(fail_if_not_exists=False),
        )
    except discord.Forbidden as exc:
        if exc.code != _NO_REPLIES:
            raise
        await message.channel.send(shown.content, embeds=shown.embeds)


def _undelivered(error: Exception) -> None:
    """One line for whoever runs the bot; there is no way left to tell the person."""
    code = error.code if isinstance(error, discord.HTTPException) else None
    if code in _GONE:
        _log.info("answer came too late", code=code)
    else:
        _log.warning("answer not delivered", reason=str(error) or type(error).__name__)
