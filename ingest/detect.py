"""The one door for files: what a file holds is found from its content, never from its name."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ingest.errors import IngestError, NotRecognised, SourceUnreadable
from ingest.reading import MAX_LINE_BYTES, STDIN, Content, Line, opened
from ingest.sources import (
    atom,
    digest,
    hf,
    json_array,
    jsonl,
    keyword_table,
    oai,
    rss,
    search_page,
    topic_digest,
)
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Entries = Iterator[Record | Skipped]

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class LineFormat:
    """A format that is read line by line, as `(number, text)`, counted from 1."""

    looks_like: Callable[[str], bool]
    parse: Callable[[Iterable[tuple[int, str]], str], Entries]

    def entries(self, content: Content) -> Entries:
        """The entries, and with them each line that was too long to be read."""
        overlong: deque[Skipped] = deque()
        lines = _readable(content.lines(), content.name, overlong)
        for entry in self.parse(lines, content.name):
            while overlong:
                yield overlong.popleft()
            yield entry
        yield from overlong


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format that can only be read as a whole: XML, one JSON value."""

    looks_like: Callable[[str], bool]
    parse: Callable[[bytes, str], Entries]

    def entries(self, content: Content) -> Entries:
        """The entries of the document; a damaged one gives those before the damage."""
        data = content.document()
        try:
            yield from self.parse(data, content.name)
        except IngestError as exc:
            if content.damage:
                raise content.damage from exc
            raise
        if content.damage:
            raise content.damage


# The first that recognises the head wins: the strictest stand first.
FORMATS: tuple[LineFormat | DocumentFormat, ...] = (
    LineFormat(jsonl.looks_like, jsonl.parse),
    DocumentFormat(atom.looks_like, atom.parse),
    DocumentFormat(rss.looks_like, rss.parse),
    DocumentFormat(oai.looks_like, oai.parse),
    DocumentFormat(hf.looks_like, hf.parse),
    DocumentFormat(json_array.looks_like, json_array.parse),
    LineFormat(topic_digest.looks_like, topic_digest.parse),
    LineFormat(digest.looks_like, digest.parse),
    LineFormat(keyword_table.looks_like, keyword_table.parse),
    LineFormat(search_page.looks_like, search_page.parse),
)


def read_path(
    source: Path | str,
    *,
    stdin: BinaryIO | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Entries:
    """Every entry of a file, of all files below a folder, or of standard input ("-").

    In a folder each file stands for itself: one that cannot be read is a `Skipped` at its
    path, and the others go on. Hidden files and folders are passed over.

    Args:
        source: The path as the user gave it; it names the place of each entry.
        stdin: What "-" reads; the process's own by default.
        on_bytes: Called with the size of each block read, before unpacking, for progress.

    Raises:
        IngestError: The file cannot be read, or from some point on cannot be read further;
            what stood before that point has been yielded.
    """
    if str(source) != STDIN and _is_folder(Path(source)):
        yield from _read_folder(Path(source), on_bytes)
        return
    with opened(source, stdin=stdin, on_bytes=on_bytes) as content:
        yield from format_of(content).entries(content)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no file can have: opening it says so
        return False


def files_below(folder: Path) -> list[Path]:
    """All regular files in a folder and its subfolders, by name, but the hidden ones.

    Raises:
        SourceUnreadable: the folder cannot be listed.
    """
    try:
        return sorted(
            path
            for path in folder.rglob("*")
            if path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
    except OSError as exc:
        raise SourceUnreadable(f"{folder} cannot be listed: {exc.strerror}.") from exc


def format_of(content: Content) -> LineFormat | DocumentFormat:
    """The format of an opened file.

    Raises:
        NotRecognised: none of the known formats fits.
    """
    head = content.head
    if _HTML.match(head):
        raise NotRecognised(f"{content.name} is an HTML page, not a digest.")
    for known in FORMATS:
        if known.looks_like(head):
            return known
    raise NotRecognised(f"{content.name} holds {_kind(head)}: no format that is known here.")


def _kind(head: str) -> str:
    start = head.lstrip()[:1]
    if start == "<":
        return "XML or HTML that is neither an Atom, RSS nor OAI feed"
    return "JSON that lists no papers" if start in ("{", "[") else "text without papers"


def _read_folder(folder: Path, on_bytes: Callable[[int], None] | None) -> Entries:
    files = files_below(folder)
    if not files:
        raise SourceUnreadable(f"{folder} holds no files.")
    for path in files:
        try:
            yield from read_path(path, on_bytes=on_bytes)
        except IngestError as exc:
            yield Skipped(str(path), str(exc))


def _readable(
    lines: Iterable[Line], name: str, overlong: deque[Skipped]
) -> Iterator[tuple[int, str]]:
    for number, text in lines:
        if text is None:
            reason = f"the line is over {MAX_LINE_BYTES // 2**20} MiB"
            overlong.append(Skipped(f"{name}:{number}", reason))
        else:
            yield number, text
