"""Rows of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.views.buttons import WHOLE, Press, PressButton, Verb
from retrieval.members import Kind

if TYPE_CHECKING:
    from bot.words import Words
    from retrieval.members import Turn

Row = discord.ui.ActionRow[Any]


def paper_row(turn: Turn, number: int, words: Words) -> Row:
    """What can be done with one paper of a list: four buttons."""
    return discord.ui.ActionRow(
        *_about(turn, number, words),
        PressButton(Press(Verb.EXPLAIN, turn.id, number), label=words.more),
    )


def single_row(turn: Turn, number: int, words: Words) -> Row:
    """What can be done with the one paper that a message is about: five buttons."""
    return discord.ui.ActionRow(*_about(turn, number, words), *_thumbs(turn, number))


def explained_row(turn: Turn, number: int, words: Words, *, written: bool) -> Row:
    """What can be done with a paper that was explained: its whole text, and what was cited."""
    buttons = [
        *_about(turn, number, words),
        PressButton(Press(Verb.MORE, turn.id, number), label=words.papers.abstract),
    ]
    if written:
        press = Press(Verb.PASSAGES, turn.id, number)
        buttons.append(PressButton(press, label=words.explaining.passages))
    return discord.ui.ActionRow(*buttons)


def last_row(turn: Turn, page: int, pages: int, words: Words) -> Row:
    """To the pages beside this one, and what the reader thinks of the answer."""
    buttons = []
    if page > 0:
        buttons.append(PressButton(Press(Verb.PAGE, turn.id, page - 1), label=words.previous))
    if page + 1 < pages:
        buttons.append(
            PressButton(
                Press(Verb.PAGE, turn.id, page + 1),
                label=words.next,
                style=discord.ButtonStyle.primary,
            )
        )
    return discord.ui.ActionRow(*buttons, *_thumbs(turn, WHOLE))


def _about(turn: Turn, number: int, words: Words) -> list[PressButton]:
    save = words.unsave if turn.kind is Kind.SAVED else words.save  # off one's own list
    return [
        PressButton(Press(Verb.SIMILAR, turn.id, number), label=words.similar),
        PressButton(Press(Verb.BIBTEX, turn.id, number), label=words.bibtex),
        PressButton(Press(Verb.SAVE, turn.id, number), label=save),
    ]


def _thumbs(turn: Turn, number: int) -> list[PressButton]:
    return [
        PressButton(Press(Verb.UP, turn.id, number), emoji="👍"),
        PressButton(Press(Verb.DOWN, turn.id, number), emoji="👎"),
    ]
