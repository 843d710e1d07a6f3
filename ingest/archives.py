"""Gzip as a stream: several members in a row, a cut in the middle, a bomb.

The standard library's `GzipFile` gives nothing of a block that holds damage and has no limit
on what a block unpacks to; hence zlib itself (https://docs.python.org/3/library/zlib.html).
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ingest.errors import TooLarge, Truncated

if TYPE_CHECKING:
    from collections.abc import Iterator

GZIP = b"\x1f\x8b"
MAX_INFLATION = 250  # times; real dumps inflate 3 to 30 times, equal rows but for their ids 190
INFLATION_MATTERS_FROM = 64 * 2**20  # bytes unpacked; below that a bomb does no harm

_CHUNK = 2**18


def inflated(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The unpacked content of one or more gzip members, in pieces of bounded size.

    Args:
        blocks: The archive, in blocks of any size.
        name: What to call it in messages.

    Raises:
        Truncated: It ends early or is damaged; what stood before that was yielded.
        TooLarge: It unpacks to absurd sizes.
    """
    packed = unpacked = 0
    member = _Member(name)
    for block in blocks:
        packed += len(block)
        for piece in member.feed(block):
            unpacked += len(piece)
            if unpacked > max(INFLATION_MATTERS_FROM, packed * MAX_INFLATION):
                raise TooLarge(
                    f"{name} unpacks to more than {MAX_INFLATION} times its size: "
                    "a gzip bomb, not a dump of papers."
                )
            yield piece
    member.finish()


class _Member:
    """The gzip member that is being unpacked, and those that follow it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._inflate = zlib.decompressobj(wbits=31)
        self._between = b""  # after a member, until it is clear whether another follows

    def feed(self, block: bytes) -> Iterator[bytes]:
        data = block
        while data:
            if self._inflate.eof:
                data = (self._between + data).lstrip(b"\x00")  # tapes and disks pad with zeros
                if len(data) < len(GZIP):
                    self._between = data
                    return
                if not data.startswith(GZIP):
                    raise Truncated(f"{self._name} is damaged: something else follows its end.")
                self._between, self._inflate = b"", zlib.decompressobj(wbits=31)
            yield from self._pieces(data)
            data = self._inflate.unused_data

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        try:
            while True:
                piece = self._inflate.decompress(data, _CHUNK)
                if piece:
                    yield piece
                data = self._inflate.unconsumed_tail
                # a full piece may leave output inside zlib, with all input taken
                if self._inflate.eof or (not data and len(piece) < _CHUNK):
                    return
        except zlib.error as exc:
            raise Truncated(f"{self._name} is damaged: it cannot be unpacked.") from exc

    def finish(self) -> None:
        if not self._inflate.eof:
            raise Truncated(f"{self._name} is truncated: it ends in the middle.")
