"""What the commands have in common: where they can be used, and how options are typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import structlog
from discord import app_commands

from bot.cogs.recipients import recipient_of
from bot.render.stressing import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.replying import Interaction

_log = structlog.get_logger(__name__)
Usable = TypeVar("Usable")
CHOICES, NAME = 25, 100  # how many Discord shows, and the longest of each


def everywhere(command: Usable) -> Usable:
    """Usable in servers, in direct messages and groups; installed there or by a member."""
    installed = app_commands.allowed_installs(guilds=True, users=True)
    allowed = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return allowed(installed(command))


def split(typed: str | None, separator: str) -> tuple[str, ...]:
    """The parts of an option that holds several."""
    return tuple(part.strip() for part in (typed or "").split(separator) if part.strip())


async def complete_categories(
    interaction: Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """Categories that fit what was typed so far."""
    engine = interaction.client.engine
    return await _choices(interaction, engine.suggestions.categories, typed)


async def complete_authors(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Names of authors that fit."""
    return await _choices(interaction, interaction.client.engine.suggestions.authors, typed)


async def complete_papers(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Papers that fit, those of the member's own list first."""
    return await _choices(interaction, interaction.client.engine.suggestions.papers, typed)


async def complete_saved(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Papers of the member's own list."""
    return await _choices(interaction, interaction.client.engine.suggestions.saved, typed)


async def complete_zones(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Time zones that fit, those of the reader's locale first."""
    suggestions = interaction.client.engine.suggestions
    return await _choices(interaction, partial(suggestions.zones, str(interaction.locale)), typed)


async def complete_followed(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Topics that the channel or the member follows."""
    suggestions = interaction.client.engine.suggestions
    return await _choices(
        interaction, partial(suggestions.followed, recipient_of(interaction).id), typed
    )


async def _choices(
    interaction: Interaction,
    suggest: Callable[[str, str], Sequence[tuple[str, str]]],
    typed: str,
) -> list[app_commands.Choice[str]]:
    """What Discord can show of them: names are cut, values that are too long are left out."""
    try:
        found = await interaction.client.engine.quick(suggest, str(interaction.user.id), typed)
    except Exception as exc:  # noqa: BLE001 - an edge: without suggestions people type on
        _log.warning("nothing suggested", exc_info=exc)
        return []
    choices = []
    for name, value in found:
        whole = shown(name)
        if whole and value and len(value) <= NAME:
            cut = whole if len(whole) <= NAME else f"{whole[: NAME - 1]}…"
            choices.append(app_commands.Choice(name=cut, value=value))
    return choices[:CHOICES]
