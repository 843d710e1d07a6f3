"""`paperwire evaluate`: retrieval figures on judged questions, in a store of its own.

The papers go through the same pipeline, indexes and ranking as those of `ask`; only the
store is a scratch one, which is gone afterwards.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.indexing import index_all
from bot.cli.options import AsJson  # noqa: TC001 - typer reads the annotations
from bot.cli.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.cli.session import Session
    from bot.wiring import App
    from config.settings import Settings
    from ingest.errors import IngestError
    from retrieval.measuring.metrics import Figures
    from retrieval.papers import Skipped

DEPTH = 100  # papers ranked for each question: reciprocal ranks beyond count as 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the ids of the papers that answer it."""

    question: str
    relevant: tuple[str, ...]


def evaluate(
    ctx: typer.Context,
    *,
    corpus: Annotated[str, typer.Option(help="JSON lines {id, title, abstract}; .gz too.")],
    queries: Annotated[
        str | None, typer.Option(help="JSON lines {query, relevant: [ids]}; .gz too.")
    ] = None,
    similar: Annotated[
        str | None,
        typer.Option(help="JSON lines {query_id, facet, grades: {id: 0 to 3}}; .gz too."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure retrieval on judged questions or graded examples, in a scratch store."""
    session: Session = ctx.obj
    settings = session.load_settings()
    measure = _measuring(session, queries, similar)
    with tempfile.TemporaryDirectory(prefix="paperwire-") as folder:
        scratch = scratch_settings(settings, Path(folder))
        with session.open_app(scratch) as app:
            _fill(session, app, corpus)
            data = measure(app)
    if as_json:
        session.print_json(data)
        return
    from bot.render.terminal import values_view  # noqa: PLC0415 - only what is printed is loaded

    session.print(values_view(_flat(data)))


def _flat(data: dict[str, Any], above: str = "") -> dict[str, Any]:
    """Every figure under one name: {"facets": {"method": {"map": x}}} has "method map"."""
    flat: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            flat |= _flat(value, "" if name == "facets" else f"{name} ")
        else:
            flat[above + name] = value
    return flat


def _measuring(
    session: Session, queries: str | None, similar: str | None
) -> Callable[[App], dict[str, Any]]:
    """What is measured, its file read: a bad one is said before a corpus is indexed.

    Raises:
        BadParameter: not exactly one of the two is given.
        IngestError: the file cannot be read.
    """
    from bot.cli.evaluating_similar import measure_similar, read_examples  # noqa: PLC0415 - same
    from bot.render.data import figures_data  # noqa: PLC0415 - imports slowly

    if (queries is None) == (similar is None):
        raise typer.BadParameter("give either --queries or --similar")
    if queries is not None:
        judged = list(read_judged(queries))
        return lambda app: figures_data(_measure(session, app, judged))
    examples = list(read_examples(similar or ""))
    return lambda app: measure_similar(session, app, examples)


def scratch_settings(settings: Settings, folder: Path) -> Settings:
    """The same settings with a store in the folder, away from every configured one."""
    chroma = settings.chroma.model_copy(update={"url": None})
    changes = {"data_dir": folder, "database_url": None, "chroma": chroma}
    return settings.model_copy(update=changes)


def read_judged(path: str) -> Iterator[Judged]:
    """The judged questions of a file.

    Raises:
        IngestError: the file cannot be read, or a row is not one; the row is named.
    """
    what = 'a judged question, such as {"query": "...", "relevant": ["2506.09930"]}'
    return read_rows(path, _judged, what)


def _judged(row: dict[str, Any]) -> Judged | None:
    question, relevant = row.get("query"), row.get("relevant")
    if not isinstance(question, str) or not question.strip():
        return None
    if not isinstance(relevant, list) or not relevant:
        return None
    return Judged(question, tuple(str(paper_id) for paper_id in relevant))


def _fill(session: Session, app: App, corpus: str) -> None:
    """Store and index the corpus.

    Raises:
        IngestError: the corpus cannot be read to its end.
    """
    from bot.cli.storing import storing  # noqa: PLC0415 - imports arxiv, requests and parsers
    from bot.intake import take_in  # noqa: PLC0415 - same

    skips: list[Skipped] = []
    failures: list[IngestError] = []
    bar = storing(session.err, corpus, on_skip=skips.append, on_failure=failures.append)
    with bar as listener:
        take_in(app, corpus, since=None, listener=listener)
    if failures:
        raise failures[0]
    if skips:
        first = f"{skips[0].place}: {skips[0].reason}"
        session.say(f"{len(skips):,} rows of the corpus were left out; the first is {first}.")
    app.ownership.acquire("evaluate")
    index_all(session, app)


def _measure(session: Session, app: App, judged: list[Judged]) -> Figures:
    from retrieval.measuring.metrics import figures  # noqa: PLC0415 - imports slowly
    from retrieval.queries import Question  # noqa: PLC0415 - same
    from retrieval.understanding import understand  # noqa: PLC0415 - same

    pairs = []
    from bot.cli.progress import counting  # noqa: PLC0415 - help shows no bar

    with counting(session.err, "asking", total=len(judged)) as told:
        for done, one in enumerate(judged, 1):
            query = understand(Question(one.question), app.catalogue, today=app.today)
            ranked = app.search.rank(app.search.asking.ask(query), DEPTH)
            pairs.append(([found.paper_id for found in ranked], _stored_ids(app, one.relevant)))
            told(done, len(judged))
    return figures(pairs)


def _stored_ids(app: App, ids: tuple[str, ...]) -> set[str]:
    """The ids that the papers have in the store, where two rows may have become one paper."""
    papers = app.catalogue.papers(ids)
    return {papers[i].paper.id if i in papers else i for i in ids}
