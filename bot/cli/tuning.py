"""`paperwire tune`: teaches the encoder the field from the catalogue's own papers."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.indexing import index_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from bot.cli.session import Session
    from bot.wiring import App
    from retrieval.tuning.teacher import Course
    from retrieval.tuning.tuning import Tuned

Minutes = Annotated[
    float, typer.Option("--minutes", min=0.01, help="How long to learn, in minutes.")
]
To = Annotated[
    Path | None, typer.Option("--to", help="Leave the adapter in this folder; change nothing else.")
]


def tune(ctx: typer.Context, *, minutes: Minutes = 20.0, to: To = None) -> None:
    """Teach the encoder this catalogue's field; what is better is used from then on."""
    from retrieval.tuning.teacher import Plan  # noqa: PLC0415 - imports torch
    from retrieval.tuning.tuning import Tuning  # noqa: PLC0415 - same

    session: Session = ctx.obj
    with session.open() as app:
        if to is None:
            app.ownership.acquire("tune")
        tuning = Tuning(
            app.catalogue.texts(), app.settings.model, adopted=app.taught, plan=Plan(minutes)
        )
        session.say(
            f"learning from {tuning.papers:,} papers; after Ctrl-C the next tune goes on from there"
        )
        made = to or app.data_dir / "tuning"
        with learning(session.err, minutes) as told:
            tuned = tuning.teach(made, told)
        session.print(_marks(tuned))
        if to is not None:
            session.print(f"the adapter is in {to}")
        elif tuned.better:
            _use(session, app, made)
        else:
            shutil.rmtree(made)
            session.print("No better than what is in use, so nothing was changed.")


def _use(session: Session, app: App, made: Path) -> None:
    from retrieval.tuning.tuning import adopt  # noqa: PLC0415 - imports torch

    adopt(made, app.taught)
    app.forget_encoder()
    app.discard_indexes()
    count = index_all(session, app)
    session.print(f"In use from now on; {count:,} papers indexed anew.")


def _marks(tuned: Tuned) -> str:
    before, after = tuned.before, tuned.after
    return (
        f"{tuned.course.step:,} batches in {tuned.course.seconds / 60:.0f} minutes. "
        f"A held-back paper is found by one of its sentences, among {after.papers:,}: "
        f"first in {after.first:.1%} (before: {before.first:.1%}), "
        f"MRR {after.mrr:.3f} (before: {before.mrr:.3f})."
    )


@contextmanager
def learning(err: Console, minutes: float) -> Iterator[Callable[[Course], None]]:
    """A bar over the minutes, with the loss and the time left; yields what a step is told to."""
    from rich.progress import (  # noqa: PLC0415 - help shows no bar
        BarColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("learning"),
        BarColumn(),
        TextColumn("batch {task.fields[step]}, loss {task.fields[loss]:.3f}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("learning", total=60 * minutes, step=0, loss=float("nan"))

        def told(course: Course) -> None:
            bar.update(task, completed=course.seconds, step=course.step, loss=course.loss)

        yield told
