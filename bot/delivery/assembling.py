"""The deliverer of a process, with every way of sending that its settings allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.deliverer import GAP_S, Deliverer
from bot.delivery.mailing import Mailer
from bot.delivery.posting import Poster
from retrieval.following.values import Way

if TYPE_CHECKING:
    import discord

    from bot.delivery.sending import Sender
    from bot.engine import Engine
    from bot.wiring import App


def mailer_of(app: App, engine: Engine) -> Mailer:
    """What sends mails, as the settings say."""

    async def ending(follower_id: str) -> str:
        return await engine.quick(app.following.ending_token, follower_id, app.now())

    return Mailer(app.settings.mail, app.now, ending)


def deliverer_of(
    app: App,
    engine: Engine,
    client: discord.Client | None,
    *,
    terminal: Sender | None = None,
    gap_s: float = GAP_S,
) -> Deliverer:
    """The deliverer.

    Args:
        app: holds the catalogue, the settings and the clock.
        engine: its threads do what blocks.
        client: logged in on Discord; None: followers there wait.
        terminal: prints what followers in the terminal are due; None: they wait.
        gap_s: between the beginnings of two deliveries.
    """
    senders: dict[Way, Sender] = {}
    poster = Poster(client) if client is not None else None
    if poster is not None:
        senders |= {Way.CHANNEL: poster, Way.MEMBER: poster}
    if terminal is not None:
        senders[Way.TERMINAL] = terminal
    if app.settings.mail.host is not None:
        senders[Way.EMAIL] = mailer_of(app, engine)
    told = poster.tell_owner if poster is not None else None
    return Deliverer(app, engine, senders, told=told, gap_s=gap_s)
