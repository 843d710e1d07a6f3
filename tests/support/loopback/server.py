"""`DiscordServer`: start it, point the bot at it, play its people, wait for what the bot sends."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.support.loopback import events
from tests.support.loopback.asked import Asked
from tests.support.loopback.faults import LOST, Faults, Reply
from tests.support.loopback.gateway import Gateway
from tests.support.loopback.requests import Request, read
from tests.support.loopback.rest import Rest
from tests.support.loopback.store import Interaction, Store
from tests.support.loopback.world import ADA, PAPERS
from tests.support.seen import buttons_of

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 90  # the bot is back within a minute or so, and a busy machine is slow
_COMMAND, _COMPONENT, _AUTOCOMPLETE, _MODAL = 2, 3, 4, 5  # types of interactions


@dataclass(slots=True)
class DiscordServer:
    """One Discord with one server in it, and everything that the bot sent to it."""

    requests: list[Request] = field(default_factory=list)
    store: Store = field(default_factory=Store)
    base: str = ""
    _faults: Faults = field(default_factory=Faults)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _runner: web.AppRunner | None = None
    gateway: Gateway = field(init=False)
    rest: Rest = field(init=False)

    def __post_init__(self) -> None:
        self.gateway = Gateway(self._changed)
        self.rest = Rest(self.store)

    @property
    def api_base(self) -> str:
        return f"http://{self.base}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self.base}/gateway"

    async def start(self) -> None:
        """Listen, on the port of the last time if there was one."""
        app = web.Application()
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_get("/gateway/", self.gateway.connect)
        app.router.add_route("*", "/api/v10/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        port = int(self.base.rpartition(":")[2] or 0)
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"{host}:{port}"
        self.gateway.url = self.gateway_url

    async def stop(self) -> None:
        """Be gone: connections are refused. Sessions, messages and requests stay.

        Refused first: who is cut off and let in again would spend its dials of a minute on it.
        """
        if self._runner is not None:
            for site in self._runner.sites:
                await site.stop()
            await self.gateway.close(1001)
            await self._runner.cleanup()
        self._runner = None

    def fail(self, method: str, path: str, reply: Reply, times: int = 1) -> None:
        """Answer the next so many requests with this instead; `*` stands for anything."""
        self._faults.order(method, path, reply, times)

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait until it is so; looked at after each request and each word on the gateway."""
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(happened)

    async def logged_in(self, times: int = 1) -> None:
        """Wait until clients have identified themselves so often, since the start."""
        await self.until(lambda: len(self.gateway.identifies) >= times)

    async def resumed(self, times: int = 1) -> None:
        await self.until(lambda: self.gateway.resumes >= times)

    async def request(self, method: str, path: str, *, after: int = 0) -> Request:
        """The first request after so many whose path begins so; waits for it."""

        def found() -> Request | None:
            wanted = (r for r in self.requests[after:] if r.method == method)
            return next((r for r in wanted if r.path.startswith(path)), None)

        await self.until(found)
        request = found()
        assert request is not None
        return request

    async def slash(
        self,
        name: str,
        *path: str,
        by: dict[str, Any] = ADA,
        where: dict[str, Any] = PAPERS,
        locale: str = "en-US",
        **options: Any,
    ) -> Asked:
        """`/name path options`: a command, or one of its subcommands."""
        data = events.command_data(self._command(name), path, options, None)
        return await self._interact(_COMMAND, where, by, data, locale=locale)

    async def autocomplete(
        self, name: str, focused: str, *path: str, by: dict[str, Any] = ADA, **options: Any
    ) -> Asked:
        """A person types into the option `focused`; the choices are in the callback."""
        data = events.command_data(self._command(name), path, options, focused)
        return await self._interact(_AUTOCOMPLETE, PAPERS, by, data)

    async def menu(self, name: str, target: dict[str, Any], by: dict[str, Any] = ADA) -> Asked:
        """A command of the context menu of a message."""
        where = {"id": target["channel_id"]}
        return await self._interact(
            _COMMAND, where, by, events.menu_data(self._command(name), target)
        )

    async def click(
        self, message: dict[str, Any], custom_id: str, by: dict[str, Any] = ADA
    ) -> Asked:
        """Press a button of a message; fails where the message has none of that id."""
        assert custom_id in buttons_of(message).values(), buttons_of(message)
        data = events.button_data(custom_id)
        return await self._component(message, by, data)

    async def choose(
        self,
        message: dict[str, Any],
        custom_id: str,
        *values: str,
        kind: int = 3,
        by: dict[str, Any] = ADA,
    ) -> Asked:
        """Choose in a select menu of a message."""
        return await self._component(message, by, events.choice_data(custom_id, values, kind))

    async def submit(
        self,
        custom_id: str,
        fields: dict[str, str],
        message: dict[str, Any],
        by: dict[str, Any] = ADA,
    ) -> Asked:
        """Send off a form that a control of the message opened."""
        where, data = {"id": message["channel_id"]}, events.modal_data(custom_id, fields)
        seen = self.store.seen(message)
        return await self._interact(_MODAL, where, by, data, message=seen)

    async def say(
        self,
        where: dict[str, Any],
        text: str,
        by: dict[str, Any] = ADA,
        reply_to: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Write a message; a reply mentions the author of what it replies to, as in Discord."""
        body: dict[str, Any] = {"content": text}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to["id"]}
        message = self.store.write(where["id"], by, body)
        if reply_to is not None and reply_to["author"] not in message["mentions"]:
            message["mentions"] = [*message["mentions"], reply_to["author"]]
        await self.gateway.push("MESSAGE_CREATE", self.store.seen(message, by))
        return message

    async def reply_to(self, message: dict[str, Any]) -> dict[str, Any]:
        """The bot's reply to a message; waits for it."""

        def found() -> dict[str, Any] | None:
            for one in self.store.messages.values():
                if one.get("message_reference", {}).get("message_id") == message["id"]:
                    return one
            return None

        await self.until(found)
        reply = found()
        assert reply is not None
        return reply

    def _command(self, name: str) -> dict[str, Any]:
        known = [one for commands in self.store.commands.values() for one in commands]
        return next(one for one in known if one["name"] == name)

    async def _component(
        self, message: dict[str, Any], by: dict[str, Any], data: dict[str, Any]
    ) -> Asked:
        where, seen = {"id": message["channel_id"]}, self.store.seen(message)
        return await self._interact(_COMPONENT, where, by, data, message=seen)

    async def _interact(
        self,
        kind: int,
        where: dict[str, Any],
        by: dict[str, Any],
        data: dict[str, Any],
        **more: Any,
    ) -> Asked:
        one = self.store.new_id()
        clicked = more["message"]["id"] if "message" in more else None
        interaction = Interaction(one, f"token-{one}", kind, where["id"], clicked)
        self.store.interactions[interaction.token] = interaction
        event = events.interaction_event(interaction, by, data, **more)
        asked = Asked(self, interaction, asyncio.get_running_loop().time())
        await self.gateway.push("INTERACTION_CREATE", event)
        return asked

    async def _serve(self, request: web.Request) -> web.Response:
        now = asyncio.get_running_loop().time()
        sent = await read(request, request.match_info["path"], now)
        self.requests.append(sent)
        ordered = self._faults.take(sent.method, sent.path)
        reply = self.rest.answer(sent) if ordered in (None, LOST) else ordered
        async with self._changed:
            self._changed.notify_all()
        if ordered is LOST:
            await asyncio.Event().wait()
        return _response(reply)


def _response(reply: Reply) -> web.Response:
    if reply.body is None:
        return web.Response(status=reply.status)
    if isinstance(reply.body, str):
        headers = dict(reply.headers) | {"Content-Type": "text/html"}
        return web.Response(body=reply.body.encode(), status=reply.status, headers=headers)
    # with a charset behind it, as aiohttp writes it, discord.py takes the reply for text
    headers = dict(reply.headers) | {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(reply.body).encode(), status=reply.status, headers=headers)
