"""Files as they lie on disk, made into streams of text lines or one piece of bytes.

Decided by the first bytes, never by the name: gzip (several members too), UTF-8 and UTF-16
byte order marks. Text is UTF-8; bytes that are not are read as Windows-1252, one by one, so
that nothing is lost. Memory is constant, whatever a line or an archive holds.
"""

from __future__ import annotations

import codecs
import contextlib
import itertools
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ingest.archives import GZIP, inflated
from ingest.errors import NotRecognised, SourceUnreadable, TooLarge, Truncated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STDIN = "-"
MAX_LINE_BYTES = 4 * 2**20  # the longest abstract on arXiv is under 10 kB
MAX_DOCUMENT_BYTES = 64 * 2**20  # ten full pages of the arXiv API, the largest of them
HEAD_BYTES = 2**16

_CHUNK = 2**18
_BINARY = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"SQLite format 3\x00": "a database",
}
_LOST = re.compile("[\udc80-\udcff]+")


class Line(NamedTuple):
    """One line without its end. `text` is None where it is over `MAX_LINE_BYTES`."""

    number: int
    text: str | None


class Content:
    """An opened file: what it begins with, and then its lines or its bytes, once."""

    def __init__(self, name: str, chunks: Iterator[bytes]) -> None:
        self.name = name
        head = bytearray()
        self.damage: Truncated | None = None  # known once the content has been read so far
        try:
            while len(head) < HEAD_BYTES and (chunk := next(chunks, None)) is not None:
                head += chunk
        except Truncated as damaged:
            self.damage = damaged
        self._head = bytes(head)
        self._rest = chunks
        self._check()

    @property
    def head(self) -> str:
        """The first 64 KiB as text; the last line may be cut."""
        return decoded(self._head[:HEAD_BYTES])

    def lines(self) -> Iterator[Line]:
        """Every complete line; then the error of a damaged file, if it is one."""
        return split_lines(self._chunks())

    def document(self) -> bytes:
        """The whole content, as far as it can be read; `damage` tells what is wrong then.

        Raises:
            TooLarge: it is over `MAX_DOCUMENT_BYTES`.
        """
        whole = bytearray()
        try:
            for chunk in self._chunks():
                whole += chunk
                if len(whole) > MAX_DOCUMENT_BYTES:
                    raise _too_large_document(self.name)
        except Truncated as damaged:
            self.damage = damaged
        return bytes(whole)

    def _chunks(self) -> Iterator[bytes]:
        yield self._head
        if self.damage is not None:
            raise self.damage
        yield from self._rest

    def _check(self) -> None:
        if not self._head.strip():
            if self.damage is not None:
                raise self.damage
            raise NotRecognised(f"{self.name} is empty.")
        for magic, kind in _BINARY.items():
            if self._head.startswith(magic):
                raise NotRecognised(f"{self.name} is {kind}, not text.")
        if b"\x00" in self._head:
            raise NotRecognised(f"{self.name} is a binary file, not text.")


@contextlib.contextmanager
def opened(
    source: Path | str,
    *,
    stdin: BinaryIO | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Content]:
    """Open a file, or "-" for standard input.

    Args:
        source: The path as the user gave it; it names the file in messages.
        stdin: What "-" reads; the process's own by default.
        on_bytes: Called with the size of each block read, before unpacking, for progress.

    Raises:
        SourceUnreadable: It cannot be opened or read.
        NotRecognised: It is empty or binary.
        Truncated: It is damaged within its first bytes.
        TooLarge: It unpacks to absurd sizes.
    """
    name = str(source)
    with contextlib.ExitStack() as stack:
        stream: BinaryIO
        if name == STDIN:
            name, stream = "<stdin>", stdin or sys.stdin.buffer
        else:
            stream = stack.enter_context(_open_file(Path(source)))
        yield Content(name, text_chunks(_blocks(stream, name, on_bytes), name))


def _open_file(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as exc:
        raise SourceUnreadable(f"{path} does not exist.") from exc
    except PermissionError as exc:
        raise SourceUnreadable(f"{path} cannot be read: no permission.") from exc
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the name
        reason = getattr(exc, "strerror", None) or str(exc)
        raise SourceUnreadable(f"{path!s} cannot be opened: {reason}.") from exc


def _blocks(stream: BinaryIO, name: str, on_bytes: Callable[[int], None] | None) -> Iterator[bytes]:
    try:
        while block := stream.read(_CHUNK):
            if on_bytes is not None:
                on_bytes(len(block))
            yield block
    except OSError as exc:
        raise SourceUnreadable(f"{name} cannot be read: {exc.strerror or exc}.") from exc


def text_chunks(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Blocks of a file as blocks of text in UTF-8: unpacked, without a byte order mark."""
    first, blocks = _peek(blocks)
    if first.startswith(GZIP):
        first, blocks = _peek(inflated(blocks, name))
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _from_utf16(blocks)
        return
    if first.startswith(codecs.BOM_UTF8):
        yield next(blocks)[len(codecs.BOM_UTF8) :]
    yield from blocks


def _peek(blocks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    first = next(blocks, b"")
    while 0 < len(first) < len(codecs.BOM_UTF8) and (more := next(blocks, b"")):
        first += more
    return first, itertools.chain([first] if first else [], blocks)


def _from_utf16(blocks: Iterable[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def split_lines(chunks: Iterable[bytes], limit: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """Numbered lines out of blocks of UTF-8. An over-long line is counted, never held."""
    number, carry, overlong = 0, b"", False
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        carry = b"" if overlong else carry + first
        for following in others:
            number += 1
            yield _line(number, carry, too_long=overlong or len(carry) > limit)
            carry, overlong = following, False
        if len(carry) > limit:
            carry, overlong = b"", True
    if carry or overlong:
        yield _line(number + 1, carry, too_long=overlong)


def _line(number: int, raw: bytes, *, too_long: bool) -> Line:
    return Line(number, None if too_long else decoded(raw.removesuffix(b"\r")))


def decoded(raw: bytes) -> str:
    """UTF-8 as text; each byte that is not UTF-8 is read as Windows-1252."""
    text = raw.decode("utf-8", "surrogateescape")
    return text if text.isascii() else _LOST.sub(_as_windows_1252, text)


def _as_windows_1252(lost: re.Match[str]) -> str:
    return lost[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def capped(lines: Iterable[tuple[int, str]], name: str) -> Iterator[tuple[int, str]]:
    """The same lines, for formats whose entries run over many of them.

    Raises:
        TooLarge: they are over `MAX_DOCUMENT_BYTES` characters together.
    """
    size = 0
    for number, text in lines:
        size += len(text)
        if size > MAX_DOCUMENT_BYTES:
            raise _too_large_document(name)
        yield number, text


def _too_large_document(name: str) -> TooLarge:
    return TooLarge(
        f"{name} is over {MAX_DOCUMENT_BYTES // 2**20} MiB, too large for a feed or a digest; "
        "large collections come as JSON lines."
    )
