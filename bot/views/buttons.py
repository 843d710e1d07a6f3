"""Buttons that work for as long as the message stands: all they need is in their custom id.

Discord gives the custom id back when somebody presses the button, also to a process that
was started later. The client registers `PressButton` once with `add_dynamic_items`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

import discord

if TYPE_CHECKING:
    import re

WHOLE = -1  # the number of a press that means the whole answer


class Verb(StrEnum):
    """What a press asks for."""

    PAGE = "page"  # another page of the same answer
    SIMILAR = "similar"
    BIBTEX = "bibtex"
    SAVE = "save"
    MORE = "more"  # all that it says
    EXPLAIN = "explain"
    PASSAGES = "passages"  # what an explanation rests on
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Press:
    """One press: what is asked for, of which turn, of which of its pages or papers."""

    verb: Verb
    turn: str  # the id of the turn: letters, digits, "-" and "_"; at most 64
    number: int  # the page, or the paper's place in the turn, both from 0; or WHOLE

    @property
    def custom_id(self) -> str:
        """At most 100 characters, as Discord wants it."""
        return f"pw:{self.verb}:{self.turn}:{self.number}"


class Presses(Protocol):
    """The client, as the buttons know it."""

    async def pressed(self, interaction: discord.Interaction[Any], press: Press) -> None:
        """Do what the press asks for, and answer the interaction."""


class PressButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=(
        rf"pw:(?P<verb>{'|'.join(Verb)}):(?P<turn>[A-Za-z0-9_-]{{1,64}}):(?P<number>-1|[0-9]{{1,4}})\Z"
    ),
):
    """A button that hands its press to the client.

    Raises:
        ValueError: the custom id of the press could not be read back.
    """

    def __init__(
        self,
        press: Press,
        *,
        label: str | None = None,
        emoji: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        super().__init__(
            discord.ui.Button(label=label, emoji=emoji, style=style, custom_id=press.custom_id)
        )
        self.press = press

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],  # noqa: ARG003 - only the press matters, not how it looked
        match: re.Match[str],
        /,
    ) -> PressButton:
        """The button that was pressed; its message may be older than this process."""
        return cls(Press(Verb(match["verb"]), match["turn"], int(match["number"])))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Let the client do what is asked for."""
        client: Presses = interaction.client
        await client.pressed(interaction, self.press)
