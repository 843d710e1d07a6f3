"""The settings of a server as a message: what is chosen, and the controls that change it.

Pure layout. What a control asks for is in its custom id and its values, so that a panel
works after a restart too; the cog that hears of it does the rest.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.words import Words
    from retrieval.members.values import ServerSettings

AUTOMATIC = "automatic"  # the language that is none
_TYPED = 4_000  # the most that Discord takes; all codes of arXiv have room in it
_MOST_CHANNELS = 25  # https://discord.com/developers/docs/components/reference#channel-select


class Control(StrEnum):
    """The custom ids."""

    CHANNELS = "pw:settings:channels"  # values: ids of channels
    PRIVATE = "pw:settings:private"
    PUBLIC = "pw:settings:public"
    WRITTEN = "pw:settings:written"
    EXCERPTS = "pw:settings:excerpts"
    EDIT_CATEGORIES = "pw:settings:edit-categories"  # opens the modal
    CATEGORIES = "pw:settings:categories"  # the modal, and the field in it
    LANGUAGE = "pw:settings:language"  # values: one language


def panel(
    settings: ServerSettings, words: Words, existing: Iterable[int], *, saved: bool = False
) -> ui.LayoutView:
    """The message.

    Args:
        settings: what is chosen now.
        words: of the reader.
        existing: the ids of the server's channels; Discord refuses a list with others.
        saved: say that a change was kept.
    """
    said = words.panel
    there = {str(channel) for channel in existing}
    container: ui.Container[Any] = ui.Container(
        ui.TextDisplay(f"### {said.title}\n{said.saved if saved else ''}".strip()),
        _text(said.channels, said.channels_hint),
        ui.ActionRow(_channels([c for c in settings.channels if c in there], words)),
        ui.Section(
            _text(said.answers, said.private if settings.private else said.public),
            accessory=_privacy(settings, words),
        ),
        ui.Section(
            _text(
                words.writing.style,
                words.writing.sentences if settings.written else words.writing.excerpts,
            ),
            accessory=_style(settings, words),
        ),
        ui.Section(
            _text(
                said.categories,
                f"{said.categories_hint}\n{' · '.join(settings.categories) or said.all_categories}",
            ),
            accessory=ui.Button(label=said.edit_categories, custom_id=Control.EDIT_CATEGORIES),
        ),
        _text(said.language, said.language_hint),
        ui.ActionRow(_language(settings, words)),
    )
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()  # discord.py need not keep it: its controls are heard by their ids
    return view


def categories_modal(settings: ServerSettings, words: Words) -> ui.Modal:
    """The form with the codes as text."""
    modal = ui.Modal(title=words.panel.categories, custom_id=Control.CATEGORIES, timeout=None)
    modal.add_item(
        ui.Label(
            text=words.panel.categories_field,
            component=ui.TextInput(
                custom_id=Control.CATEGORIES,
                default=", ".join(settings.categories),
                max_length=_TYPED,
                required=False,
            ),
        )
    )
    modal.stop()
    return modal


def _text(heading: str, text: str) -> ui.TextDisplay[Any]:
    return ui.TextDisplay(f"**{heading}**\n{text}")


def _channels(chosen: list[str], words: Words) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=Control.CHANNELS,
        channel_types=[
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.forum,
            discord.ChannelType.voice,
        ],
        placeholder=words.panel.everywhere,
        min_values=0,
        max_values=_MOST_CHANNELS,
        default_values=[
            discord.SelectDefaultValue(id=int(channel), type=discord.SelectDefaultValueType.channel)
            for channel in chosen
        ],
    )


def _privacy(settings: ServerSettings, words: Words) -> ui.Button[Any]:
    if settings.private:
        return ui.Button(label=words.panel.make_public, custom_id=Control.PUBLIC)
    return ui.Button(label=words.panel.make_private, custom_id=Control.PRIVATE)


def _style(settings: ServerSettings, words: Words) -> ui.Button[Any]:
    if settings.written:
        return ui.Button(label=words.writing.make_excerpts, custom_id=Control.EXCERPTS)
    return ui.Button(label=words.writing.make_written, custom_id=Control.WRITTEN)


def _language(settings: ServerSettings, words: Words) -> ui.Select[Any]:
    names = {AUTOMATIC: words.panel.automatic} | {one.language: one.name for one in LANGUAGES}
    return ui.Select(
        custom_id=Control.LANGUAGE,
        options=[
            discord.SelectOption(
                label=name, value=value, default=value == (settings.language or AUTOMATIC)
            )
            for value, name in names.items()
        ],
    )
