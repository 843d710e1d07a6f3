"""`paperwire ingest`: papers in, from files, folders, standard input and services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.indexing import index_due
from bot.cli.options import AsJson  # noqa: TC001 - typer reads the annotations
from bot.errors import failure_of
from bot.render.sentences import owner_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.cli.session import Session
    from bot.wiring import App
    from ingest.pipeline import Report
    from retrieval.papers import Skipped

MOST_SPOKEN = 100  # skipped records of one run that are told one by one; --json lists more


def ingest(
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="A file or folder (digest, JSON lines, Atom, RSS; .gz too), '-', or a service: "
            "arxiv:cs.CL, 'arxiv:all:video anomaly detection', arxiv:2506.09930, rss:cs.CL, "
            "hf:daily, hf:2026-06-12, hf:trending.",
        ),
    ],
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="First day wanted of a service: 3d, 2w, 2026-06-01, yesterday."
        ),
    ] = None,
    as_json: AsJson = False,  # noqa: FBT002 - a flag on the command line
) -> None:
    """Bring papers in, and index them. Safe to repeat; a paper is stored once.

    Exit status 1 when a source failed or a record was skipped; all others are stored.
    """
    session: Session = ctx.obj
    with session.open() as app:
        report = _take_in(session, app, sources, _first_day(since, app))
    if as_json:
        session.print_json(report.as_json())
    else:
        session.print(summary(report))
    if report.failed or report.skipped:
        raise typer.Exit(1)


def summary(report: Report) -> str:
    """What came of it, in one line."""
    return (
        f"{report.added:,} added, {report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{report.skipped:,} skipped, {report.failed:,} failed"
    )


def _first_day(since: str | None, app: App) -> dt.date | None:
    if since is None:
        return None
    from retrieval.question import parse_since  # noqa: PLC0415 - only where a day is given

    return parse_since(since, today=app.today)


def _take_in(session: Session, app: App, sources: Sequence[str], since: dt.date | None) -> Report:
    """Store what the sources hold, then index it.

    A source that fails is told, and the next one is read. A store or an index that fails
    ends it; what is stored by then stays, and is due for indexing.
    """
    from bot.cli.storing import storing  # noqa: PLC0415 - imports arxiv, requests and parsers
    from bot.intake import take_in  # noqa: PLC0415 - same
    from ingest.pipeline import Report  # noqa: PLC0415 - same
    from retrieval.errors import RetrievalError  # noqa: PLC0415 - same

    report, skips = Report(), _Skips(session)
    try:
        for source in sources:
            bar = storing(session.err, source, on_skip=skips, on_failure=session.fail)
            with bar as listener:
                report += take_in(app, source, since=since, listener=listener)
        skips.finish()
        _index(session, app)
    except RetrievalError as exc:
        session.fail(exc)
        report += Report(failed=1, errors=(failure_of(exc).sentence,))
    return report


def _index(session: Session, app: App) -> None:
    if not index_due(session, app, "ingest"):
        # who owns this folder, or, where folders share a catalogue, somebody elsewhere
        who = "another process" if app.ownership.held else owner_line(app.ownership.owner() or {})
        session.say(f"The papers are stored; {who} is running and will index them.")


class _Skips:
    """Tells of each skipped record, up to a limit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._count = 0

    def __call__(self, skipped: Skipped) -> None:
        self._count += 1
        if self._count <= MOST_SPOKEN:
            self._session.say(f"skipped {skipped.place}: {skipped.reason}")

    def finish(self) -> None:
        if self._count > MOST_SPOKEN:
            self._session.say(f"... and {self._count - MOST_SPOKEN:,} more were skipped.")
