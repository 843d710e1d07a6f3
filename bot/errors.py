"""The one table of what people are told when something goes wrong, and with which exit status.

Expected errors carry their own sentence (`config.errors`, `ingest.errors`,
`retrieval.errors`); the table says which those are, and words the few that Python raises.
Both front ends read it, so a person reads the same sentence in the terminal and in Discord.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.words import CHINESE, ENGLISH
from bot.words.mistakes_chinese import in_chinese
from config.errors import SettingsError
from ingest.errors import IngestError
from retrieval.errors import BadQuestion, RetrievalError, StoreAway, UnknownPaper

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.words import Words

DONE, FAILED, INTERRUPTED = 0, 1, 130  # 130: 128 + SIGINT, as shells count it
_LONGEST = 400  # characters; libraries quote whole files in their messages
_ENDS = (".", "!", "?", "。")


class DiscordError(Exception):
    """The bot cannot be on Discord. The message is one sentence that says what to do."""


class MailError(Exception):
    """A mail cannot be sent. The message is one sentence that says what to do."""


class NotTranslated(Exception):
    """A translation that was asked for is not to be had. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What to tell, in one line, and the exit status of the process."""

    sentence: str
    status: int


def failure_of(error: BaseException) -> Failure:
    """The failure that an error is to the person who waits for the result."""
    for kind, status, words in _TABLE:
        if isinstance(error, kind):
            return Failure(one_sentence(words(error)), status)
    return Failure(one_sentence(_unexpected(error)), FAILED)


def is_members_fault(error: BaseException) -> bool:
    """Whether the person who asked can mend it, by asking differently."""
    return isinstance(error, BadQuestion | UnknownPaper)


def said_to_members(error: BaseException, words: Words = ENGLISH) -> str:
    """What the members of a Discord server are told.

    Their own mistakes in full; of everything else only that it failed, for the sentences name
    folders, processes and settings, which are for whoever runs the bot.
    """
    if isinstance(error, StoreAway):
        return words.refusals.away
    if not is_members_fault(error):
        return words.refusals.failed
    if isinstance(error, UnknownPaper):  # its own sentence says what to type in a terminal
        return words.refusals.unknown_paper.format(named=error.named)
    said = str(error).removeprefix("--")  # so the terminal writes the name of an option
    return one_sentence(in_chinese(said) if words is CHINESE else said)


def one_sentence(text: str) -> str:
    """The text on one line, its middle left out if it is very long, and a full stop at its end."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} ... {line[-_LONGEST // 2 :]}"
    return line if line.endswith(_ENDS) else f"{line}."


def _interrupted(_: BaseException) -> str:
    return "interrupted; everything that was stored so far is kept"


def _out_of_memory(_: BaseException) -> str:
    return "the memory of this machine does not suffice; what was stored so far is kept"


def _system(error: BaseException) -> str:
    code = getattr(error, "errno", None)
    reason = os.strerror(code) if code else str(error)
    name = getattr(error, "filename", None)
    return f"{name}: {reason}" if name else f"the system refused to go on: {reason}"


def _unexpected(error: BaseException) -> str:
    said = str(error).strip().partition("\n")[0][:200]
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"an unexpected error ({what}), which `paperwire --debug` shows in full"


_TABLE: tuple[tuple[type[BaseException], int, Callable[[BaseException], str]], ...] = (
    (SettingsError, FAILED, str),
    (IngestError, FAILED, str),
    (RetrievalError, FAILED, str),
    (DiscordError, FAILED, str),
    (MailError, FAILED, str),
    (NotTranslated, FAILED, str),
    (KeyboardInterrupt, INTERRUPTED, _interrupted),
    (MemoryError, FAILED, _out_of_memory),
    (OSError, FAILED, _system),
)
