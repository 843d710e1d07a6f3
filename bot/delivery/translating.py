"""Translations for those who follow in two languages, made before their digest goes out.

A digest is never kept back by a language model: after a while it goes out with what there is.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import structlog

from bot.delivery.composing import papers_on_top
from bot.translating import translations_of
from bot.words import CHINESE
from retrieval.following.values import State, Style
from retrieval.translating.translator import missing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.engine import Engine
    from bot.wiring import App
    from retrieval.following.values import Delivery, Follower
    from retrieval.papers import Paper

_log = structlog.get_logger(__name__)

PATIENCE_S = 120.0  # that a digest waits for its translations


class Translations:
    """Has the papers of digests translated. For one event loop.

    Args:
        app: its catalogue keeps them, its language model makes them, if one is set.
        engine: its threads do what blocks.
        patience_s: seconds that one digest waits.
    """

    def __init__(self, app: App, engine: Engine, patience_s: float = PATIENCE_S) -> None:
        self._app = app
        self._engine = engine
        self._patience_s = patience_s
        # many follow the same papers: the next one finds what was made for the one before
        self._turn = asyncio.Lock()

    async def prepare(self, delivery: Delivery, place: asyncio.Semaphore) -> None:
        """Translate what the first page shows and nobody translated, for a while at most.

        What was made by then is kept. One paper at a time is asked for: people who ask
        something meanwhile find the model free where it answers more than one at a time.

        Args:
            delivery: planned; of one that may have been sent in part nothing changes any more.
            place: of those under way at a time; given up while it waits, so that it holds up
                nobody.
        """
        if self._app.llm is None or delivery.state is State.SENDING:
            return
        follower = await self._engine.quick(self._app.following.follower, delivery.follower)
        if follower is None or follower.style is not Style.BILINGUAL:
            return
        async with _given_up(place):
            try:
                async with asyncio.timeout(self._patience_s), self._turn:
                    await self._translate(follower, delivery)
            except TimeoutError:
                _log.warning("digest not translated in time", waited_s=self._patience_s)

    async def _translate(self, follower: Follower, delivery: Delivery) -> None:
        papers = await self._engine.quick(self._due, follower, delivery)
        if not papers:
            return
        tried = await translations_of(
            self._app, papers, CHINESE.language, patient=True, at_a_time=1
        )
        if tried is not None and tried.stopped is not None:
            _log.warning("digest not translated", reason=str(tried.stopped))

    def _due(self, follower: Follower, delivery: Delivery) -> list[Paper]:
        shown = papers_on_top(self._app, follower, delivery)
        return [paper for paper in shown if missing(paper, CHINESE.language)]


@asynccontextmanager
async def _given_up(place: asyncio.Semaphore) -> AsyncIterator[None]:
    place.release()
    try:
        yield
    finally:
        await place.acquire()
