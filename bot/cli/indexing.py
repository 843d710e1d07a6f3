"""Bringing the indexes up to date from the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import StoreOwned

if TYPE_CHECKING:
    from bot.cli.session import Session
    from bot.wiring import App


def index_due(session: Session, app: App, doing: str) -> bool:
    """Index what is due, unless another process does; whether this one could.

    The indexes stay owned until the app is closed.

    Raises:
        StoreError: an index or the catalogue fails.
        ModelError: the model cannot be loaded, or the store was made with another.
    """
    if not app.catalogue.indexing.is_due() and not app.copies.lag():
        return True
    try:
        app.ownership.acquire(doing)
        index_all(session, app)
    except StoreOwned:
        return False
    return True


def index_all(session: Session, app: App) -> int:
    """Index what is due, as the owner, with a bar; how many papers that were."""
    from bot.cli.progress import counting  # noqa: PLC0415 - help shows no bar

    with counting(session.err, "indexing", total=app.catalogue.counts().due) as told:
        return app.indexer.run(told)
