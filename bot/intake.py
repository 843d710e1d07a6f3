"""Sources into the catalogue, for both front ends: files, folders, standard input, services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.detect import read_path
from ingest.errors import IngestError
from ingest.live.opening import open_live
from ingest.live.settled import SettledCursor
from ingest.live.specs import is_live
from ingest.pipeline import ingest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from bot.wiring import App
    from ingest.pipeline import Progress, Report
    from retrieval.papers import Record, Skipped


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears of one source while it is taken in."""

    on_bytes: Callable[[int], None] | None = None  # size of each block read from a file
    on_progress: Callable[[Progress], None] | None = None  # after every stored batch
    on_skip: Callable[[Skipped], None] | None = None  # each record that cannot be read
    on_failure: Callable[[IngestError], None] | None = None  # why the source was given up


def take_in(app: App, source: str, *, since: dt.date | None, listener: Listener) -> Report:
    """Store everything that a source holds; a source that fails is in the report.

    Args:
        app: whose catalogue, clock and services are used.
        source: a file, a folder, "-", or a service such as "arxiv:cs.CL".
        since: first day that is wanted of a service; files are always read whole.
        listener: who hears of it meanwhile.

    Raises:
        StoreError: the catalogue failed; batches before are stored.
    """
    cursor = SettledCursor(app.catalogue)

    def stored(progress: Progress) -> None:
        cursor.settle()
        if listener.on_progress is not None:
            listener.on_progress(progress)

    def items() -> Iterator[Record | Skipped]:
        try:
            if is_live(source):
                yield from open_live(source, since=since, services=app.live, cursor=cursor)
            else:
                yield from read_path(source, on_bytes=listener.on_bytes)
        except IngestError as exc:
            if listener.on_failure is not None:
                listener.on_failure(exc)
            raise

    return ingest(
        items(), app.catalogue, today=app.today, on_progress=stored, on_skip=listener.on_skip
    )
