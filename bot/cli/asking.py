"""`paperwire ask` and `paperwire similar`: papers that answer, or that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.indexing import index_due
from bot.cli.options import AsJson, Count, PaperName  # noqa: TC001 - typer reads the annotations
from retrieval.queries import Question, check_count

if TYPE_CHECKING:
    from bot.cli.session import Session
    from retrieval.queries import Abstained, Answer

DEFAULT_COUNT = 5


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
    count: Count = DEFAULT_COUNT,
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
    as_json: AsJson = False,
) -> None:
    """Answer a question with papers: titles, links, and excerpts cut from the abstracts."""
    from retrieval.understanding import understand  # noqa: PLC0415 - imports slowly

    session: Session = ctx.obj
    with session.open() as app:
        check_count(count)
        asked = Question(question, since, until, tuple(category or ()), tuple(author or ()))
        query = understand(asked, app.catalogue, today=app.today)
        index_due(session, app, "ask")
        outcome = app.answers.answer(query, count)
    _show(session, outcome, as_json=as_json)


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
    _show(session, outcome, as_json=as_json)


def _show(session: Session, outcome: Answer | Abstained, *, as_json: bool) -> None:
    if as_json:
        from bot.render.data import answer_data  # noqa: PLC0415 - only what is printed is loaded

        session.print_json(answer_data(outcome))
    else:
        from bot.render.terminal import answer_view  # noqa: PLC0415 - same

        session.print(answer_view(outcome))
