"""`paperwire show`, `status` and `reindex`: what is known, and what is indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.cli.indexing import index_all
from bot.cli.options import AsJson, PaperName  # noqa: TC001 - typer reads the annotations
from bot.cli.wellness import WELL, wellness
from bot.errors import DiscordError, NotTranslated
from bot.render.fetched import fetch_data, fetch_line
from bot.render.llm import llm_data, llm_line
from bot.render.sentences import owner_line

if TYPE_CHECKING:
    from bot.cli.session import Session
    from bot.translating import Told
    from bot.wiring import App
    from retrieval.following.fetch_log import Fetch
    from retrieval.papers import KnownPaper

Health = Annotated[
    bool, typer.Option("--health", help="Ask the running bot too, where health.port is set.")
]
TranslateInto = Annotated[
    Literal["zh", "en"] | None,
    typer.Option(metavar="L", help="Translate title and abstract first, if nobody did: zh or en."),
]
_WHY_NOT = {
    "no_model": "not translated: no language model is set, see PAPERWIRE_LLM__BASE_URL",
    "unsupported": "not translated: what the language model wrote is no faithful translation",
}


def show(
    ctx: typer.Context,
    paper: PaperName,
    *,
    translate: TranslateInto = None,
    as_json: AsJson = False,
) -> None:
    """Everything that is known of one paper."""
    from retrieval.lookup import find_paper  # noqa: PLC0415 - imports slowly

    session: Session = ctx.obj
    told = None
    with session.open() as app:
        known = find_paper(app.catalogue, paper)
        if translate is not None:
            import asyncio  # noqa: PLC0415 - help needs none of it

            told = asyncio.run(_translated(app, known, translate))
            known = told.known
    if as_json:
        from bot.render.data import paper_data  # noqa: PLC0415 - only what is printed is loaded

        session.print_json(paper_data(known))
    else:
        from bot.render.terminal import paper_view  # noqa: PLC0415 - same

        session.print(paper_view(known))
    if told is not None and told.why_not is not None:
        raise told.failure or NotTranslated(_WHY_NOT[told.why_not])


def status(ctx: typer.Context, *, as_json: AsJson = False, health: Health = False) -> None:
    """How many papers are stored, indexed and due, and who is at work."""
    session: Session = ctx.obj
    with session.open() as app:
        data = _status(app)
        fetches = _fetches(app)
    where = app.settings.health
    if health and where.port is not None:
        data["health"] = wellness(where.host, where.port)
    if as_json:
        session.print_json({**data, "fetches": fetch_data(fetches)})
    else:
        from bot.render.terminal import values_view  # noqa: PLC0415 - only what is printed is loaded

        shown = {**data, "owner": owner_line(data["owner"]), "llm": llm_line(data["llm"])}
        session.print(values_view(shown | ({"fetched": fetch_line(fetches)} if fetches else {})))
    if (said := data.get("health", WELL)) != WELL:
        raise DiscordError(f"the bot is not well: {said}")


def reindex(ctx: typer.Context) -> None:
    """Rebuild both indexes from the catalogue; needed after another model was set."""
    session: Session = ctx.obj
    with session.open() as app:
        app.ownership.acquire("reindex")
        app.discard_indexes()
        count = index_all(session, app)
    session.print(f"{count:,} papers indexed")


async def _translated(app: App, known: KnownPaper, language: str) -> Told:
    from bot.translating import translated_paper  # noqa: PLC0415 - imports slowly

    try:
        return await translated_paper(app, known, language)
    finally:
        if app.llm is not None:
            await app.llm.aclose()


def _fetches(app: App) -> list[Fetch]:
    """The newest day of every source, and every other one that is tried again."""
    from retrieval.following.fetch_log import FetchLog  # noqa: PLC0415 - only where it is shown

    log = FetchLog(app.database)
    latest = log.latest()
    return latest + [fetch for fetch in log.open() if fetch not in latest]


def _status(app: App) -> dict[str, Any]:
    counts = app.catalogue.counts()
    return {
        "papers": counts.papers,
        "indexed": counts.indexed,
        "due": counts.due,
        "model": app.catalogue.indexing.built_with().get("name", app.settings.model),
        "owner": app.ownership.owner(),
        "data_dir": str(app.data_dir),
        "llm": llm_data(app.llm),
    }
