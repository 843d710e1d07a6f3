"""What became of something that a person asked: the acknowledgement and the messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.support.loopback.world import APPLICATION, LOADING

if TYPE_CHECKING:
    from tests.support.loopback.requests import Request
    from tests.support.loopback.server import DiscordServer
    from tests.support.loopback.store import Interaction


@dataclass(frozen=True, slots=True)
class Asked:
    """An interaction on its way: what became of it."""

    discord: DiscordServer
    of: Interaction
    at: float  # when it was sent, of the event loop's clock

    async def acknowledged(self) -> Request:
        """The first callback for it."""
        return await self.discord.request("POST", f"interactions/{self.of.id}/")

    async def message(self) -> dict[str, Any]:
        """The message that answers, once it says something: a new one, or the edited one."""
        path = f"webhooks/{APPLICATION}/{self.of.token}"
        store, requests = self.discord.store, self.discord.requests

        def answered() -> bool:
            if not self.of.answered:
                return False
            message = store.messages.get(self.of.original or "")
            if self.of.answered in (4, 7):  # said in the callback itself
                return True
            if self.of.answered == 6:
                return any(r.path.startswith(path) and r.method != "GET" for r in requests)
            return message is not None and not message["flags"] & LOADING

        await self.discord.until(answered)
        return store.messages[self.of.original or ""]

    async def further(self) -> dict[str, Any]:
        """The first message that was sent beside the one that was clicked."""
        await self.discord.until(lambda: bool(self.of.further))
        return self.discord.store.messages[self.of.further[0]]
