"""`paperwire explain`: what one paper says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.options import AsJson, PaperName  # noqa: TC001 - typer reads the annotations

if TYPE_CHECKING:
    from bot.cli.session import Session
    from bot.wiring import App
    from retrieval.explaining.values import Explanation
    from retrieval.papers import KnownPaper

Language = Annotated[
    Literal["en", "zh"], typer.Option(metavar="L", help="The reader's language: en or zh.")
]
WithPassages = Annotated[
    bool, typer.Option("--passages", help="Show the passages that carry what a model wrote.")
]


def explain(
    ctx: typer.Context,
    paper: PaperName,
    *,
    language: Language = "en",
    passages: WithPassages = False,
    as_json: AsJson = False,
) -> None:
    """What one paper says: by a language model if one is set, else by its own sentences."""
    import asyncio  # noqa: PLC0415 - help is instant without it

    from retrieval.lookup import find_paper  # noqa: PLC0415 - imports slowly

    session: Session = ctx.obj
    with session.open() as app:
        known = find_paper(app.catalogue, paper)
        explanation = asyncio.run(_explained(app, known, language))
    from bot.render.explanation import explanation_data, explanation_view  # noqa: PLC0415 - same

    if as_json:
        session.print_json(explanation_data(explanation))
    else:
        from bot.words import words_for  # noqa: PLC0415 - same

        session.print(explanation_view(explanation, words_for(language), passages=passages))


async def _explained(app: App, known: KnownPaper, language: str) -> Explanation:
    from bot.explaining import explanation_of  # noqa: PLC0415 - imports slowly

    try:
        return await explanation_of(app, known, language)
    finally:
        if app.llm is not None:
            await app.llm.aclose()
