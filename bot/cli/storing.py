"""The bar that is shown while a source is read."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bot.cli.progress import PapersRate
from bot.intake import Listener
from ingest.detect import files_below
from ingest.errors import IngestError
from ingest.reading import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from ingest.pipeline import Progress as Stored
    from retrieval.papers import Skipped


_WIDEST_NAME = 40  # characters; the figures beside it need the rest of a line


@contextmanager
def storing(
    err: Console,
    source: str,
    *,
    on_skip: Callable[[Skipped], None],
    on_failure: Callable[[IngestError], None],
) -> Iterator[Listener]:
    """A bar over the bytes of a file or folder; without a known size, a count and a rate."""
    total = _size(source)
    ends = (TaskProgressColumn(), TimeRemainingColumn()) if total else (TimeElapsedColumn(),)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[papers]:,} papers"),
        PapersRate(),
        *ends,
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(f"reading {_short(source)}", total=total, papers=0)

        def read(size: int) -> None:
            bar.advance(task, size)

        def stored(progress: Stored) -> None:
            bar.update(task, papers=progress.stored)

        yield Listener(read, stored, on_skip, on_failure)


def _short(source: str) -> str:
    """The end of a long name: the beginning of a path tells least."""
    return source if len(source) <= _WIDEST_NAME else f"…{source[1 - _WIDEST_NAME :]}"


def _size(source: str) -> int | None:
    """Bytes of a file or of all files below a folder; None when that cannot be told."""
    path = Path(source)
    try:
        if source == STDIN or not path.exists():
            return None
        files = files_below(path) if path.is_dir() else [path]
        return sum(file.stat().st_size for file in files) or None
    except (OSError, ValueError, IngestError):
        return None
