"""A cursor that moves only when what lies behind it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.live.cursor import Cursor


class SettledCursor:
    """Holds positions back until `settle`, which is called after each stored batch.

    A source saves its position between two records, while records before it may still wait
    in a batch. Written at once, the position would skip them after a crash; written after
    the next batch, it lags at most one batch behind, and reading records twice is harmless.
    """

    def __init__(self, behind: Cursor) -> None:
        self._behind = behind
        self._waiting: dict[str, str] = {}

    def load(self, key: str) -> str | None:
        """The last position, whether written or still held back."""
        return self._waiting[key] if key in self._waiting else self._behind.load(key)

    def save(self, key: str, value: str) -> None:
        """Note a position, to be written by the next `settle`."""
        self._waiting[key] = value

    def settle(self) -> None:
        """Write the positions: everything yielded so far is stored."""
        for key, value in list(self._waiting.items()):
            self._behind.save(key, value)
            del self._waiting[key]
