"""The bot's life: log in, open the indexes, keep them up to date, answer, end cleanly."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

from bot.client import PaperwireBot
from bot.engine import Engine
from bot.errors import DiscordError, failure_of

if TYPE_CHECKING:
    from bot.wiring import App

_log = structlog.get_logger(__name__)

POLL_S = 5.0  # between two looks at what other processes stored
_LOGIN_S = 60.0
# together below the ten seconds that container engines allow between SIGTERM and SIGKILL
_ANSWERS_S, _GOODBYE_S, _THREADS_S = 3.0, 2.0, 3.5
_PORTAL = "https://discord.com/developers/applications"
_REFUSED = 4004  # the gateway's close code for a token that it does not know
_INTENTS = 4014


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended."""

    error: BaseException | None = None  # why, unless it was asked to end
    threads_done: bool = True  # False: a thread is still at work, and nothing may be closed


async def serve(app: App, token: str, *, poll_s: float = POLL_S) -> Ended:
    """Be on Discord until SIGTERM or SIGINT, or until that is impossible.

    Args:
        app: owned by this process (see `retrieval.ownership`).
        token: the bot's.
        poll_s: seconds between two looks at the catalogue.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # on Windows, where Ctrl-C still interrupts
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
    engine = Engine(app)
    bot = PaperwireBot(engine)
    work = asyncio.create_task(_work(bot, engine, token, poll_s))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    error = None
    if work.done():
        error = work.exception() or DiscordError("Discord ended the connection: start again")
    else:
        _log.info("stopping")
        await bot.idle(_ANSWERS_S)
    work.cancel()
    with suppress(asyncio.TimeoutError, discord.DiscordException, aiohttp.ClientError):
        await asyncio.wait_for(bot.close(), _GOODBYE_S)
    threads_done = await engine.close(_THREADS_S)
    await asyncio.wait((work,), timeout=_GOODBYE_S)
    return Ended(error, threads_done)


async def _work(bot: PaperwireBot, engine: Engine, token: str, poll_s: float) -> None:
    """Raise why it cannot go on; it never returns while all is well."""
    await _log_in(bot, token)
    await engine.open()
    watching = asyncio.create_task(keep_indexed(engine, poll_s))
    try:
        await _connect(bot)
    finally:
        watching.cancel()


async def keep_indexed(engine: Engine, poll_s: float) -> None:
    """Index what is due now, and again whenever something was stored, by whichever process.

    A failure is logged once and tried again at the next look.
    """
    seen, failure = -1, ""
    while True:
        try:
            revision = await engine.revision()
            if revision != seen:
                count = await engine.index_due()
                seen, failure = revision, ""
                if count:
                    _log.info("indexed", papers=count)
        except Exception as exc:  # noqa: BLE001 - an edge: the bot answers from what it has
            if failure_of(exc).sentence != failure:
                failure = failure_of(exc).sentence
                _log.error("not indexed", exc_info=exc)
        await asyncio.sleep(poll_s)


async def _log_in(bot: PaperwireBot, token: str) -> None:
    """Raise DiscordError, whose sentence says what to do, if that is impossible."""
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise _bad_token()
    try:
        await asyncio.wait_for(bot.login(token), _LOGIN_S)
    except discord.LoginFailure as exc:
        raise _bad_token() from exc
    except discord.HTTPException as exc:
        raise DiscordError(
            f"Discord refuses to let the bot in (status {exc.status}): try again later, and "
            "check PAPERWIRE_DISCORD__API_BASE if it is set"
        ) from exc
    except (aiohttp.ClientError, OSError) as exc:
        raise _unreachable() from exc
    except (TypeError, KeyError, ValueError) as exc:  # a reply in another language
        raise DiscordError(
            "what answers at PAPERWIRE_DISCORD__API_BASE is not Discord: unset or mend it"
        ) from exc


async def _connect(bot: PaperwireBot) -> None:
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


def _bad_token() -> DiscordError:
    return DiscordError(
        "Discord does not know the token in PAPERWIRE_DISCORD__TOKEN: copy it again, or reset "
        f"it, under Bot at {_PORTAL}"
    )


def _no_intents() -> DiscordError:
    return DiscordError(
        f"Discord refuses the bot's intents, though none is privileged: look under Bot at {_PORTAL}"
    )


def _unreachable() -> DiscordError:
    return DiscordError(
        "Discord cannot be reached: check the network, and PAPERWIRE_DISCORD__API_BASE and "
        "PAPERWIRE_DISCORD__GATEWAY_URL if they are set"
    )
