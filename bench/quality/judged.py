"""A store that holds a corpus with judged questions: a module of the scripts beside it."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.wiring import App, open_app
from config.settings import load_settings
from ingest.detect import read_path
from ingest.pipeline import ingest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def holding(corpus: str, store: Path) -> Iterator[App]:
    """Paperwire over a data folder that holds the corpus already, or is filled with it."""
    settings = load_settings().model_copy(update={"data_dir": store, "database_url": None})
    with open_app(settings) as app:
        if not app.catalogue.counts().indexed:
            app.ownership.acquire("bench")
            ingest(read_path(corpus), app.catalogue, today=app.today)
            app.indexer.run(lambda done, total: print(f"{done}/{total}", end="\r"))
        yield app


def with_files(main: Callable[[str, str, Path], None], usage: str | None) -> None:
    """Call with CORPUS, QUERIES and STORE (a scratch folder where none is named)."""
    with tempfile.TemporaryDirectory() as scratch:
        match sys.argv[1:]:
            case [corpus, queries]:
                main(corpus, queries, Path(scratch))
            case [corpus, queries, store]:
                main(corpus, queries, Path(store))
            case _:
                print(f"NOT MEASURED: needs a corpus and its judged questions\n\n{usage}")
