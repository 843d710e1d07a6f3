"""What the bot writes down: one line an event, on stderr, without questions and secrets."""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.errors import DiscordError, is_members_fault
from bot.render.sentences import printable
from config.errors import SettingsError
from ingest.errors import IngestError
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from structlog.typing import EventDict, Processor

_HIDDEN = "[hidden]"
_LONGEST = 500  # characters of one value
# whoever knows the last part of such an address can answer in the bot's name for 15 minutes
_REPLYING = re.compile(r"((?:webhooks|interactions)/\d+/)[^/\s\"'?]+")
_PLAIN = (
    SettingsError,
    IngestError,
    RetrievalError,
    DiscordError,
    OSError,
    aiohttp.ClientError,
    discord.DiscordException,
)
_QUOTING = (app_commands.TransformerError, commands.UserInputError)
_WRAPPED = (app_commands.CommandInvokeError, commands.CommandInvokeError)


def log_to(stream: TextIO, *, debug: bool, secrets: Sequence[str]) -> None:
    """Send every log of this process to the stream, as `key=value` lines.

    Args:
        stream: where to.
        debug: show tracebacks; a reason on the same line otherwise.
        secrets: what is replaced wherever it stands, should a library print it.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if debug else _reason,
    ]
    keys = ["timestamp", "level", "logger", "event"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _clean(secrets),
                _traceback_below(structlog.processors.LogfmtRenderer(key_order=keys)),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("bot", "discord", "ingest"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("discord.client").setLevel(logging.WARNING)  # a line for each login tried
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _reason(_logger: object, _name: str, event: EventDict) -> EventDict:
    """The error of an event as one value instead of a traceback."""
    error = event.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["reason"] = _told(error)
    return event


def _told(error: BaseException) -> str:
    """An error's message where it is known to be about us, else where it arose.

    What other errors say may quote what somebody asked: `int("...")` does, SQL with its
    parameters does.
    """
    if isinstance(error, _WRAPPED):
        error = error.original
    if isinstance(error, _PLAIN) and not (is_members_fault(error) or isinstance(error, _QUOTING)):
        return f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    file = "/".join(Path(frames[-1].filename).parts[-2:])
    return f"{type(error).__name__} at {file}:{frames[-1].lineno}"


def _clean(secrets: Sequence[str]) -> Processor:
    """Values on one line, not too long, without secrets."""

    def clean(_logger: object, _name: str, event: EventDict) -> EventDict:
        for key, value in event.items():
            if not isinstance(value, str):
                continue
            if key == "event" and event.get("logger") == "asyncio":
                value = value.partition("\n")[0]  # noqa: PLW2901 - what follows quotes values
            for secret in secrets:
                value = value.replace(secret, _HIDDEN)  # noqa: PLW2901 - one after the other
            value = _REPLYING.sub(rf"\1{_HIDDEN}", value)  # noqa: PLW2901 - same
            event[key] = value if key == "exception" else printable(value)[:_LONGEST]
        return event

    return clean


def _traceback_below(line: structlog.processors.LogfmtRenderer) -> Processor:
    def render(logger: object, name: str, event: EventDict) -> str:
        traceback = event.pop("exception", None)
        shown = line(logger, name, event)
        return f"{shown}\n{traceback}" if traceback else shown

    return render
