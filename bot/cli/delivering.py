"""`paperwire deliver` from cron, and `paperwire confirm` for readers of mails."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.indexing import index_due
from bot.cli.options import AsJson  # noqa: TC001 - typer reads the annotations
from bot.errors import FAILED
from retrieval.errors import BadQuestion

if TYPE_CHECKING:
    from bot.cli.session import Session
    from bot.delivery.reports import Report
    from bot.wiring import App
    from retrieval.following.values import Follower


def deliver(
    ctx: typer.Context,
    *,
    day: Annotated[
        str | None,
        typer.Option(
            metavar="D", help="This announcement, due or not, such as 2026-06-12; what is due else."
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="FOLLOWER", help="One of `paperwire following`; everybody else."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Send the digests that are due, once: on a screen, by mail, and to Discord.

    Announcements that are due are fetched before, see `fetch.categories`. `paperwire run` does
    both by itself. Exit status 1 when a digest could not be sent.
    """
    import asyncio  # noqa: PLC0415 - help is instant without it

    from bot.client import point_at  # noqa: PLC0415 - imports discord, which is slow
    from bot.delivery.now import deliver_now  # noqa: PLC0415 - same
    from bot.logs import log_to  # noqa: PLC0415 - same
    from retrieval.question.dates.days import parse_day  # noqa: PLC0415 - same

    session: Session = ctx.obj
    printed: list[str] = []
    with session.open() as app:
        known = app.settings.discord
        wanted = parse_day(day, today=app.today) if day else None
        meant = _meant(app, to)
        token = _token_for(session, app, meant)
        log_to(sys.stderr, debug=session.debug, secrets=app.settings.secrets())
        logging.getLogger("bot").setLevel(logging.ERROR)  # the reports say the rest
        point_at(known.api_base, known.gateway_url)
        if meant:
            _fetch(session, app)
            index_due(session, app, "deliver")
        chosen = None if to is None else [one.id for one in meant]
        write = printed.append if as_json else sys.stdout.write
        reports, failure = asyncio.run(
            deliver_now(app, token=token, day=wanted, chosen=chosen, write=write)
        )
    if as_json:
        session.print_json({"deliveries": [_data(one) for one in reports], "printed": printed})
    else:
        for report in reports:
            session.say(_line(report))
    if failure is not None:
        raise failure
    if any(report.outcome in {"refused", "postponed"} for report in reports):
        raise typer.Exit(FAILED)


def confirm(
    ctx: typer.Context,
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="As it stands in the mail.")],
) -> None:
    """Confirm that an address wants digests: what the link in the mail does."""
    session: Session = ctx.obj
    with session.open() as app:
        follower = app.following.confirm_subscription(token, app.now())
        if follower is None:
            raise BadQuestion(
                "no address waits for this token: it is wrong, older than a week, or a newer mail "
                "has another one"
            )
    session.say(f"Confirmed: digests go to {follower.address}.")


def _fetch(session: Session, app: App) -> None:
    """Fetch the announcements that are due; what is missing is said, and tried again later."""
    from bot.delivery.fetching import Fetching  # noqa: PLC0415 - imports arxiv and requests

    for fetch in Fetching(app).run():
        if not fetch.done:
            session.say(f"{fetch.source} of {fetch.day}: {fetch.error}")


def _meant(app: App, named: str | None) -> list[Follower]:
    """The followers that are named by id or address; all if none is.

    Raises:
        BadQuestion: nobody is called so.
    """
    followers = app.following.followers()
    if named is None:
        return followers
    found = [one for one in followers if named in (one.id, one.address)]
    if not found:
        raise BadQuestion(f"nobody who follows is called {named}; `paperwire following` lists them")
    return found


def _token_for(session: Session, app: App, meant: list[Follower]) -> str | None:
    """The bot's token where somebody on Discord is meant; said on stderr if it is missing."""
    from retrieval.following.values import Way  # noqa: PLC0415 - help is instant

    there = [one for one in meant if one.way in {Way.CHANNEL, Way.MEMBER}]
    if not there:
        return None
    secret = app.settings.discord.token
    token = secret.get_secret_value().strip() if secret is not None else ""
    if not token:
        session.say(
            f"PAPERWIRE_DISCORD__TOKEN is not set; followers that wait for it: {len(there)}."
        )
    return token or None


def _line(report: Report) -> str:
    delivery = report.delivery
    days = delivery.day.isoformat()
    if delivery.first_day != delivery.day:
        days = f"{delivery.first_day.isoformat()} to {days}"
    reason = f": {report.reason}" if report.reason else ""
    count = len(delivery.items)
    papers = "1 paper" if count == 1 else f"{count} papers"
    return f"{delivery.follower}, {days}, {papers}: {report.outcome}{reason}"


def _data(report: Report) -> dict[str, Any]:
    delivery = report.delivery
    return {
        "id": delivery.id,
        "follower": delivery.follower,
        "first_day": delivery.first_day.isoformat(),
        "day": delivery.day.isoformat(),
        "papers": [item.paper_id for item in delivery.items],
        "outcome": report.outcome.value,
        "reason": report.reason,
        "messages": list(report.messages),
    }
