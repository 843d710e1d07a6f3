"""Rows of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.views.buttons import WHOLE, Press, PressButton, Verb

if TYPE_CHECKING:
    from bot.words import Words

Row = discord.ui.ActionRow[Any]


def paper_row(turn: str, number: int, words: Words) -> Row:
    """What can be done with one paper of a list: four buttons."""
    return discord.ui.ActionRow(
        *_about(turn, number, words),
        PressButton(Press(Verb.MORE, turn, number), label=words.more),
    )


def single_row(turn: str, number: int, words: Words) -> Row:
    """What can be done with the one paper that a message is about: five buttons."""
    return discord.ui.ActionRow(*_about(turn, number, words), *_thumbs(turn, number))


def last_row(turn: str, page: int, pages: int, words: Words) -> Row:
    """To the pages beside this one, and what the reader thinks of the answer."""
    buttons = []
    if page > 0:
        buttons.append(PressButton(Press(Verb.PAGE, turn, page - 1), label=words.previous))
    if page + 1 < pages:
        buttons.append(
            PressButton(
                Press(Verb.PAGE, turn, page + 1),
                label=words.next,
                style=discord.ButtonStyle.primary,
            )
        )
    return discord.ui.ActionRow(*buttons, *_thumbs(turn, WHOLE))


def _about(turn: str, number: int, words: Words) -> list[PressButton]:
    return [
        PressButton(Press(Verb.SIMILAR, turn, number), label=words.similar),
        PressButton(Press(Verb.BIBTEX, turn, number), label=words.bibtex),
        PressButton(Press(Verb.SAVE, turn, number), label=words.save),
    ]


def _thumbs(turn: str, number: int) -> list[PressButton]:
    return [
        PressButton(Press(Verb.UP, turn, number), emoji="👍"),
        PressButton(Press(Verb.DOWN, turn, number), emoji="👎"),
    ]
