"""What came of a simulation: plain data, kept in its folder, and judged from there."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

_FILE = "outcome.pickle"


@dataclass(slots=True)
class Outcome:
    """What there is to be looked at afterwards."""

    kills: dict[str, int] = field(default_factory=dict)
    starts: int = 0
    said: dict[str, int] = field(default_factory=dict)  # what the process counted, added up
    struck: dict[str, int] = field(default_factory=dict)  # replies that were wrong
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by channel
    refused: set[str] = field(default_factory=set)  # channels written to when they were gone
    nonces: int = 0  # messages that were sent a second time, and known by their nonce
    mails: dict[str, list[bytes]] = field(default_factory=dict)  # by address
    mails_again: int = 0  # under a Message-ID that the mailbox has
    terminal: str = ""  # what was printed
    feeds: set[tuple[str, dt.date]] = field(default_factory=set)  # handed out whole

    def keep(self, folder: Path) -> None:
        """Write it down; a verdict takes it from there as often as one likes."""
        (folder / _FILE).write_bytes(pickle.dumps(self))

    @classmethod
    def kept(cls, folder: Path) -> Outcome:
        """What was written down.

        Raises:
            FileNotFoundError: nothing was played to its end there.
        """
        found = pickle.loads((folder / _FILE).read_bytes())  # noqa: S301 - written by `keep`
        assert isinstance(found, cls)
        return found
