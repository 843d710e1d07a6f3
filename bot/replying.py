"""From a request on Discord to the reply: the rules, the acknowledgement, the work, the sending.

Every way of asking comes through here, so each failure has its one place: the member gets a
sentence where one can be sent, the log one line, and the bot goes on.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

from bot.desk import Asker, Page, Sentence, Showing
from bot.errors import is_members_fault, said_to_members
from bot.streaming import follow
from bot.views.answer import sentence
from bot.views.replies import Reply, reply_for
from bot.words import words_for
from retrieval.queries import Answer
from retrieval.text.language import language_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from bot.client import PaperwireBot
    from bot.words import Words
    from retrieval.members import ServerSettings

    Interaction: TypeAlias = discord.Interaction[PaperwireBot]
    Result: TypeAlias = Showing | Awaitable[Showing] | AsyncIterator[Showing]
    Work: TypeAlias = Callable[[Asker], Result]

_log = structlog.get_logger(__name__)
LOST = (discord.HTTPException, aiohttp.ClientError, OSError)
# a channel, a message or an interaction that is gone: nobody waits any more
_GONE = (10003, 10008, 10062)
_NO_REPLIES = 160002  # "Cannot reply without permission to read message history"


class Replying:
    """Answers interactions and messages of one bot."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    async def to_interaction(
        self,
        interaction: Interaction,
        work: Work,
        *,
        private: bool | None = None,
        searching: bool = True,
        quoting: bool = False,
    ) -> None:
        """Acknowledge, then answer.

        Args:
            interaction: a command or a pressed button.
            work: makes what is shown; runs in a thread.
            private: for the asker only; None: as the server chose.
            searching: the work searches, so it counts for the cooldown and waits its turn.
            quoting: show the question too, for people who would not see it otherwise.
        """
        begun = time.monotonic()
        with self._bot.answering():
            try:
                settings = await self._bot.rules.settings(interaction.guild_id)
                who = asker_of(interaction, settings)
                refusal = None
                if searching:
                    refusal = self._bot.rules.refusal(
                        who, interaction.guild_id, settings, channels_of(interaction.channel)
                    )
                if refusal is not None:
                    reply = reply_for(Sentence(refusal), who.words)
                    await interaction.response.send_message(**reply.arguments(), ephemeral=True)
                    return
                hidden = settings.private if private is None else private
                await interaction.response.defer(ephemeral=hidden, thinking=True)
                self._bot.metrics.acknowledged(time.monotonic() - begun)
                reply = await self.work(who, work, searching=searching, quoting=quoting)
                sent = await interaction.followup.send(
                    **reply.arguments(), ephemeral=hidden, wait=True
                )
                await self._sent(reply, sent, who.words)
            except LOST as exc:
                self.undelivered(exc)

    async def to_message(self, message: discord.Message, work: Work, text: str) -> None:
        """Reply to a direct message or to one that mentions the bot; `text` tells the language."""
        with self._bot.answering():
            try:
                guild_id = message.guild.id if message.guild else None
                settings = await self._bot.rules.settings(guild_id)
                who = Asker(
                    user=str(message.author.id),
                    place=str(message.channel.id),
                    words=words_for(settings.language or language_of(text)),
                    conversing=message.guild is None or _is_thread(message.channel),
                    categories=settings.categories,
                    written=settings.written,
                )
                refusal = self._bot.rules.refusal(
                    who, guild_id, settings, channels_of(message.channel)
                )
                if refusal is not None:
                    await _reply(message, reply_for(Sentence(refusal), who.words))
                    return
                async with message.channel.typing():
                    reply = await self.work(who, work, searching=True, quoting=False)
                sent = await _reply(message, reply)
                await self._sent(reply, sent, who.words)
            except discord.Forbidden as exc:
                self.undelivered(exc)
                if message.guild is not None:
                    await self._tell_privately(message)
            except LOST as exc:
                self.undelivered(exc)

    async def work(self, who: Asker, work: Work, *, searching: bool, quoting: bool) -> Reply:
        """What the work shows, or the sentence for what went wrong."""
        begun = time.monotonic()
        run = self._bot.engine.answering if searching else self._bot.engine.quick
        try:
            showing = await run(work, who)
            if isinstance(showing, Awaitable):  # a language model is at it, and no thread
                showing = await showing
            later = None
            if isinstance(showing, AsyncIterator):
                later, showing = showing, await anext(showing)
            reply = reply_for(showing, who.words, quoting=quoting)
        except Exception as exc:  # noqa: BLE001 - an edge: a person waits, the bot goes on
            if not is_members_fault(exc):
                _log.error("not answered", exc_info=exc)
            outcome = "refused" if is_members_fault(exc) else "failed"
            self._bot.metrics.answered("none", outcome, time.monotonic() - begun)
            return reply_for(Sentence(sentence(said_to_members(exc, who.words))), who.words)
        kind, outcome = _kind(showing)
        seconds = time.monotonic() - begun
        self._bot.metrics.answered(kind, outcome, seconds)
        _log.info("answered", kind=kind, outcome=outcome, seconds=round(seconds, 3))
        return replace(reply, later=later, quoting=quoting)

    async def _sent(self, reply: Reply, sent: discord.Message, words: Words) -> None:
        """What is left to do once the message is there: it may grow."""
        await self.keep_message(reply, sent.id)
        if reply.later is None:
            return

        async def show(showing: Showing) -> None:
            view = reply_for(showing, words, quoting=reply.quoting).arguments()["view"]
            await sent.edit(view=view, allowed_mentions=discord.AllowedMentions.none())

        try:
            await follow(reply.later, show)
        except LOST:
            raise
        except Exception as exc:  # noqa: BLE001 - an edge: the papers are there, nobody is left without
            _log.error("not written", exc_info=exc)

    async def keep_message(self, reply: Reply, message_id: int) -> None:
        """Note which message shows the turn, so that replies to it go on from there."""
        if reply.turn is None:
            return
        try:
            await self._bot.engine.quick(
                self._bot.engine.members.shown_by, reply.turn, str(message_id)
            )
        except Exception as exc:  # noqa: BLE001 - an edge: the answer is there, only a reply to it is not understood
            _log.warning("answer not noted", exc_info=exc)

    def undelivered(self, error: Exception) -> None:
        """One line for whoever runs the bot; there may be no way left to tell the person."""
        code = error.code if isinstance(error, discord.HTTPException) else 0
        self._bot.metrics.undelivered(code)
        if code in _GONE:
            _log.info("answer came too late", code=code)
        else:
            _log.warning("answer not delivered", reason=str(error) or type(error).__name__)

    async def _tell_privately(self, message: discord.Message) -> None:
        """Say in a direct message that the bot may not write where it was asked."""
        words = words_for(language_of(message.content))
        with suppress(*LOST):  # they may not want messages: then nobody can be told
            await message.author.send(words.said.may_not_write)


def asker_of(interaction: Interaction, settings: ServerSettings) -> Asker:
    """Who asks by a command or a button."""
    return Asker(
        user=str(interaction.user.id),
        place=str(interaction.channel_id or interaction.user.id),
        words=words_for(settings.language or str(interaction.locale)),
        conversing=interaction.guild_id is None or _is_thread(interaction.channel),
        categories=settings.categories,
        written=settings.written,
    )


def channels_of(channel: object) -> tuple[int, ...]:
    """The ids that a server's choice of channels may name: the channel's, and its parent's."""
    if isinstance(channel, discord.Thread):
        return (channel.id, channel.parent_id)
    return (channel.id,) if isinstance(channel, discord.abc.Snowflake) else ()


def _is_thread(channel: object) -> bool:
    return isinstance(channel, discord.Thread)


def _kind(showing: Showing) -> tuple[str, str]:
    """What was shown, as metrics and the log name it."""
    if isinstance(showing, Page):
        turn = showing.turn
        outcome = turn.outcome
        return turn.kind.value, "answered" if isinstance(outcome, Answer) else outcome.reason.value
    return type(showing).__name__.lower(), "answered"


async def _reply(message: discord.Message, reply: Reply) -> discord.Message:
    """Reply, also where the message is gone meanwhile or the history may not be read."""
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        return await message.channel.send(**reply.arguments(), reference=reference)
    except discord.Forbidden as exc:
        if exc.code != _NO_REPLIES:
            raise
        return await message.channel.send(**reply.arguments())
