"""What those who manage a server choose: where questions are answered, and how."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.errors import said_to_members
from bot.render.sentences import listed
from bot.replying import LOST
from bot.views.answer import sentence
from bot.views.panel import AUTOMATIC, Control, categories_modal, panel
from bot.words import words_for
from retrieval.categories import category_code
from retrieval.errors import BadQuestion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from typing import TypeAlias

    from bot.client import PaperwireBot
    from bot.engine import Engine
    from bot.replying import Interaction
    from bot.words import Words
    from retrieval.members import ServerSettings

    Change: TypeAlias = Callable[[ServerSettings], ServerSettings]

_log = structlog.get_logger(__name__)
_NAMED = 5  # of the codes that do not exist, as many as a sentence can hold
_BETWEEN_CODES = re.compile(r"[\s,;，；、]+")


class Servers(commands.Cog):
    """Shows the settings of a server and changes them."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot
        self._one_at_a_time = asyncio.Lock()  # a change begins with what the last one left

    @app_commands.command(description="Where and how questions are answered in this server")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_installs(guilds=True)
    @app_commands.allowed_contexts(guilds=True)
    async def settings(self, interaction: Interaction) -> None:
        """Show what is chosen, to who asked only."""
        async with self._answering(interaction) as words:
            server = await _managed(interaction, words)
            if server is None:
                return
            await interaction.response.defer(ephemeral=True)
            settings = await self._settings(server)
            await interaction.followup.send(view=_panel(interaction, settings), ephemeral=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Hear the controls by their ids, also those that an earlier process showed."""
        data: Mapping[str, Any] = interaction.data or {}
        try:
            control = Control(data.get("custom_id", ""))
        except ValueError:
            return
        async with self._answering(interaction) as words:
            server = await _managed(interaction, words)
            if server is None:
                return
            if control is Control.EDIT_CATEGORIES:  # Discord takes no form after a deferral
                settings = await self._settings(server)
                await interaction.response.send_modal(categories_modal(settings, words))
                return
            await interaction.response.defer()
            settings = await self._changed(server, _change(control, data, words))
            await interaction.edit_original_response(view=_panel(interaction, settings, saved=True))

    async def _settings(self, server: int) -> ServerSettings:
        return await self._bot.engine.quick(_read, self._bot.engine, server)

    async def _changed(self, server: int, change: Change) -> ServerSettings:
        """The server's settings after the change, which holds from the next question on."""
        async with self._one_at_a_time:
            settings = await self._bot.engine.quick(_write, self._bot.engine, server, change)
        self._bot.rules.changed(server)
        return settings

    @asynccontextmanager
    async def _answering(self, interaction: Interaction) -> AsyncIterator[Words]:
        """In which words; whatever goes wrong, the person hears so if they can be reached."""
        with self._bot.answering():
            words = _words(interaction, await self._bot.rules.settings(interaction.guild_id))
            try:
                try:
                    yield words
                except LOST:
                    raise
                except BadQuestion as exc:
                    await _tell(interaction, str(exc))
                except Exception as exc:  # noqa: BLE001 - an edge: a person waits, the bot goes on
                    _log.error("settings not shown", exc_info=exc)
                    await _tell(interaction, said_to_members(exc, words))
            except LOST as exc:
                self._bot.replying.undelivered(exc)


def _read(engine: Engine, server: int) -> ServerSettings:
    return engine.members.server(str(server))


def _write(engine: Engine, server: int, change: Change) -> ServerSettings:
    settings = change(engine.members.server(str(server)))
    engine.members.set_server(str(server), settings)
    return settings


def _change(control: Control, data: Mapping[str, Any], words: Words) -> Change:
    """What the control asks for.

    Raises:
        BadQuestion: the categories that were typed are none; the sentence is for the person.
    """
    values = [str(value) for value in data.get("values", ())]
    match control:
        case Control.CHANNELS:
            return partial(replace, channels=tuple(values))
        case Control.LANGUAGE:
            return partial(replace, language=next((v for v in values if v != AUTOMATIC), None))
        case Control.CATEGORIES:
            return partial(replace, categories=_codes(_typed(data), words))
        case Control.WRITTEN | Control.EXCERPTS:
            return partial(replace, written=control is Control.WRITTEN)
        case _:
            return partial(replace, private=control is Control.PRIVATE)


def _codes(typed: str, words: Words) -> tuple[str, ...]:
    written = [one for one in _BETWEEN_CODES.split(typed) if one]
    codes = {one: category_code(one.removesuffix(".*")) for one in written}
    bad = [one for one, code in codes.items() if code is None]
    if bad:
        said = words.panel.bad_categories
        raise BadQuestion(said.format(bad=listed(bad[:_NAMED], words), typed=typed))
    return tuple(dict.fromkeys(code for code in codes.values() if code))


def _typed(data: Mapping[str, Any]) -> str:
    """The text of the form's one field, which Discord puts inside its label."""
    for part in data.get("components", ()):
        field = part.get("component", part)
        if field.get("custom_id") == Control.CATEGORIES:
            return str(field.get("value", ""))
    return ""


def _words(interaction: Interaction, settings: ServerSettings) -> Words:
    return words_for(settings.language or str(interaction.locale))


def _panel(
    interaction: Interaction, settings: ServerSettings, *, saved: bool = False
) -> discord.ui.LayoutView:
    existing = [channel.id for channel in interaction.guild.channels] if interaction.guild else []
    return panel(settings, _words(interaction, settings), existing, saved=saved)


async def _managed(interaction: Interaction, words: Words) -> int | None:
    """The server that this person may manage; None if there is none, which they are told.

    Discord hides the command from others, but a server may show it to anybody, and rights may
    be taken away while a panel is open.
    """
    said, allowed = words.refusals, interaction.permissions
    if interaction.guild_id is None:
        await _tell(interaction, said.only_in_servers)
    elif not (allowed.manage_guild or allowed.administrator):
        await _tell(interaction, said.only_managers)
    else:
        return interaction.guild_id
    return None


async def _tell(interaction: Interaction, said: str) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(sentence(said), ephemeral=True)
    else:
        await interaction.response.send_message(sentence(said), ephemeral=True)
