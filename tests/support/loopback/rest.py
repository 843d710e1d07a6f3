"""The routes of the API that the bot may need, over the messages that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.loopback.faults import (
    ACKNOWLEDGED_BEFORE,
    NOT_FOUND,
    UNAUTHORISED,
    UNKNOWN_CHANNEL,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Reply,
)
from tests.support.loopback.store import Interaction, Store, command_known
from tests.support.loopback.world import (
    ADA,
    BOBS_DM,
    BOT,
    DM,
    EPHEMERAL,
    GUILD,
    LOADING,
    PLACES,
    TOKEN,
    application,
    server,
)

if TYPE_CHECKING:
    from tests.support.loopback.requests import Request

_DONE = Reply(204)
# types of callbacks
_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9


class Rest:
    """Answers requests as Discord would if all went well."""

    def __init__(self, store: Store, shards: int = 1) -> None:
        self._store = store
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        # another address than the settings': the settings decide
        gateway = {"url": "ws://127.0.0.1:9/", "shards": shards, "session_start_limit": limit}
        self._fixed: dict[str, Any] = {
            "users/@me": BOT,
            "oauth2/applications/@me": application(),
            "applications/@me": application(),
            "gateway/bot": gateway,
            f"guilds/{GUILD}": server(),
        }

    def answer(self, request: Request) -> Reply:
        match request.path.split("/"):
            case ["interactions", one, token, "callback"]:
                return self._callback(request, one, token)
            case ["webhooks", _, token, *rest]:
                return self._webhook(request, token, rest)
        if request.authorisation != f"Bot {TOKEN}":
            return UNAUTHORISED
        return self._as_bot(request)

    def _as_bot(self, request: Request) -> Reply:
        if request.method == "GET" and request.path in self._fixed:
            return Reply(200, self._fixed[request.path])
        match request.path.split("/"):
            case ["users", "@me", "channels"] if request.method == "POST":
                with_ada = str(request.body["recipient_id"]) == ADA["id"]
                return Reply(200, DM if with_ada else BOBS_DM)
            case ["applications", _, *_, "commands"]:
                return self._commands(request)
            case ["channels", channel, *rest]:
                return self._channel(request, channel, rest)
        return NOT_FOUND

    def _commands(self, request: Request) -> Reply:
        if request.method == "PUT":
            known = [command_known(one, number) for number, one in enumerate(request.body)]
            self._store.commands[request.path] = known
        return Reply(200, self._store.commands.get(request.path, []))

    def _channel(self, request: Request, channel: str, rest: list[str]) -> Reply:
        if channel not in PLACES:
            return UNKNOWN_CHANNEL
        match request.method, rest:
            case "GET", []:
                return Reply(200, PLACES[channel])
            case "POST", ["typing"]:
                return _DONE
            case "POST" | "GET", ["messages"]:
                return Reply(200, self._messages(channel, request))
            case method, ["messages", one]:
                return self._message(method, one, request.body)
        return NOT_FOUND

    def _messages(self, channel: str, request: Request) -> Any:
        """What was written there; or a new message, or the one of the same enforced nonce.

        Only the sender is told the nonce: reading the message again does not tell it.
        """
        if request.method == "GET":
            return self._store.history(channel, request.query)
        nonce = str(request.body.get("nonce", ""))
        known = self._store.nonces.get((channel, nonce))
        if request.body.get("enforce_nonce") and known in self._store.messages:
            return self._store.messages[known] | {"nonce": nonce}
        message = self._store.write(channel, BOT, request.body, request.files)
        self._store.nonces[channel, nonce] = message["id"]
        return message | {"nonce": nonce}

    def _message(self, method: str, one: str, body: Any) -> Reply:
        message = self._store.messages.get(one)
        if message is None:
            return UNKNOWN_MESSAGE
        if method == "DELETE":
            del self._store.messages[one]
            return _DONE
        return Reply(200, self._store.edit(message, body) if method == "PATCH" else message)

    def _callback(self, request: Request, one: str, token: str) -> Reply:
        interaction = self._store.interactions.get(token)
        if interaction is None or interaction.id != one:
            return UNKNOWN_INTERACTION
        if interaction.answered is not None:
            return ACKNOWLEDGED_BEFORE
        kind, body = request.body["type"], request.body.get("data") or {}
        interaction.answered = kind
        if kind in (_MESSAGE, _DEFERRED):
            flags = (body.get("flags") or 0) | (LOADING if kind == _DEFERRED else 0)
            written = body | {"flags": flags}
            message = self._store.write(interaction.channel, BOT, written, request.files)
            interaction.original = message["id"]
        elif kind in (_DEFERRED_UPDATE, _UPDATE):
            interaction.original = interaction.clicked
            if kind == _UPDATE and interaction.clicked in self._store.messages:
                self._store.edit(self._store.messages[interaction.clicked], body)
        if request.query.get("with_response") not in ("true", "1"):
            return _DONE
        return Reply(200, self._receipt(interaction, kind))

    def _receipt(self, interaction: Interaction, kind: int) -> dict[str, Any]:
        about: dict[str, Any] = {"id": interaction.id, "type": interaction.kind}
        receipt: dict[str, Any] = {"interaction": about}
        if kind in (_CHOICES, _MODAL) or interaction.original is None:
            return receipt
        message = self._store.messages[interaction.original]
        about["response_message_id"] = message["id"]
        about["response_message_loading"] = kind == _DEFERRED
        about["response_message_ephemeral"] = bool(message["flags"] & EPHEMERAL)
        if kind in (_MESSAGE, _UPDATE):
            receipt["resource"] = {"type": kind, "message": message}
        return receipt

    def _webhook(self, request: Request, token: str, rest: list[str]) -> Reply:
        interaction = self._store.interactions.get(token)
        if interaction is None or interaction.answered is None:
            return UNKNOWN_WEBHOOK
        match request.method, rest:
            case "POST", []:
                return Reply(200, self._follow_up(interaction, request))
            case method, ["messages", one]:
                wanted = interaction.original if one == "@original" else one
                return self._message(method, wanted or "", request.body)
        return NOT_FOUND

    def _follow_up(self, interaction: Interaction, request: Request) -> dict[str, Any]:
        """A further message; the first one after "thinking..." takes that one's place."""
        filled = self._store.write(interaction.channel, BOT, request.body, request.files)
        waiting = self._store.messages.get(interaction.original or "")
        if waiting is None or not waiting["flags"] & LOADING:
            interaction.further.append(filled["id"])
            return filled
        del self._store.messages[filled["id"]]
        flags = filled["flags"] | (waiting["flags"] & EPHEMERAL)
        waiting |= filled | {"id": waiting["id"], "flags": flags}
        return waiting
