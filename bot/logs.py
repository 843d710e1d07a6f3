"""What the bot writes down: one line an event, on stderr, without questions and secrets."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import structlog

from bot.render.sentences import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from structlog.typing import EventDict, Processor

_HIDDEN = "[hidden]"
_LONGEST = 500  # characters of one value


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
        event["reason"] = f"{type(error).__name__}: {error}"
    return event


def _clean(secrets: Sequence[str]) -> Processor:
    """Values on one line, not too long, without secrets."""

    def clean(_logger: object, _name: str, event: EventDict) -> EventDict:
        for key, value in event.items():
            if not isinstance(value, str):
                continue
            for secret in secrets:
                value = value.replace(secret, _HIDDEN)  # noqa: PLW2901 - one after the other
            event[key] = value if key == "exception" else printable(value)[:_LONGEST]
        return event

    return clean


def _traceback_below(line: structlog.processors.LogfmtRenderer) -> Processor:
    def render(logger: object, name: str, event: EventDict) -> str:
        traceback = event.pop("exception", None)
        shown = line(logger, name, event)
        return f"{shown}\n{traceback}" if traceback else shown

    return render
