"""Questions that a few sentences answer, above the papers that carry them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import structlog

from bot.desk.requests import Page, Sentence, Showing
from bot.writing import State, writing
from retrieval.queries import Answer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from bot.desk.desk import Desk
    from bot.desk.requests import Asker
    from bot.wiring import App
    from bot.writing import Told

_log = structlog.get_logger(__name__)

Growing: TypeAlias = AsyncIterator[Showing]
_REMEMBERED = 200  # written answers, each a thousand characters or so


class WritingDesk:
    """Writes answers. Safe to use from several threads; errors as of `Desk`.

    What was written is remembered while the process runs: somebody may turn the page and come
    back.
    """

    def __init__(self, app: App, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._lock = threading.Lock()
        self._written: OrderedDict[str, Told] = OrderedDict()

    def answered(self, who: Asker, showing: Showing) -> Showing | Growing:
        """The same, or the same page again and again, each time with more of an answer on it."""
        if not isinstance(showing, Page) or not showing.asked:
            return showing
        if not isinstance(showing.turn.outcome, Answer):
            return showing
        return self._growing(who, showing, showing.turn.outcome)

    def page(self, who: Asker, turn_id: str, number: int) -> Page | Sentence:
        """A page of what was shown before, with what was written."""
        showing = self._desk.page(who, turn_id, number)
        if isinstance(showing, Sentence):
            return showing
        with self._lock:
            return replace(showing, written=self._written.get(turn_id))

    async def _growing(
        self, who: Asker, page: Page, answer: Answer
    ) -> AsyncGenerator[Showing, None]:
        async with aclosing(writing(self._app, answer, who.words.language)) as states:
            async for told in states:
                if told.state is not State.UNDERWAY:
                    self._ended(page.turn.id, told)
                yield replace(page, written=told)

    def _ended(self, turn_id: str, told: Told) -> None:
        if told.reason:
            _log.warning("not written to the end", reason=told.reason)
        elif told.state is not State.NO_MODEL:
            _log.info("written", kept=len(told.sentences), dropped=told.dropped)
        with self._lock:
            self._written[turn_id] = told
            while len(self._written) > _REMEMBERED:
                self._written.popitem(last=False)
