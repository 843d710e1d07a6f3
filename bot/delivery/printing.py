"""Digests on a screen, or in the mail that cron makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.digests.mail import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.delivery.sending import Outgoing


class Printer:
    """Prints. What was printed and not confirmed is printed again.

    Args:
        write: takes a whole digest, its line ends included.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    async def send(self, outgoing: Outgoing, *, doubtful: bool) -> Sequence[str]:
        """See `Sender`; it never fails, and its messages have no ids."""
        del doubtful
        digest = outgoing.digest
        self._write(plain_text(digest) if digest is not None else f"{outgoing.note}\n")
        return ()
