"""What the gateway says when people do something: the payloads of INTERACTION_CREATE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.loopback.world import (
    ADA,
    APPLICATION,
    BOT,
    EPHEMERAL,
    GUILD,
    PLACES,
    member,
    server,
)

if TYPE_CHECKING:
    from tests.support.loopback.store import Interaction

_COMMAND, _MESSAGE_COMMAND = 1, 3  # types of application commands
_SUBCOMMAND = 1
_STRING, _INTEGER, _BOOLEAN, _NUMBER = 3, 4, 5, 10  # types of options
_TYPES = {str: _STRING, int: _INTEGER, bool: _BOOLEAN, float: _NUMBER}


def interaction_event(
    interaction: Interaction,
    by: dict[str, Any],
    data: dict[str, Any],
    *,
    locale: str = "en-US",
    message: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Any interaction: where it happened, who asked, and what (`data`)."""
    place = PLACES[interaction.channel]
    event = {
        "id": interaction.id,
        "application_id": APPLICATION,
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "channel_id": place["id"],
        "channel": place,
        "app_permissions": str((1 << 50) - 1),
        "locale": locale,
        "entitlements": [],
        "attachment_size_limit": 10_485_760,
        "data": data,
    }
    if message is not None:
        event["message"] = message
    if "guild_id" not in place:
        mine = {"authorizing_integration_owners": {"1": ADA["id"]}, "context": 1}
        return event | mine | {"user": by}
    guild = place["guild_id"]
    here = guild == GUILD
    return event | {
        "guild_id": guild,
        "guild": {"id": guild, "locale": "en-US", "features": server()["features"]},
        "guild_locale": "en-US",
        "member": member(by, permissions=True),
        "authorizing_integration_owners": {"0": guild} if here else {"1": by["id"]},
        "context": 0,
    }


def command_data(
    command: dict[str, Any], path: tuple[str, ...], options: dict[str, Any], focused: str | None
) -> dict[str, Any]:
    """A slash command with its options, below its subcommands if it has any."""
    given = [
        {"name": name, "type": _TYPES[type(value)], "value": value}
        | ({"focused": True} if name == focused else {})
        for name, value in options.items()
    ]
    for name in reversed(path):
        given = [{"name": name, "type": _SUBCOMMAND, "options": given}]
    return {"id": command["id"], "name": command["name"], "type": _COMMAND, "options": given}


def menu_data(command: dict[str, Any], target: dict[str, Any]) -> dict[str, Any]:
    """A command of the context menu of a message."""
    return {
        "id": command["id"],
        "name": command["name"],
        "type": _MESSAGE_COMMAND,
        "target_id": target["id"],
        "resolved": {"messages": {target["id"]: target}},
    }


def button_data(custom_id: str) -> dict[str, Any]:
    return {"custom_id": custom_id, "component_type": 2, "id": 1}


def choice_data(custom_id: str, values: tuple[str, ...], kind: int = 3) -> dict[str, Any]:
    """A choice in a select menu; 3 of strings, 8 of channels (by their ids)."""
    data: dict[str, Any] = {"custom_id": custom_id, "component_type": kind, "id": 1}
    data["values"] = list(values)
    if kind == 8:
        fields = ("id", "name", "type", "parent_id", "flags")
        chosen = {one: {key: PLACES[one].get(key) for key in fields} for one in values}
        permissions = {"permissions": str((1 << 50) - 1)}
        data["resolved"] = {"channels": {one: about | permissions for one, about in chosen.items()}}
    return data


def modal_data(custom_id: str, fields: dict[str, str]) -> dict[str, Any]:
    """A form that was sent: each field in its label, as new modals have them."""
    labels = [
        {"type": 18, "id": 2 * i + 1, "component": {"type": 4, "id": 2 * i + 2, **field}}
        for i, field in enumerate({"custom_id": k, "value": v} for k, v in fields.items())
    ]
    return {"custom_id": custom_id, "components": labels}


def mentioning(text: str) -> str:
    return f"<@{BOT['id']}> {text}"


def is_private(message: dict[str, Any]) -> bool:
    """Whether only the person who asked sees it."""
    return bool(message["flags"] & EPHEMERAL)
