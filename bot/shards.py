"""discord.py's sharded bot, made fit for hours without Discord.

What it does by itself, seen in 2.7.1: after a failure it waits up to 17 minutes before it
connects again; a gateway that takes connections and drops them is dialled without a pause,
and each login counts against the thousand a day after which Discord resets the token; and
while it starts it calls itself again every five seconds, one frame deeper each time.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

if TYPE_CHECKING:
    from collections.abc import Sequence

    import aiohttp
    import yarl

_DOUBLINGS = 6  # of discord.py's pauses: 2**6 seconds at most
_WINDOW_S = 60.0
_DIALS = 4  # connections in that window, beyond one for each shard
# from_client is given a minute, of which identifying may take five seconds
_LONGEST_S = 45.0


class SteadyBot(commands.AutoShardedBot):
    """A sharded bot that comes back within a minute or so, and never hammers the gateway.

    Args:
        shard_count: in all processes together; as many as Discord recommends if None.
        shard_ids: those of this process; all of them if None.
        options: AutoShardedBot's.
    """

    def __init__(
        self,
        *,
        shard_count: int | None = None,
        shard_ids: Sequence[int] | None = None,
        **options: Any,  # noqa: ANN401 - handed on as they are
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            shard_count=shard_count,
            **options,
        )
        self.shard_ids = None if shard_ids is None else list(shard_ids)
        self._launching: set[int] = set()
        self._dialled: deque[float] = deque()
        self._dial = self.http.ws_connect
        # every connection to the gateway, for whichever reason, is made by this one function
        self.http.ws_connect = self._dial_gently  # type: ignore[method-assign] # meant

    async def prepare(self) -> None:
        """Belong to the running event loop; discord.py cannot close a bot that does not."""
        await self._async_setup_hook()

    async def launch_shards(self) -> None:
        """As many shards as Discord recommends, at the gateway of the settings.

        discord.py takes the gateway from the same reply, which would overrule the setting.

        Raises:
            discord.GatewayNotFound: Discord does not say how many, or a shard cannot connect;
                calling it again goes on with those that are left.
        """
        if not self.shard_count:
            self.shard_count, _, _ = await self.http.get_bot_gateway()
        await super().launch_shards()

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect a shard that is not connected yet.

        Raises:
            discord.GatewayNotFound: that failed, five seconds ago.
        """
        if shard_id in self.shards:
            return
        if shard_id in self._launching:  # called by discord.py, which would try for ever
            raise discord.GatewayNotFound
        self._launching.add(shard_id)
        try:
            await super().launch_shard(gateway, shard_id, initial=initial)
        finally:
            self._launching.discard(shard_id)
        # the shard keeps it over all its connections, and offers no way to say so
        self.shards[shard_id]._parent._backoff._max = _DOUBLINGS  # noqa: SLF001 - see above

    async def start_over(self) -> None:
        """Forget a login that failed half way, so that it can be tried again."""
        for name in tuple(self.cogs):
            await self.remove_cog(name)
        self.tree.clear_commands(guild=None)
        await self.http.close()
        self.http.connector = discord.utils.MISSING  # closed with the session

    async def _dial_gently(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        now = asyncio.get_running_loop().time()
        while self._dialled and now - self._dialled[0] > _WINDOW_S:
            self._dialled.popleft()
        if len(self._dialled) >= _DIALS + max(len(self.shards), len(self.shard_ids or ()), 1):
            await asyncio.sleep(min(self._dialled[0] + _WINDOW_S - now, _LONGEST_S))
        self._dialled.append(asyncio.get_running_loop().time())
        return await self._dial(url, compress=compress)
