from __future__ import annotations

import asyncio
import threading

import pytest

from bot.desk import Asker
from bot.engine import Engine
from bot.serving import POLL_S, keep_indexed
from bot.wiring import App, open_app
from ingest.detect import read_path
from ingest.pipeline import ingest
from retrieval.errors import BadQuestion, ModelMismatch
from retrieval.papers import Paper, Record, Sighting
from retrieval.queries import Answer, Question
from tests.fakes import HashedWords


@pytest.fixture
async def engine(app):
    engine = Engine(app)
    await engine.open()
    yield engine
    assert await engine.close(30)


async def ask(engine, question):
    page = await engine.answering(engine.desk.ask, Asker("1", "10"), question)
    return page.turn.outcome


async def test_a_question_is_answered_while_the_loop_goes_on(engine):
    turns = 0

    async def turning() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    other = asyncio.create_task(turning())
    outcome = await ask(engine, Question("robots that walk on sand"))
    other.cancel()
    assert isinstance(outcome, Answer)
    assert turns > 0


async def test_a_look_into_the_catalogue_overtakes_questions(app):
    engine = Engine(app)
    go_on = threading.Event()
    app.__dict__["answers"] = Slow(go_on)
    waiting = [asyncio.create_task(ask(engine, Question("robots"))) for _ in range(4)]
    counts = await engine.quick(app.catalogue.counts)
    assert counts.papers
    assert not any(task.done() for task in waiting)
    go_on.set()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert await engine.close(30)


async def test_many_questions_at_once_are_all_answered(engine):
    outcomes = await asyncio.gather(*(ask(engine, Question("robots on sand")) for _ in range(20)))
    assert len({outcome.evidence[0].paper.id for outcome in outcomes}) == 1


async def test_a_question_that_cannot_be_used_raises_what_the_terminal_raises(engine):
    with pytest.raises(BadQuestion):
        await ask(engine, Question("robots", since="the day of the sun"))


async def test_notes_are_kept_over_restarts(engine, app):
    await engine.note("discord:commands:1", "abc")
    assert await engine.recall("discord:commands:1") == "abc"
    assert app.catalogue.load("discord:commands:1") == "abc"


async def test_closing_does_not_wait_for_ever_for_a_thread_at_work(app):
    engine = Engine(app)
    go_on = threading.Event()
    app.__dict__["answers"] = Slow(go_on)
    asked = asyncio.create_task(ask(engine, Question("robots")))
    await asyncio.sleep(0)
    assert not await engine.close(0.05)
    go_on.set()
    await asyncio.wait((asked,))


class Slow:
    """An engine whose answer takes until the event."""

    def __init__(self, go_on: threading.Event) -> None:
        self._go_on = go_on

    def answer(self, *_: object) -> None:
        self._go_on.wait(60)


async def test_a_store_made_with_another_model_is_refused_at_the_start(app):
    with open_app(app.settings, encoder=HashedWords("another")) as other:
        engine = Engine(other)
        with pytest.raises(ModelMismatch):
            await engine.open()
        assert await engine.close(30)


async def test_a_long_backlog_is_left_at_the_end_and_what_is_done_stays_done(app):
    rows = (
        Record(Paper(f"2606.{i:05}", f"Paper number {i}"), Sighting("test"), str(i))
        for i in range(20_000, 20_400)
    )
    ingest(rows, app.catalogue, today=app.today)
    app._encoder = Gated()
    engine = Engine(app)
    indexing = asyncio.create_task(engine.index_due())
    await asyncio.to_thread(app.encoder.reached.wait, 30)
    closing = asyncio.create_task(engine.close(30))
    await asyncio.sleep(0)
    app.encoder.go_on.set()
    assert await closing
    assert await indexing == 0
    assert 0 < app.catalogue.counts().due < 400


class Gated(HashedWords):
    """Waits within the first batch until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()

    def encode_documents(self, texts):
        self.reached.set()
        self.go_on.wait(30)
        return super().encode_documents(texts)


async def test_what_is_stored_while_it_runs_is_indexed_at_the_next_look(engine, app, tmp_path):
    watching = asyncio.create_task(keep_indexed(engine, poll_s=0.01))
    store_one(app, tmp_path)
    async with asyncio.timeout(30):
        # another thread changes both
        while app.catalogue.counts().due or app.copies.lag():  # noqa: ASYNC110 - it does
            await asyncio.sleep(0.01)
    watching.cancel()
    outcome = await ask(engine, Question("zebrafish choreography by quantum bagpipes"))
    assert isinstance(outcome, Answer)
    assert outcome.evidence[0].paper.id == "2606.12345"


async def test_what_another_process_stored_is_answered_within_ten_seconds(engine, app, tmp_path):
    clock = Clock(before_sleeping=lambda: store_one(app, tmp_path))
    watching = asyncio.create_task(keep_indexed(engine, POLL_S, sleep=clock.sleep))
    async with asyncio.timeout(30):
        await clock.looked_again.wait()
    outcome = await ask(engine, Question("zebrafish choreography by quantum bagpipes"))
    watching.cancel()
    assert isinstance(outcome, Answer)
    assert outcome.evidence[0].paper.id == "2606.12345"
    assert clock.seconds <= 10


class Clock:
    """Time that passes while somebody sleeps, and stands after the second look.

    Args:
        before_sleeping: happens just after the first look, when the next is farthest away.
    """

    def __init__(self, before_sleeping) -> None:
        self.seconds = 0.0
        self.looked_again = asyncio.Event()
        self._before_sleeping = before_sleeping

    async def sleep(self, seconds: float) -> None:
        if self.seconds:
            self.looked_again.set()
            await asyncio.Event().wait()
        self._before_sleeping()
        self.seconds += seconds


async def test_indexing_that_fails_is_tried_again_at_the_next_look(engine, app, tmp_path):
    flaky = Flaky(engine)
    store_one(app, tmp_path)
    watching = asyncio.create_task(keep_indexed(flaky, poll_s=0.01))
    async with asyncio.timeout(30):
        # another thread changes both
        while app.catalogue.counts().due or app.copies.lag():  # noqa: ASYNC110 - it does
            await asyncio.sleep(0.01)
    watching.cancel()
    assert flaky.failures == 2


class Flaky(Engine):
    """Fails to index twice, then does it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.failures = 0

    async def index_due(self) -> int:
        if self.failures < 2:
            self.failures += 1
            raise OSError(28, "No space left on device")
        return await self._engine.index_due()


def store_one(app: App, folder) -> None:
    source = folder / "new.jsonl"
    source.write_text(
        '{"id": "2606.12345", "title": "Zebrafish choreography by quantum bagpipes", '
        '"abstract": "Quantum bagpipes teach zebrafish a choreography.", '
        '"authors": "A. Piper", "categories": "cs.RO", "update_date": "2026-06-19"}\n',
        encoding="utf-8",
    )
    ingest(read_path(str(source)), app.catalogue, today=app.today)
