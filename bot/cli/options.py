"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Count = Annotated[int, typer.Option("-k", metavar="N", help="How many papers, at most.")]
PaperName = Annotated[
    str,
    typer.Argument(
        metavar="ID_OR_URL", help="An arXiv id or link, another id as shown, or an exact title."
    ),
]
