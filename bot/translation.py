"""Descriptions of commands, options and choices in the languages of Discord's readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.words.commands_chinese import COMMANDS

if TYPE_CHECKING:
    from discord.app_commands import TranslationContextTypes, locale_str

_CHINESE = (discord.Locale.chinese, discord.Locale.taiwan_chinese)
_NAMES = (
    app_commands.TranslationContextLocation.command_name,
    app_commands.TranslationContextLocation.group_name,
    app_commands.TranslationContextLocation.parameter_name,
)


class PaperwireTranslator(app_commands.Translator):
    """Chinese in simplified characters, for readers in China and in Taiwan.

    Names stay English in every language: people tell each other which command to type.
    """

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
    ) -> str | None:
        """The text for the readers of a locale; None where they read it in English."""
        if locale not in _CHINESE or context.location in _NAMES:
            return None
        return COMMANDS.get(string.message)
