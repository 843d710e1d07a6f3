"""Progress bars on stderr, only on a terminal, with a rate and the time left."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.progress import Task


class PapersRate(ProgressColumn):
    """Papers a second: of late where they are what is counted, else since the start."""

    def render(self, task: Task) -> Text:
        """Empty until it can be told."""
        papers = task.fields.get("papers")
        speed = task.finished_speed or task.speed if papers is None else None
        if speed is None and task.elapsed:
            speed = (task.completed if papers is None else papers) / task.elapsed
        return Text(f"{speed:,.0f} papers/s") if speed else Text()


@contextmanager
def counting(
    err: Console, doing: str, *, total: int | None = None
) -> Iterator[Callable[..., None]]:
    """A bar over a known number of papers or questions; yields `told(done, total)`."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        PapersRate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(doing, total=total)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield told
