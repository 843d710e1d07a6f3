"""A little Discord on loopback: enough of REST and gateway for an unmodified client to log in.

The client asks for zlib-stream, so each frame is compressed as Discord does it: one zlib
context for a connection, flushed after every message.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

BOT = {
    "id": "900000000000000001",
    "username": "paperwire",
    "discriminator": "0",
    "global_name": None,
    "avatar": None,
    "bot": True,
}
ASKER = {
    "id": "900000000000000002",
    "username": "ada",
    "discriminator": "0",
    "global_name": None,
    "avatar": None,
}
APPLICATION = "900000000000000001"
CHANNEL = "900000000000000003"
TOKEN = "a-token-that-is-right"  # noqa: S105 - of a Discord that exists in this file only


_FIXED = {
    "users/@me": BOT,
    "oauth2/applications/@me": {
        "id": APPLICATION,
        "name": "paperwire",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": ASKER,
        "team": None,
    },
    "gateway/bot": {
        "url": "ws://127.0.0.1:9/",  # another address than the settings': the settings decide
        "shards": 1,
        "session_start_limit": {
            "total": 1000,
            "remaining": 999,
            "reset_after": 1,
            "max_concurrency": 1,
        },
    },
}


@dataclass(frozen=True, slots=True)
class Request:
    """What the client sent."""

    method: str
    path: str  # below the API's base
    body: Any
    at: float  # of the event loop's clock, seconds


@dataclass(slots=True)
class DiscordServer:
    """Start it, point a client at it, push events, and wait for requests."""

    close_code: int | None = None  # closes the gateway with it instead of READY
    requests: list[Request] = field(default_factory=list)
    base: str = ""
    _socket: web.WebSocketResponse | None = None
    _deflater: Any = None
    _identified: asyncio.Event = field(default_factory=asyncio.Event)
    _resumed: asyncio.Event = field(default_factory=asyncio.Event)
    _heard: asyncio.Condition = field(default_factory=asyncio.Condition)
    _sequence: int = 0
    _runner: web.AppRunner | None = None

    @property
    def api_base(self) -> str:
        return f"http://{self.base}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self.base}/gateway"

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"{host}:{port}"

    async def stop(self) -> None:
        if self._socket is not None and not self._socket.closed:
            await self._socket.close()
        assert self._runner is not None
        await self._runner.cleanup()

    async def identified(self) -> None:
        """Wait until a client has sent IDENTIFY and was told READY."""
        await self._identified.wait()

    async def drop(self) -> None:
        """Cut the connection, and wait until the client has resumed the session."""
        assert self._socket is not None
        await self._socket.close(code=4000)
        await self._resumed.wait()

    async def push(self, event: str, data: dict[str, Any]) -> None:
        """Send an event over the gateway."""
        self._sequence += 1
        await self._send({"op": 0, "t": event, "s": self._sequence, "d": data})

    async def ask(self, number: int, **options: Any) -> str:
        """`/ask` in a direct message; returns the interaction's token."""
        token = f"interaction-{number}"
        kinds = {str: 3, int: 4}
        await self.push(
            "INTERACTION_CREATE",
            {
                "id": str(910000000000000000 + number),
                "application_id": APPLICATION,
                "type": 2,
                "token": token,
                "version": 1,
                "channel_id": CHANNEL,
                "channel": {"id": CHANNEL, "type": 1, "flags": 0, "last_message_id": None},
                "user": ASKER,
                "app_permissions": "0",
                "locale": "en-US",
                "entitlements": [],
                "authorizing_integration_owners": {"1": ASKER["id"]},
                "context": 1,
                "attachment_size_limit": 10485760,
                "data": {
                    "id": "920000000000000001",
                    "name": "ask",
                    "type": 1,
                    "options": [
                        {"name": name, "type": kinds[type(value)], "value": value}
                        for name, value in options.items()
                    ],
                },
            },
        )
        return token

    async def request(self, method: str, path: str, *, after: int = 0) -> Request:
        """The first request after so many whose path begins so; waits for it."""

        def found() -> Request | None:
            wanted = (r for r in self.requests[after:] if r.method == method)
            return next((r for r in wanted if r.path.startswith(path)), None)

        async with self._heard:
            await self._heard.wait_for(lambda: found() is not None)
        request = found()
        assert request is not None
        return request

    async def _rest(self, request: web.Request) -> web.Response:
        body = await request.json() if request.content_type == "application/json" else None
        path = request.match_info["path"]
        now = asyncio.get_running_loop().time()
        self.requests.append(Request(request.method, path, body, now))
        async with self._heard:
            self._heard.notify_all()
        if path.startswith(("interactions/", "webhooks/")):  # the path's token is enough there
            return self._interaction(request.method, path, body)
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        return self._reply(request.method, path, body)

    def _interaction(self, method: str, path: str, body: Any) -> web.Response:
        if method == "POST" and path.endswith("/callback"):
            return _json(
                {
                    "interaction": {
                        "id": path.split("/")[1],
                        "type": 2,
                        "response_message_id": "930000000000000001",
                        "response_message_loading": True,
                        "response_message_ephemeral": False,
                    }
                }
            )
        return _json(_message(body or {}))

    def _reply(self, method: str, path: str, body: Any) -> web.Response:
        if path in _FIXED:
            return _json(_FIXED[path])
        if method == "PUT" and path.endswith("/commands"):
            return _json([_known(one, i) for i, one in enumerate(body)])
        if method == "POST" and path.endswith("/typing"):
            return web.Response(status=204)
        if method == "POST" and path.endswith("/messages"):
            return _json(_message(body))
        return _json({"message": "404: Not Found", "code": 0}, status=404)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket, self._deflater = socket, zlib.compressobj()
        await self._send({"op": 10, "d": {"heartbeat_interval": 41_250}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._heed(json.loads(message.data))
        return socket

    async def _heed(self, payload: dict[str, Any]) -> None:
        if payload["op"] == 1:
            await self._send({"op": 11})
        if payload["op"] == 6:
            await self.push("RESUMED", {})
            self._resumed.set()
        if payload["op"] != 2:
            return
        assert self._socket is not None
        if self.close_code is not None:
            await self._socket.close(code=self.close_code)
            return
        await self.push(
            "READY",
            {
                "v": 10,
                "user": BOT,
                "guilds": [],
                "session_id": "one",
                "resume_gateway_url": self.gateway_url,
                "shard": payload["d"].get("shard", [0, 1]),
                "application": {"id": APPLICATION, "flags": 0},
            },
        )
        self._identified.set()

    async def _send(self, payload: dict[str, Any]) -> None:
        assert self._socket is not None
        data = self._deflater.compress(json.dumps(payload).encode())
        await self._socket.send_bytes(data + self._deflater.flush(zlib.Z_SYNC_FLUSH))


def _json(data: Any, status: int = 200) -> web.Response:
    # with a charset behind it, as aiohttp writes it, discord.py takes the reply for text
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=headers)


def _known(command: dict[str, Any], number: int) -> dict[str, Any]:
    mark = {"id": str(920000000000000001 + number), "application_id": APPLICATION, "version": "1"}
    return {**command, **mark}


def _message(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "930000000000000001",
        "channel_id": CHANNEL,
        "author": BOT,
        "content": body.get("content") or "",
        "timestamp": "2026-06-20T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": body.get("embeds") or [],
        "pinned": False,
        "type": 0,
        "flags": 0,
    }
