"""A lean Discord on loopback: channels, direct messages, and what they hold. No gateway.

It forgets a nonce after some minutes and never tells it again, as Discord does, so that a
message in doubt can only be found by reading its channel.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.soak.faults import Service, Trouble
from tests.support.loopback.faults import (
    BAD_GATEWAY,
    MISSING_PERMISSIONS,
    NO_DIRECT_MESSAGES,
    NOT_FOUND,
    UNAUTHORISED,
    UNKNOWN_CHANNEL,
    Reply,
    rate_limited,
)
from tests.support.loopback.requests import read
from tests.support.loopback.world import BOT, GUILD, TOKEN, application, user

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.soak.faults import Plan
    from tests.support.loopback.requests import Request

_NONCES = dt.timedelta(minutes=5)  # for which Discord knows a nonce; it says "a few minutes"
_EPOCH = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
_PAGE = 50
_DM = 1
_DIRECT = 500_000_000


@dataclass(slots=True)
class Conversations:
    """Channels by id, with their messages in the order in which they were written.

    Args:
        channels: ids of the server's channels.
        plan: what goes wrong.
        now: the true time.
        before: called when a message has come and is not yet taken.
        after: called when it is taken and the reply not yet sent.
    """

    channels: tuple[str, ...]
    plan: Plan
    now: Callable[[], dt.datetime]
    before: Callable[[], None]
    after: Callable[[], None]
    held: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)  # channels and members that cannot be reached
    refused: set[str] = field(default_factory=set)  # of those, the ones that were written to
    nonces: int = 0  # messages that were sent a second time, and known by their nonce
    base: str = ""
    _sent: dict[tuple[str, str], tuple[dt.datetime, dict[str, Any]]] = field(default_factory=dict)
    _made: int = 0
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/api/v10/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}/api/v10"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        sent = await read(request, request.match_info["path"], 0.0)
        if sent.authorisation != f"Bot {TOKEN}":
            return _response(UNAUTHORISED)
        trouble = self.plan.trouble(Service.DISCORD, self.now())
        writes = sent.method == "POST" and sent.path.endswith("/messages")
        if trouble is Trouble.BUSY:
            return _response(rate_limited(0.02))
        if trouble is Trouble.DOWN:
            return _response(BAD_GATEWAY)
        if trouble is Trouble.DEAD:
            return _cut(request)
        if writes:
            self.before()
        reply = self._answer(sent)
        if writes:
            self.after()
        return _cut(request) if trouble is Trouble.LOST and writes else _response(reply)

    def _answer(self, sent: Request) -> Reply:
        match sent.method, sent.path.split("/"):
            case "GET", ["users", "@me"]:
                return Reply(200, BOT)
            case "GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]:
                return Reply(200, application())
            case "POST", ["users", "@me", "channels"]:
                return Reply(200, self._channel(direct_channel(str(sent.body["recipient_id"]))))
            case method, ["channels", channel, *rest]:
                return self._in(method, channel, rest, sent)
        return NOT_FOUND

    def _in(self, method: str, channel: str, rest: list[str], sent: Request) -> Reply:
        direct = channel not in self.channels
        if channel in self.gone:
            self.refused.add(channel)
            return NO_DIRECT_MESSAGES if direct and method == "POST" else UNKNOWN_CHANNEL
        held = self.held.setdefault(channel, [])
        match method, rest:
            case "GET", []:
                return Reply(200, self._channel(channel))
            case "POST", ["messages"]:
                return Reply(200, self._write(channel, sent.body))
            case "GET", ["messages"]:
                return Reply(200, _page(held, dict(sent.query)))
            case "GET", ["messages", one]:
                found = [message for message in held if message["id"] == one]
                return Reply(200, found[0]) if found else NOT_FOUND
        return MISSING_PERMISSIONS

    def _write(self, channel: str, body: dict[str, Any]) -> dict[str, Any]:
        now = self.now()
        nonce = str(body.get("nonce") or "")
        if nonce and body.get("enforce_nonce"):
            then, known = self._sent.get((channel, nonce), (now - 2 * _NONCES, None))
            if known is not None and now - then <= _NONCES:
                self.nonces += 1
                return known | {"nonce": nonce}
        self._made += 1
        since = int((now - _EPOCH) / dt.timedelta(milliseconds=1))
        message = {
            "id": str((since << 22) + self._made % (1 << 22)),
            "channel_id": channel,
            "author": BOT,
            "timestamp": now.isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "pinned": False,
            "type": 0,
            "flags": body.get("flags") or 0,
            "content": body.get("content") or "",
            "embeds": body.get("embeds") or [],
            "components": body.get("components") or [],
        }
        self.held.setdefault(channel, []).append(message)
        self._sent[channel, nonce] = (now, message)
        return message | ({"nonce": nonce} if nonce else {})

    def _channel(self, channel: str) -> dict[str, Any]:
        about: dict[str, Any] = {"id": channel, "flags": 0, "last_message_id": None}
        if channel not in self.channels:
            member = int(channel) - _DIRECT
            person = user(0, f"member-{member}") | {"id": str(member)}
            return about | {"type": _DM, "recipients": [person]}
        more = {"guild_id": GUILD, "position": 1, "permission_overwrites": [], "parent_id": None}
        return about | {"type": 0, "name": f"papers-{channel[-3:]}", "topic": None} | more


def direct_channel(member: str) -> str:
    """The id of the channel of direct messages with a member."""
    return str(int(member) + _DIRECT)


def _page(held: list[dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
    """Newest first; `after` begins at the oldest that is newer, as in Discord."""
    limit = int(query.get("limit", _PAGE))
    if "after" in query:
        newer = [message for message in held if int(message["id"]) > int(query["after"])]
        return newer[:limit][::-1]
    if "before" in query:
        held = [message for message in held if int(message["id"]) < int(query["before"])]
    return held[-limit:][::-1]


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _response(reply: Reply) -> web.Response:
    if reply.body is None:
        return web.Response(status=reply.status)
    if isinstance(reply.body, str):
        return web.Response(status=reply.status, text=reply.body, content_type="text/html")
    headers = dict(reply.headers) | {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(reply.body).encode(), status=reply.status, headers=headers)
