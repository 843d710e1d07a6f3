"""`paperwire ask` and `paperwire similar`: papers that answer, or that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.indexing import index_due
from bot.cli.options import AsJson, Count, PaperName  # noqa: TC001 - typer reads the annotations
from retrieval.queries import Question, check_count

if TYPE_CHECKING:
    from bot.cli.session import Session
    from bot.wiring import App
    from bot.writing import Told
    from retrieval.queries import Abstained, Answer

DEFAULT_COUNT = 5
Written = Annotated[
    bool,
    typer.Option("--written", help="Begin with a few sentences by a language model, each checked."),
]


def ask(  # noqa: PLR0913 - one parameter for each option of the contract
    ctx: typer.Context,
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION",
            help="In English or Chinese; dates, categories and authors in it are understood.",
        ),
    ],
    *,
    count: Annotated[
        int | None,
        typer.Option(
            "-k",
            metavar="N",
            help=f"How many papers, at most: {DEFAULT_COUNT}, or as many as the question says.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="D", help="First day: 2026-06-01, 2026-06, 3d, 'last week'."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="D", help="Last day, inclusive.")] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(metavar="C", help="An arXiv category such as cs.CL; may be repeated."),
    ] = None,
    author: Annotated[
        list[str] | None, typer.Option(metavar="A", help="An author's name; may be repeated.")
    ] = None,
    written: Written = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question with papers: titles, links, and excerpts cut from the abstracts."""
    import asyncio  # noqa: PLC0415 - help is instant without it

    from retrieval.understanding import understand  # noqa: PLC0415 - imports slowly

    session: Session = ctx.obj
    with session.open() as app:
        check_count(DEFAULT_COUNT if count is None else count)
        asked = Question(question, since, until, tuple(category or ()), tuple(author or ()))
        query = understand(asked, app.catalogue, today=app.today)
        index_due(session, app, "ask")
        outcome = app.answers.answer(query, count or query.wanted or DEFAULT_COUNT)
        told = asyncio.run(_told(app, outcome)) if written else None
        if told is not None and told.reason:
            session.say(told.reason)
    _show(session, outcome, told, as_json=as_json)


def similar(
    ctx: typer.Context,
    paper: PaperName,
    *,
    count: Count = DEFAULT_COUNT,
    as_json: AsJson = False,
) -> None:
    """Papers like a given one, most similar first."""
    from retrieval.lookup import find_paper  # noqa: PLC0415 - imports slowly

    session: Session = ctx.obj
    with session.open() as app:
        check_count(count)
        known = find_paper(app.catalogue, paper)
        index_due(session, app, "similar")
        outcome = app.answers.similar(known.paper.id, count)
    _show(session, outcome, None, as_json=as_json)


async def _told(app: App, outcome: Answer | Abstained) -> Told | None:
    """What a language model says of the papers, once it has ended."""
    from bot.writing import writing  # noqa: PLC0415 - imports slowly
    from retrieval.queries import Answer  # noqa: PLC0415 - same

    if not isinstance(outcome, Answer):
        return None
    try:
        return [told async for told in writing(app, outcome, outcome.query.language)][-1]
    finally:
        if app.llm is not None:
            await app.llm.aclose()


def _show(
    session: Session, outcome: Answer | Abstained, told: Told | None, *, as_json: bool
) -> None:
    if as_json:
        from bot.render.data import answer_data  # noqa: PLC0415 - only what is printed is loaded

        session.print_json(answer_data(outcome, told))
    else:
        from bot.render.terminal import answer_view  # noqa: PLC0415 - same

        session.print(answer_view(outcome, told))
