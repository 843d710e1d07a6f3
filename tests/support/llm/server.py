"""The scripted model as a server."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from retrieval.llm import EndpointOptions
from tests.support.llm.replies import Garbage, Half, Refuses, Reply, Says, Seen, Silent, Status

KEY = "sk-of-the-scripted-model-7f3a"
MODEL = "scripted-1"

Script = Reply | Callable[[Seen], Reply]


@dataclass(slots=True)
class ScriptedLlm:
    """One endpoint, and everything that it was asked."""

    seen: list[Seen] = field(default_factory=list)
    base: str = ""
    _next: deque[Script] = field(default_factory=deque)
    _always: Script = field(default_factory=lambda: Says("I have nothing to say."))
    _runner: web.AppRunner | None = None
    _leaving: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def base_url(self) -> str:
        """What `PAPERWIRE_LLM__BASE_URL` is set to."""
        return f"http://{self.base}/v1"

    def options(self, **changed: Any) -> EndpointOptions:
        """Options of an `Endpoint` that asks this server."""
        return EndpointOptions(
            **({"base_url": self.base_url, "model": MODEL, "api_key": KEY} | changed)
        )

    @property
    def variables(self) -> dict[str, str]:
        """The settings of a process that asks this server."""
        return {
            "PAPERWIRE_LLM__BASE_URL": self.base_url,
            "PAPERWIRE_LLM__MODEL": MODEL,
            "PAPERWIRE_LLM__API_KEY": KEY,
        }

    def then(self, *scripts: Script) -> None:
        """Answer the next requests so, one after the other."""
        self._next.extend(scripts)

    def always(self, script: Script) -> None:
        """Answer so whenever nothing else was ordered."""
        self._always = script

    async def start(self) -> None:
        """Listen, on the port of the last time if there was one."""
        self._leaving.clear()
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._complete)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        port = int(self.base.rpartition(":")[2] or 0)
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"{host}:{port}"

    async def stop(self) -> None:
        """Be gone: connections are refused."""
        self._leaving.set()
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = None

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        seen = Seen(dict(request.headers), await request.json())
        self.seen.append(seen)
        script = self._next.popleft() if self._next else self._always
        reply = script(seen) if callable(script) else script
        if isinstance(reply, Status):
            headers = {"Retry-After": reply.retry_after} if reply.retry_after is not None else {}
            return web.json_response(reply.said, status=reply.status, headers=headers)
        if isinstance(reply, Garbage):
            return web.Response(body=reply.body, content_type=reply.content_type)
        if seen.body.get("stream"):
            return await self._streamed(request, reply)
        return web.json_response(_whole(reply))

    async def _streamed(
        self, request: web.Request, reply: Says | Half | Silent | Refuses
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        if isinstance(reply, Refuses):
            await response.write(_event({"refusal": reply.words}))
            await response.write(_event({}, "stop") + b"data: [DONE]\n\n")
            return response
        size = reply.size if isinstance(reply, Says) else 7
        for start in range(0, len(reply.text), size):
            await response.write(_event({"content": reply.text[start : start + size]}))
        if isinstance(reply, Silent):
            await self._leaving.wait()
        if isinstance(reply, Half) and request.transport is not None:
            request.transport.close()
        if isinstance(reply, Says):
            await response.write(_event({}, "stop"))
            if reply.counts:
                await response.write(_data({"choices": [], "usage": _usage(reply)}))
            await response.write(b"data: [DONE]\n\n")
        return response


def _whole(reply: Says | Half | Silent | Refuses) -> dict[str, Any]:
    """The same without streaming."""
    if isinstance(reply, Refuses):
        message: dict[str, Any] = {"role": "assistant", "content": None, "refusal": reply.words}
    else:
        message = {"role": "assistant", "content": reply.text}
    whole: dict[str, Any] = {"choices": [{"message": message, "finish_reason": "stop"}]}
    if isinstance(reply, Says) and reply.counts:
        whole["usage"] = _usage(reply)
    return whole


def _usage(reply: Says) -> dict[str, int]:
    return {"prompt_tokens": reply.read, "completion_tokens": reply.written}


def _event(delta: dict[str, Any], finish_reason: str | None = None) -> bytes:
    return _data({"choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]})


def _data(value: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"
