"""Logging in and connecting: what Discord refuses, in one sentence that says what to do."""

from __future__ import annotations

import asyncio
import math
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.errors import DiscordError
from bot.weather import DiscordAway

if TYPE_CHECKING:
    from bot.shards import SteadyBot

_LOGIN_S = 60.0
_SERVERS_FAULT = 500  # and above: status codes of an outage
_PORTAL = "https://discord.com/developers/applications"
_REFUSED = 4004  # the gateway's close code for a token that it does not know
_INTENTS = 4014


def check_token(token: str) -> None:
    """Refuse what cannot be a token, before anybody is asked.

    Raises:
        DiscordError: it holds what no header may.
    """
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise _bad_token()


async def log_in(bot: SteadyBot, token: str) -> None:
    """Log in, once.

    Raises:
        DiscordAway: the bot is as before, and trying again may help.
        DiscordError: it will not help; the sentence says what to do.
    """
    try:
        await log_in_once(bot, token)
    except DiscordAway:
        await bot.start_over()
        raise


async def connect(bot: SteadyBot) -> None:
    """Be connected to the gateway; an outage after the first connection is waited out.

    Raises:
        DiscordAway: there is no connection yet, and trying again may help.
        DiscordError: Discord ended it for good; the sentence says what to do.
    """
    try:
        await bot.connect()
    except discord.PrivilegedIntentsRequired as exc:
        raise _no_intents() from exc
    except discord.ConnectionClosed as exc:
        if exc.code == _REFUSED:
            raise _bad_token() from exc
        if exc.code == _INTENTS:
            raise _no_intents() from exc
        raise DiscordError(f"Discord closed the connection (code {exc.code})") from exc
    except (discord.GatewayNotFound, aiohttp.ClientError, OSError) as exc:
        raise _unreachable() from exc


async def log_in_once(bot: discord.Client, token: str) -> None:
    """Log in; nothing is mended where it fails. Raises what `log_in` raises."""
    try:
        await asyncio.wait_for(bot.login(token), _LOGIN_S)
    except discord.LoginFailure as exc:
        raise _bad_token() from exc
    except discord.HTTPException as exc:
        raise _refused(exc) from exc
    except (aiohttp.ClientError, OSError) as exc:
        raise _unreachable() from exc
    except (TypeError, KeyError, ValueError) as exc:  # a reply in another language
        raise DiscordError(
            "what answers at PAPERWIRE_DISCORD__API_BASE is not Discord: unset or mend it"
        ) from exc


def _refused(error: discord.HTTPException) -> DiscordError:
    said = (
        f"Discord refuses to let the bot in (status {error.status}): try again later, and "
        "check PAPERWIRE_DISCORD__API_BASE if it is set"
    )
    if error.status == HTTPStatus.TOO_MANY_REQUESTS or error.status >= _SERVERS_FAULT:
        return DiscordAway(said, _retry_after(error))
    return DiscordError(said)


def _retry_after(error: discord.HTTPException) -> float:
    """The seconds that Discord asked to wait, or 0."""
    try:
        seconds = float(error.response.headers.get("Retry-After", "0"))
    except ValueError:  # a date, which proxies may send
        return 0.0
    return seconds if seconds > 0 and math.isfinite(seconds) else 0.0


def _bad_token() -> DiscordError:
    return DiscordError(
        "Discord does not know the token in PAPERWIRE_DISCORD__TOKEN: copy it again, or reset "
        f"it, under Bot at {_PORTAL}"
    )


def _no_intents() -> DiscordError:
    return DiscordError(
        f"Discord refuses the bot's intents, though none is privileged: look under Bot at {_PORTAL}"
    )


def _unreachable() -> DiscordAway:
    return DiscordAway(
        "Discord cannot be reached: check the network, and PAPERWIRE_DISCORD__API_BASE and "
        "PAPERWIRE_DISCORD__GATEWAY_URL if they are set"
    )
