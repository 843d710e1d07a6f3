"""The gateway: a WebSocket for each shard, compressed as Discord does it, with sessions.

With zlib-stream there is one zlib context for a connection, flushed after every message.
What is pushed while a session has no connection waits, and is sent when it resumes.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.support.loopback.world import APPLICATION, BOT, GUILD, TOKEN, server

if TYPE_CHECKING:
    import asyncio

HEARTBEAT_MS = 41_250
_DISPATCH, _BEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _HEARD = (
    0,
    1,
    2,
    6,
    7,
    9,
    10,
    11,
)  # op codes
_BAD_TOKEN = 4004


@dataclass(slots=True)
class Session:
    """What a shard has been sent since it identified itself."""

    id: str
    shard: tuple[int, int]
    sent: list[dict[str, Any]] = field(default_factory=list)
    connection: Connection | None = None

    async def push(self, event: str, data: dict[str, Any]) -> None:
        payload = {"op": _DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(payload)
        if self.connection is not None:
            await self.connection.send(payload)


class Connection:
    """One WebSocket and its zlib context."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self._deflater = zlib.compressobj()

    async def send(self, payload: dict[str, Any]) -> None:
        data = self._deflater.compress(json.dumps(payload).encode())
        data += self._deflater.flush(zlib.Z_SYNC_FLUSH)
        if not self.socket.closed:
            await self.socket.send_bytes(data)


@dataclass(slots=True)
class Gateway:
    """All sessions; `changed` is told of each IDENTIFY, RESUME and heartbeat."""

    changed: asyncio.Condition
    url: str = ""
    close_code: int | None = None  # closes the connection with it instead of READY
    refuse_resume: bool = False  # answers RESUME with "invalid session"
    identifies: list[dict[str, Any]] = field(default_factory=list)  # what the client said
    resumes: int = 0
    heartbeats: int = 0
    sessions: list[Session] = field(default_factory=list)

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one client until its connection ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket)
        await connection.send({"op": _HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._heed(connection, json.loads(message.data))
                async with self.changed:
                    self.changed.notify_all()
        for session in self.sessions:
            if session.connection is connection:
                session.connection = None
        return socket

    async def push(self, event: str, data: dict[str, Any]) -> None:
        """Send an event to the shard that it is for: the server's, or the first for messages."""
        for session in self.sessions:
            number, shards = session.shard
            if number == ((int(data["guild_id"]) >> 22) % shards if "guild_id" in data else 0):
                await session.push(event, data)

    async def close(self, code: int) -> None:
        """End all connections; the sessions stay, to be resumed."""
        for session in self.sessions:
            if session.connection is not None:
                await session.connection.socket.close(code=code)

    async def tell_to_reconnect(self) -> None:
        await self._tell({"op": _RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Say that the session is over, or (resumable) that the client should try to resume."""
        connections = [s.connection for s in self.sessions if s.connection is not None]
        if not resumable:
            self.sessions.clear()
        for connection in connections:
            await connection.send({"op": _INVALID, "d": resumable})

    async def _tell(self, payload: dict[str, Any]) -> None:
        for session in self.sessions:
            if session.connection is not None:
                await session.connection.send(payload)

    async def _heed(self, connection: Connection, payload: dict[str, Any]) -> None:
        data = payload["d"]
        if payload["op"] == _BEAT:
            self.heartbeats += 1
            await connection.send({"op": _HEARD})
        elif payload["op"] == _RESUME:
            await self._resume(connection, data)
        elif payload["op"] == _IDENTIFY:
            await self._identify(connection, data)

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        session = next((s for s in self.sessions if s.id == data["session_id"]), None)
        if session is None or self.refuse_resume:
            self.sessions = [s for s in self.sessions if s is not session]
            await connection.send({"op": _INVALID, "d": False})
            return
        session.connection = connection
        for missed in session.sent[data["seq"] :]:
            await connection.send(missed)
        await session.push("RESUMED", {})
        self.resumes += 1

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        if self.close_code is not None or data["token"] != TOKEN:
            await connection.socket.close(code=self.close_code or _BAD_TOKEN)
            return
        self.identifies.append(data)
        shard = tuple(data.get("shard", (0, 1)))
        session = Session(f"session-{len(self.identifies)}", (shard[0], shard[1]))
        session.connection = connection
        # one session for a shard; what an earlier process left is over
        self.sessions = [s for s in self.sessions if s.shard != session.shard] + [session]
        here = (int(GUILD) >> 22) % shard[1] == shard[0]
        await session.push(
            "READY",
            {
                "v": 10,
                "user": BOT,
                "guilds": [{"id": GUILD, "unavailable": True}] if here else [],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": shard,
                "application": {"id": APPLICATION, "flags": 0},
            },
        )
        if here:
            await session.push("GUILD_CREATE", server())
