"""The commands, put together. Commands import what they need when they run: help is instant."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.asking import ask, similar
from bot.cli.delivering import confirm, deliver
from bot.cli.digesting import digest
from bot.cli.evaluating import evaluate
from bot.cli.explaining import explain
from bot.cli.following import follow, following, preview, trends, unfollow
from bot.cli.ingesting import ingest
from bot.cli.inspecting import reindex, show, status
from bot.cli.inviting import invite
from bot.cli.running import run
from bot.cli.tuning import tune

if TYPE_CHECKING:
    from bot.cli.session import Session

COMMANDS = (
    ingest,
    ask,
    similar,
    show,
    explain,
    digest,
    follow,
    following,
    unfollow,
    confirm,
    deliver,
    preview,
    trends,
    status,
    reindex,
    evaluate,
    tune,
    invite,
    run,
)


def application() -> typer.Typer:
    """`paperwire` with all its commands. Each finds the session in its context."""
    app = typer.Typer(
        name="paperwire",
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_globally)
    for command in COMMANDS:
        app.command()(command)
    return app


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer hands it over so
    if wanted:
        typer.echo(f"paperwire {version('paperwire')}")
        raise typer.Exit


def _globally(
    ctx: typer.Context,
    *,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where an error arose, and all warnings.")
    ] = False,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Answers questions about recent research papers, from the papers themselves."""
    session: Session = ctx.obj
    session.debug = debug
