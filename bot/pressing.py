"""What a pressed button does, also under a message of an earlier process."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.desk import Page
from bot.replying import LOST, asker_of
from bot.views.answer import QUOTE
from bot.views.buttons import Press, Verb
from bot.views.replies import reply_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.client import PaperwireBot
    from bot.desk import Asker, Showing
    from bot.replying import Interaction

_RATINGS = {Verb.UP: 1, Verb.DOWN: -1}


class Pressing:
    """Buttons of one bot. Whatever they show is for the person who pressed, except pages."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    async def pressed(self, interaction: Interaction, press: Press) -> None:
        """Do what the press asks for, and answer the interaction."""
        if press.verb is Verb.PAGE:
            await self._turn_page(interaction, press)
            return
        await self._bot.replying.to_interaction(
            interaction,
            partial(self._show, press),
            private=True,
            searching=press.verb is Verb.SIMILAR,
        )

    def _show(self, press: Press, who: Asker) -> Showing | Awaitable[Showing]:
        """Runs in a thread."""
        desk, explaining = self._bot.engine.desk, self._bot.engine.explaining
        if press.verb in _RATINGS:
            return desk.rate(who, press.turn, press.number, _RATINGS[press.verb])
        shows: dict[Verb, Callable[[Asker, str, int], Showing | Awaitable[Showing]]] = {
            Verb.SIMILAR: desk.similar_to,
            Verb.BIBTEX: desk.bibtex_of,
            Verb.SAVE: desk.toggle,
            Verb.MORE: desk.more,
            Verb.EXPLAIN: explaining.explain_shown,
            Verb.PASSAGES: explaining.passages,
        }
        return shows[press.verb](who, press.turn, press.number)

    async def _turn_page(self, interaction: Interaction, press: Press) -> None:
        """Turn the page where only the asker reads it; others get one of their own."""
        begun = time.monotonic()
        with self._bot.answering():
            try:
                await interaction.response.defer()
                self._bot.metrics.acknowledged(time.monotonic() - begun)
                settings = await self._bot.rules.settings(interaction.guild_id)
                who = asker_of(interaction, settings)
                showing = await self._bot.engine.quick(
                    self._bot.engine.writing.page, who, press.turn, press.number
                )
                reply = reply_for(showing, who.words, quoting=_quotes(interaction))
                if isinstance(showing, Page) and _is_theirs(interaction, showing):
                    await interaction.edit_original_response(view=reply.view)
                else:
                    await interaction.followup.send(**reply.arguments(), ephemeral=True)
            except LOST as exc:
                self._bot.replying.undelivered(exc)


def _quotes(interaction: Interaction) -> bool:
    """Whether the page before begins with the question: then this one does too."""
    message = interaction.message
    first = next(iter(message.components), None) if message is not None else None
    return isinstance(first, discord.TextDisplay) and first.content.startswith(QUOTE)


def _is_theirs(interaction: Interaction, page: Page) -> bool:
    """Whether the message belongs to the person who pressed: they asked, or it is theirs alone."""
    alone = interaction.message is not None and interaction.message.flags.ephemeral
    return alone or page.turn.user == str(interaction.user.id)
