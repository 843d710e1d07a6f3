"""`paperwire explain`: what one paper says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.options import AsJson, PaperName  # noqa: TC001 - typer reads the annotations

if TYPE_CHECKING:
    from bot.cli.session import Session

Language = Annotated[
    Literal["en", "zh"], typer.Option(metavar="L", help="The reader's language: en or zh.")
]


def explain(
    ctx: typer.Context,
    paper: PaperName,
    *,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """What one paper says: its own sentences under background, method and results."""
    from retrieval.explaining.sorting import sorted_explanation  # noqa: PLC0415 - imports slowly
    from retrieval.lookup import find_paper  # noqa: PLC0415 - same

    session: Session = ctx.obj
    with session.open() as app:
        explanation = sorted_explanation(find_paper(app.catalogue, paper), language)
    from bot.render.explanation import explanation_data, explanation_view  # noqa: PLC0415 - same

    if as_json:
        session.print_json(explanation_data(explanation))
    else:
        from bot.words import words_for  # noqa: PLC0415 - same

        session.print(explanation_view(explanation, words_for(language)))
