"""`paperwire digest`: the papers of an announcement, in any of the forms that people know."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.indexing import index_due

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.cli.session import Session
    from bot.digesting import Format
    from bot.render.digests.digest import Digest
    from bot.wiring import App
    from retrieval.following.values import Topic

FormatName = Literal["markdown", "bilingual", "topics", "table", "html", "atom", "discord"]


def digest(
    ctx: typer.Context,
    *,
    topic: Annotated[
        list[str] | None,
        typer.Option(metavar="T", help="A topic, or a category such as cs.CL; may be repeated."),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(metavar="D", help="Announcement day, such as 2026-06-12; the last one else."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="D", help="The first of several days, `--day` the last.")
    ] = None,
    written_as: Annotated[
        FormatName, typer.Option("--format", help="How it is written.")
    ] = "markdown",
) -> None:
    """Write a day's papers: on the topics named, else on those followed here, else all."""
    import asyncio  # noqa: PLC0415 - help is instant without it

    from bot import digesting  # noqa: PLC0415 - help is instant

    session: Session = ctx.obj
    with session.open() as app:
        days = _days(app, day, since)
        topics, words = digesting.followed_here(app)
        if topic:
            topics = digesting.named_topics(topic)
        if topics:
            index_due(session, app, "digest")
        form = digesting.Format(written_as)
        found = digesting.gathered(app, topics, days, form, words)
        text = asyncio.run(_text(app, found, form, topics))
    if not found.groups and (why := _why_none(days)):
        session.say(why)
    sys.stdout.write(text)


async def _text(app: App, found: Digest, form: Format, topics: Sequence[Topic]) -> str:
    """The digest in its format, with what a language model adds where one is set."""
    from bot import digest_writing, digesting  # noqa: PLC0415 - help is instant

    try:
        if form is digesting.Format.TOPICS:
            return await digest_writing.topic_digest(app, found)
        if form is digesting.Format.BILINGUAL:
            found = await digest_writing.translated(app, found)
        return digesting.written(found, form, topics)
    finally:
        if app.llm is not None:
            await app.llm.aclose()


def _days(app: App, day: str | None, since: str | None) -> tuple[dt.date, dt.date]:
    from retrieval.following.calendar import latest_announcement  # noqa: PLC0415 - help is instant
    from retrieval.question.dates.days import parse_day, parse_since  # noqa: PLC0415 - same

    last = parse_day(day, today=app.today) if day else latest_announcement(app.now())
    first = parse_since(since, today=app.today) if since else last
    if first > last:
        raise typer.BadParameter(
            f"{first.isoformat()} lies after the last day, {last.isoformat()}", param_hint="--since"
        )
    return first, last


def _why_none(days: tuple[dt.date, dt.date]) -> str:
    """Why arXiv announced nothing on a day, if it did not."""
    from retrieval.following.calendar import why_none  # noqa: PLC0415 - help is instant

    first, last = days
    quiet = why_none(last) if first == last else None
    return f"arXiv announces nothing on {last.isoformat()}: {quiet.name}." if quiet else ""
