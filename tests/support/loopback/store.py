"""The messages and interactions of the little Discord, kept so that people can click on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.support.loopback.world import (
    APPLICATION,
    BOT,
    EPHEMERAL,
    LOADING,
    PLACES,
    WHEN,
    member,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class Interaction:
    """One thing that a person asked of the bot."""

    id: str
    token: str
    kind: int  # 2 a command, 3 a component, 4 autocomplete, 5 a modal
    channel: str
    clicked: str | None = None  # the message with the component
    answered: int | None = None  # the type of the callback
    original: str | None = None  # the message that `@original` stands for
    further: list[str] = field(default_factory=list)  # messages beside that one


@dataclass(slots=True)
class Store:
    """All that was written, by id; ids grow, as Discord's do."""

    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)  # by token
    commands: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by path
    nonces: dict[tuple[str, str], str] = field(default_factory=dict)  # by channel; message ids
    _ids: count[int] = field(default_factory=lambda: count(930000000000000001))

    def new_id(self) -> str:
        return str(next(self._ids))

    def write(
        self, channel: str, author: dict[str, Any], body: dict[str, Any], files: Any = None
    ) -> dict[str, Any]:
        """A new message with what the body says; mentions are read from its content."""
        content = body.get("content") or ""
        message = {
            "id": self.new_id(),
            "channel_id": channel,
            "author": author,
            "timestamp": WHEN,
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [BOT] if f"<@{BOT['id']}>" in content else [],
            "mention_roles": [],
            "attachments": [],
            "pinned": False,
            "type": 19 if body.get("message_reference") else 0,
            "flags": body.get("flags") or 0,
        }
        message |= _written(body) | self._referring(channel, body)
        if files:
            message["attachments"] = [self._attached(*file) for file in files.values()]
        self.messages[message["id"]] = message
        return message

    def edit(self, message: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Change what the body names; flags that it names replace what there was."""
        changed = {key: value for key, value in _written(body).items() if key in body}
        message |= changed | {"edited_timestamp": WHEN}
        message["flags"] = (message["flags"] | (body.get("flags") or 0)) & ~LOADING
        return message

    def history(self, channel: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """What was written in the channel and is for everybody, newest first."""
        before, after = int(query.get("before", 1 << 63)), int(query.get("after", 0))
        found = [
            message
            for message in self.messages.values()
            if message["channel_id"] == channel
            and after < int(message["id"]) < before
            and not message["flags"] & EPHEMERAL
        ]
        limit = int(query.get("limit", 50))
        found.sort(key=lambda message: int(message["id"]))
        return (found[:limit] if "after" in query else found[-limit:])[::-1]

    def seen(self, message: dict[str, Any], author: dict[str, Any] | None = None) -> dict[str, Any]:
        """The message as the gateway sends it, with where it was written and by whom."""
        place = PLACES[message["channel_id"]]
        extra: dict[str, Any] = {"channel_type": place["type"]}
        if "guild_id" in place:
            extra["guild_id"] = place["guild_id"]
            if author is not None:
                extra["member"] = member(author)
        return message | extra

    def _referring(self, channel: str, body: dict[str, Any]) -> dict[str, Any]:
        reference = body.get("message_reference")
        if not reference:
            return {}
        one = str(reference["message_id"])
        of = {"type": 0, "channel_id": channel, "message_id": one}
        if "guild_id" in PLACES[channel]:
            of["guild_id"] = PLACES[channel]["guild_id"]
        return {"message_reference": of, "referenced_message": self.messages.get(one)}

    def _attached(self, name: str, data: bytes) -> dict[str, Any]:
        address = f"https://cdn.example/{name}"
        about = {"filename": name, "size": len(data), "url": address, "proxy_url": address}
        return {"id": self.new_id(), **about}


def _written(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "content": body.get("content") or "",
        "embeds": body.get("embeds") or [],
        "components": body.get("components") or [],
    }


def command_known(command: dict[str, Any], number: int) -> dict[str, Any]:
    """A command as Discord gives it back."""
    mark = {"id": str(920000000000000001 + number), "application_id": APPLICATION, "version": "1"}
    return {"type": 1, "description": "", **command, **mark}
