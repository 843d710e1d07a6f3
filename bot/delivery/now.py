"""One round of deliveries outside the bot: from cron, by `paperwire deliver`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.delivery.assembling import deliverer_of
from bot.delivery.printing import Printer
from bot.engine import Engine
from bot.errors import DiscordError
from bot.login import check_token, log_in_once

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection

    from bot.delivery.reports import Report
    from bot.wiring import App

_THREADS_S = 60.0


async def deliver_now(
    app: App,
    *,
    token: str | None,
    day: dt.date | None,
    chosen: Collection[str] | None,
    write: Callable[[str], object],
) -> tuple[list[Report], DiscordError | None]:
    """Deliver what is due, once.

    Args:
        app: its indexes are up to date.
        token: the bot's, where followers on Discord are meant; the gateway is not needed.
        day: see `Deliverer.once`.
        chosen: same.
        write: prints a digest of the terminal.

    Returns:
        What came of each delivery, and why Discord could not be used, if it was to be: the
        other followers got theirs.

    Raises:
        StoreOwned: another process delivers.
    """
    engine = Engine(app)
    client = _client() if token is not None else None
    failure = None
    try:
        if client is not None and token is not None:
            try:
                check_token(token)
                await log_in_once(client, token)
            except DiscordError as exc:
                failure = exc
        reached = client if failure is None else None
        deliverer = deliverer_of(app, engine, reached, terminal=Printer(write))
        return await deliverer.once(day=day, chosen=chosen), failure
    finally:
        if client is not None:
            await client.close()
        if app.llm is not None:
            await app.llm.aclose()
        await engine.close(_THREADS_S)


def _client() -> discord.Client:
    """A client that sends and never connects. It mentions nobody."""
    # it never speaks: no warning of packages that voice would need
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    return discord.Client(
        intents=discord.Intents(guilds=True),  # without it discord.py warns
        allowed_mentions=discord.AllowedMentions.none(),
    )
