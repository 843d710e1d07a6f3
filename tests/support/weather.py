"""A Discord on loopback that goes away and comes back: just enough to log in and be connected."""

from __future__ import annotations

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, web

ME = {"id": "900000000000000001", "username": "paperwire", "discriminator": "0", "avatar": None}
LIMIT = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}


@dataclass(slots=True)
class StormyDiscord:
    """Start it and stop it as often as needed: the address stays the same."""

    refusals: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # the next replies
    refused: dict[str, int] = field(default_factory=dict)  # path to status, always
    dropping: bool = False  # the gateway takes connections and closes them
    asked: list[str] = field(default_factory=list)  # paths, in order
    dialled: int = 0  # connections to the gateway
    sessions: int = 0  # of which so many were told READY or RESUMED
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _runner: web.AppRunner | None = None

    @property
    def api_base(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Cut all connections and take no more."""
        self.connected.clear()
        for socket in self._sockets:
            await socket.close(code=WSCloseCode.GOING_AWAY)
        self._sockets.clear()
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = None

    async def _rest(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        self.asked.append(path)
        if self.refusals:
            status, headers = self.refusals.pop(0)
            return web.Response(status=status, headers=headers, text="come back later")
        if path in self.refused:
            return web.Response(status=self.refused[path], text="not now")
        if path == "gateway/bot":
            reply: Any = {"url": "ws://127.0.0.1:9/", "shards": 1, "session_start_limit": LIMIT}
        elif path == "oauth2/applications/@me":
            reply = {"id": ME["id"], "name": "paperwire", "icon": None, "description": "",
                     "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64,
                     "flags": 0, "owner": ME, "team": None}  # fmt: skip
        else:
            reply = [] if request.method == "PUT" else ME
        kind = {"Content-Type": "application/json"}  # with a charset, discord.py reads text
        return web.Response(body=json.dumps(reply).encode(), headers=kind)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        self.dialled += 1
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.dropping:
            await socket.close(code=WSCloseCode.GOING_AWAY)
            return socket
        self._sockets.append(socket)
        deflater = zlib.compressobj()

        async def send(payload: dict[str, Any]) -> None:
            data = deflater.compress(json.dumps(payload).encode())
            await socket.send_bytes(data + deflater.flush(zlib.Z_SYNC_FLUSH))

        await send({"op": 10, "d": {"heartbeat_interval": 41_250}})
        async for message in socket:
            payload = json.loads(message.data)
            if payload["op"] == 1:
                await send({"op": 11})
            elif payload["op"] in (2, 6):
                self.sessions += 1
                ready = {"v": 10, "user": ME, "guilds": [], "session_id": "one",
                         "resume_gateway_url": self.gateway_url, "shard": [0, 1],
                         "application": {"id": ME["id"], "flags": 0}}  # fmt: skip
                kind, told = ("READY", ready) if payload["op"] == 2 else ("RESUMED", {})
                await send({"op": 0, "t": kind, "s": self.sessions, "d": told})
                self.connected.set()
        return socket
