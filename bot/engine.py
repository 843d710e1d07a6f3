"""The core for callers on an event loop: nothing here blocks it.

Encoder, Chroma, tantivy and SQL are synchronous. Questions are answered by the threads of
one executor, indexing is done by the thread of another, and fetching by that of a third, so
that a long backlog keeps nobody waiting.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from bot.desk import Conversation, Desk, Suggestions
from bot.desk.explaining import ExplainingDesk
from bot.desk.following import FollowingDesk
from bot.desk.translating import TranslatingDesk
from bot.desk.writing import WritingDesk
from retrieval.errors import StoreOwned
from retrieval.queries import Question
from retrieval.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.wiring import App
    from retrieval.members import Members

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")

_ANSWERING = 16  # questions at work at a time: they are encoded together, see `Turns`
# A thread that computes gives way after so long: the event loop waits behind each of them.
_TURN_S = 0.001
_QUICK = 2


class _Stopped(Exception):
    """Indexing ends here: the process is asked to. What is marked stays good."""


class Engine:
    """Answers, indexing and notes of one App. The App is closed by whoever opened it."""

    def __init__(self, app: App) -> None:
        sys.setswitchinterval(_TURN_S)
        self._app = app
        self._answering = ThreadPoolExecutor(_ANSWERING, "answering")
        self._indexing = ThreadPoolExecutor(1, "indexing")
        self._quick = ThreadPoolExecutor(_QUICK, "quick")
        self._fetching = ThreadPoolExecutor(1, "fetching")
        self._executors = (self._answering, self._quick, self._fetching, self._indexing)
        self._stopping = threading.Event()
        self.desk = Desk(app)
        self.conversation = Conversation(app, self.desk)
        self.suggestions = Suggestions(app)
        self.following = FollowingDesk(app)
        self.explaining = ExplainingDesk(app, self.desk)
        self.translating = TranslatingDesk(app, self.desk)
        self.writing = WritingDesk(app, self.desk)

    @property
    def members(self) -> Members:
        """What is kept of members and servers; call it within `quick`."""
        return self._app.members

    async def open(self) -> None:
        """Load the model and open the indexes, so that no question has to wait for it.

        Raises:
            StoreError: an index cannot be opened.
            ModelError: the model cannot be loaded, or the store was made with another.
        """
        await _run(self._indexing, self._open)

    async def answering(self, work: Callable[[*Arguments], T], *arguments: *Arguments) -> T:
        """The result of work that searches; it waits its turn behind other questions."""
        return await _run(self._answering, work, *arguments)

    async def quick(self, work: Callable[[*Arguments], T], *arguments: *Arguments) -> T:
        """The result of work that takes milliseconds, such as a look into the catalogue.

        It overtakes the questions that wait: a page is turned while others are answered.
        """
        return await _run(self._quick, work, *arguments)

    async def fetching(self, work: Callable[[Callable[[], bool]], T]) -> T:
        """The result of work that asks services, for seconds or minutes.

        Args:
            work: is given what tells whether to go on.
        """
        return await _run(self._fetching, work, lambda: not self._stopping.is_set())

    async def index_due(self) -> int:
        """Index what is due, unless another process does, and follow what others indexed.

        Returns how many papers this process indexed. It costs next to nothing when there is
        nothing to do.

        Raises:
            StoreError: an index or the catalogue fails.
        """
        return await _run(self._indexing, self._index)

    async def recall(self, key: str) -> str | None:
        """What was noted under the key; None if nothing was."""
        return await _run(self._indexing, self._app.catalogue.load, key)

    async def note(self, key: str, value: str) -> None:
        """Keep a value under the key, over restarts."""
        await _run(self._indexing, self._app.catalogue.save, key, value)

    async def close(self, within_s: float) -> bool:
        """Take no more work and wait for what is being done; whether all of it ended in time."""
        self._stopping.set()
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()

        def wait() -> None:
            for executor in self._executors:
                executor.shutdown(wait=True, cancel_futures=True)
            with suppress(RuntimeError):  # the loop is gone: nobody waits any longer
                loop.call_soon_threadsafe(ended.set)

        threading.Thread(target=wait, name="closing", daemon=True).start()
        try:
            await asyncio.wait_for(ended.wait(), within_s)
        except TimeoutError:
            return False
        return True

    def _open(self) -> None:
        """On one thread: two that opened the same part at once would open it twice.

        The first question loads what is loaded lazily, for seconds: nobody should wait for it.
        """
        _ = self._app.indexer
        first = Question("reading since 2020")
        query = understand(first, self._app.catalogue, today=self._app.today)
        self._app.answers.answer(query, 1)

    def _index(self) -> int:
        try:
            return self._app.indexer.run(go_on=self._go_on)
        except (_Stopped, StoreOwned):  # the other process's papers are followed, as it goes
            return 0

    def _go_on(self) -> None:
        if self._stopping.is_set():
            raise _Stopped


async def _run(
    executor: ThreadPoolExecutor,
    work: Callable[[*Arguments], T],
    *arguments: *Arguments,
) -> T:
    return await asyncio.get_running_loop().run_in_executor(executor, work, *arguments)
