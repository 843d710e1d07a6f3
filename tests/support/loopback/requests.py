"""What the bot sent, as tests look at it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web


@dataclass(frozen=True, slots=True)
class Request:
    """One request of the bot.

    `body` is the JSON of the request, or of its part `payload_json` where files came with it;
    `files` then has the name and the bytes of each file, by the name of its part.
    """

    method: str
    path: str  # below the API's base
    body: Any
    at: float  # of the event loop's clock, seconds
    query: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    authorisation: str | None = None


async def read(request: web.Request, path: str, at: float) -> Request:
    """The request with its body, whichever of Discord's two encodings that has."""
    body: Any = None
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        body = await request.json()
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            data = bytes(await part.read())
            if part.name == "payload_json":
                body = json.loads(data)
            else:
                files[part.name] = (part.filename or "", data)
    authorisation = request.headers.get("Authorization")
    return Request(request.method, path, body, at, dict(request.query), files, authorisation)
