"""`paperwire run`: the bot on Discord, until it is told to stop."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer  # noqa: TC002 - typer reads the annotations

from bot.errors import DONE, DiscordError, failure_of

if TYPE_CHECKING:
    from bot.cli.session import Session
    from bot.serving import Ended
    from config.settings import Settings


def run(ctx: typer.Context) -> None:
    """Answer on Discord: /ask, mentions of the bot, direct messages. Ctrl-C ends it."""
    import asyncio  # noqa: PLC0415 - help is instant without it

    session: Session = ctx.obj
    with session.open() as app:
        token = _token(app.settings)
        app.ownership.acquire("run")
        from bot.client import point_at  # noqa: PLC0415 - imports discord, which is slow
        from bot.logs import log_to  # noqa: PLC0415 - same
        from bot.serving import serve  # noqa: PLC0415 - same

        log_to(sys.stderr, debug=session.debug, secrets=app.settings.secrets())
        point_at(app.settings.discord.api_base, app.settings.discord.gateway_url)
        ended = asyncio.run(serve(app, token))
        if not ended.threads_done:
            _leave(session, ended)
    if ended.error is not None:
        raise ended.error


def _token(settings: Settings) -> str:
    secret = settings.discord.token
    token = secret.get_secret_value().strip() if secret is not None else ""
    if not token:
        raise DiscordError(
            "the bot's token is missing: set PAPERWIRE_DISCORD__TOKEN, in .env for example, to "
            "the one under Bot at https://discord.com/developers/applications"
        )
    return token


def _leave(session: Session, ended: Ended) -> None:
    """End the process under a thread that is still at work.

    Waiting for it could take minutes, and closing what it uses is worse. Whatever it was
    doing is due again at the next start.
    """
    status = DONE
    if ended.error is not None:
        session.fail(ended.error)
        status = failure_of(ended.error).status
    sys.stderr.flush()
    os._exit(status)
