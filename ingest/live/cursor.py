"""Where a long fetch stopped, kept outside of this package."""

from __future__ import annotations

from typing import Protocol


class Cursor(Protocol):
    """Remembers one short text for each key, across processes."""

    def load(self, key: str) -> str | None:
        """What was saved last under the key; None or "" when there is nothing."""
        ...

    def save(self, key: str, value: str) -> None:
        """Remember the value; "" forgets the key.

        Called between two records, when everything yielded before is behind the new position.
        An implementation must therefore store those records before, or together with, the
        value: otherwise a crash in between loses them.
        """
        ...


class NoCursor:
    """Remembers nothing: every fetch begins at its beginning."""

    def load(self, key: str) -> str | None:
        """Nothing."""
        del key
        return None

    def save(self, key: str, value: str) -> None:
        """Nothing."""
