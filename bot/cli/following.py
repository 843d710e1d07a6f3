"""`paperwire follow`, `following`, `unfollow`, `preview`, `trends`: without Discord."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.indexing import index_due
from bot.cli.options import AsJson  # noqa: TC001 - typer reads the annotations
from retrieval.following.values import DEFAULT_MOST, DEFAULT_THRESHOLD, Style

if TYPE_CHECKING:
    from bot.cli.session import Session
    from bot.desk.followed import Recipient
    from bot.wiring import App

DEFAULT_NAME = "default"  # of who follows in the terminal, if nobody says

Topic = Annotated[
    str, typer.Argument(metavar="TOPIC", help="In your own words, or the id of one followed.")
]
Threshold = Annotated[
    float | None,
    typer.Option(
        metavar="X",
        help=f"Probability from which a paper counts: 0 to 1, {DEFAULT_THRESHOLD:g} "
        "if you don't say; higher brings fewer.",
    ),
]


def follow(  # noqa: PLR0913 - one parameter for each option of the contract
    ctx: typer.Context,
    topic: Annotated[
        str, typer.Argument(metavar="TOPIC", help='In your own words; "" with options alone.')
    ],
    *,
    keyword: Annotated[
        list[str] | None,
        typer.Option(metavar="K", help="A word or phrase; one of several is enough."),
    ] = None,
    category: Annotated[
        list[str] | None, typer.Option(metavar="C", help="An arXiv category such as cs.CL.")
    ] = None,
    author: Annotated[list[str] | None, typer.Option(metavar="A", help="An author's name.")] = None,
    paper: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Follow a paper: its versions, and papers very close to it."
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="When digests come; 09:00 if you don't say.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="Z", help="Whose clock that is: Europe/Berlin, UTC+2.")
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(
            "--max", metavar="N", help=f"Papers shown at once; {DEFAULT_MOST} if you don't say."
        ),
    ] = None,
    style: Annotated[
        Style | None, typer.Option(metavar="S", help="short, excerpt or bilingual.")
    ] = None,
    threshold: Threshold = None,
    email: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Digests go to this address by mail.")
    ] = None,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="Who follows; each name has digests of its own.")
    ] = DEFAULT_NAME,
) -> None:
    """Follow a topic: its new papers come with `paperwire deliver`, or by mail."""
    from bot.delivery.consent import asked_first, check_mail  # noqa: PLC0415 - imports slowly
    from bot.desk.followed import Wish  # noqa: PLC0415 - same
    from bot.desk.following import FollowingDesk  # noqa: PLC0415 - same
    from bot.render.followed import followed_view  # noqa: PLC0415 - same

    wish = Wish(
        text=topic,
        keywords=";".join(keyword or ()),
        categories=";".join(category or ()),
        authors=";".join(author or ()),
        paper=paper,
        at=at,
        timezone=timezone,
        most=most,
        style=style,
        threshold=threshold,
    )
    session: Session = ctx.obj
    with session.open() as app:
        if email is not None:
            check_mail(app.settings.mail)
        made = FollowingDesk(app).follow(_recipient(email, name), wish, previewing=False)
        if email is not None:
            asked_first(app, made.follower, made.topic)
    session.print(followed_view(made))


def following(ctx: typer.Context, *, as_json: AsJson = False) -> None:
    """Everybody who follows something here, also on Discord and by mail, and what."""
    from bot.render.followed import followers_data, followers_view  # noqa: PLC0415 - same

    session: Session = ctx.obj
    with session.open() as app:
        kept = [(one, app.following.topics(one.id)) for one in app.following.followers()]
    if as_json:
        session.print_json(followers_data(kept))
    else:
        session.print(followers_view(kept))


def unfollow(
    ctx: typer.Context,
    topic_id: Annotated[
        str, typer.Argument(metavar="TOPIC_ID", help="As `paperwire following` lists it.")
    ],
) -> None:
    """Follow a topic no longer."""
    from bot.render.sentences import printable  # noqa: PLC0415 - same
    from retrieval.errors import BadQuestion  # noqa: PLC0415 - same

    session: Session = ctx.obj
    with session.open() as app:
        found = next((one for one in app.following.all_topics() if one.id == topic_id), None)
        if found is None:
            raise BadQuestion(f"no topic has the id {topic_id}; `paperwire following` lists them")
        app.following.remove_topic(found.follower, found.id)
    session.print(f"No longer followed: {printable(found.name)}")


def preview(
    ctx: typer.Context,
    topic: Topic,
    *,
    days: Annotated[
        int, typer.Option(metavar="N", help="How many announcements, the last one included.")
    ] = 5,
    threshold: Threshold = None,
    as_json: AsJson = False,
) -> None:
    """What a topic would have brought in the last announcements, and what it nearly had."""
    from bot.desk.following import FollowingDesk  # noqa: PLC0415 - same
    from bot.render.followed import preview_data, preview_view  # noqa: PLC0415 - same

    session: Session = ctx.obj
    with session.open() as app:
        index_due(session, app, "preview")
        found = FollowingDesk(app).preview(
            _owner(app, topic), topic, days=days, threshold=threshold
        )
    if as_json:
        session.print_json(preview_data(found))
    else:
        session.print(preview_view(found))


def trends(
    ctx: typer.Context,
    topic: Topic,
    *,
    weeks: Annotated[int, typer.Option(metavar="N", help="How many weeks.")] = 26,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw a PNG into this file too.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How many papers a week there are on a topic."""
    from bot.desk.following import FollowingDesk  # noqa: PLC0415 - same
    from bot.render.followed import trends_data, trends_view  # noqa: PLC0415 - same

    session: Session = ctx.obj
    with session.open() as app:
        index_due(session, app, "trends")
        found = FollowingDesk(app).trends(
            _owner(app, topic), topic, weeks=weeks, drawn=chart is not None
        )
    if chart is not None:
        chart.write_bytes(found.chart)
    if as_json:
        session.print_json(trends_data(found))
    else:
        session.print(trends_view(found))


def _recipient(email: str | None, name: str) -> Recipient:
    from bot.desk.followed import Recipient  # noqa: PLC0415 - same
    from retrieval.errors import BadQuestion  # noqa: PLC0415 - same
    from retrieval.following.reading import read_email  # noqa: PLC0415 - same
    from retrieval.following.values import Way  # noqa: PLC0415 - same

    if email is not None:
        return Recipient(Way.EMAIL, read_email(email))
    if not name.strip() or not name.isprintable():
        raise BadQuestion("a name is needed, with letters that can be printed")
    return Recipient(Way.TERMINAL, name.strip())


def _owner(app: App, topic: str) -> Recipient:
    """Whose topic has this id; else whoever follows in the terminal by default."""
    from bot.desk.followed import Recipient  # noqa: PLC0415 - same
    from retrieval.following.values import Way  # noqa: PLC0415 - same

    found = next((one for one in app.following.all_topics() if one.id == topic), None)
    follower = app.following.follower(found.follower) if found is not None else None
    if follower is None:
        return Recipient(Way.TERMINAL, DEFAULT_NAME)
    return Recipient(follower.way, follower.address)
