"""What `paperwire run` does beside answering."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bot.health import Condition
from bot.serving import keep_indexed
from bot.wiring import open_app
from config.settings import Settings
from retrieval.errors import StoreError
from tests.fakes import HashedWords
from tests.retrieval.members.building import silent
from tests.support.announcing import Announcing, told
from tests.support.process import PATIENCE_S, start_bot
from tests.support.weather import StormyDiscord

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC)  # the clock of `start_bot`


class Looks:
    """An engine whose looks at the catalogue end so, one after the other."""

    def __init__(self, *ends: Exception | int) -> None:
        self.ends = list(ends)
        self.looked = asyncio.Event()

    async def index_due(self) -> int:
        if not self.ends:
            self.looked.set()
            await asyncio.Event().wait()
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


@pytest.mark.parametrize(
    ("ends", "failing"),
    [
        ([1], False),
        ([StoreError("no room")], True),
        ([1, StoreError("busy"), 1], False),
        ([StoreError("busy"), StoreError("busy"), 2], False),
    ],
)
async def test_the_condition_knows_whether_indexing_fails(ends, failing):
    engine = Looks(*ends)
    condition = Condition(bot=None)  # type: ignore[arg-type] # only the gateway needs it
    watching = asyncio.create_task(keep_indexed(engine, 0, condition))
    async with asyncio.timeout(30):
        await engine.looked.wait()
    watching.cancel()
    assert condition.failing is failing


async def test_turns_older_than_the_settings_say_are_forgotten(tmp_path: Path):
    folder = tmp_path / "var"
    old = silent(id="oldoldoldold", asked=NOW - dt.timedelta(days=31))
    young = silent(id="youngyoungyo", asked=NOW - dt.timedelta(days=29))
    with open_app(Settings(data_dir=folder), encoder=HashedWords()) as app:
        for one in (old, young):
            app.members.remember(one)
        away = StormyDiscord()
        await away.start()
        bot = await start_bot(folder, away, PAPERWIRE_DISCORD__KEEP_DAYS="30")
        async with asyncio.timeout(PATIENCE_S):
            while app.members.turn(old.id) is not None:  # noqa: ASYNC110 - a process changes it
                await asyncio.sleep(0.05)
        assert app.members.turn(young.id) is not None
        await bot.stop()
        await away.stop()


async def test_new_papers_are_fetched_and_can_be_asked_for(tmp_path: Path, httpserver):
    folder = tmp_path / "var"
    arxiv = Announcing(lambda: NOW, [told("2606.00001", "2026-06-18T10:00")])
    for path in ("/api", "/rss/cs.CL"):  # on a Saturday: the feed is empty by now
        httpserver.expect_request(path).respond_with_handler(arxiv.answer)
    settings = {
        "PAPERWIRE_FETCH__CATEGORIES": "cs.CL",
        "PAPERWIRE_ARXIV__API_URL": httpserver.url_for("/api"),
        "PAPERWIRE_ARXIV__RSS_URL": httpserver.url_for("/rss"),
        "PAPERWIRE_ARXIV__GAP_S": "0",
    }
    away = StormyDiscord()
    await away.start()
    bot = await start_bot(folder, away, **settings)
    with open_app(Settings(data_dir=folder), encoder=HashedWords()) as app:
        async with asyncio.timeout(PATIENCE_S):
            while not app.catalogue.counts().indexed:  # noqa: ASYNC110 - a process changes it
                await asyncio.sleep(0.05)
        known = app.catalogue.known("2606.00001")
    said = await bot.stop()
    await away.stop()
    assert known is not None
    assert known.paper.listed == dt.date(2026, 6, 19)
    assert said.count("fetched") == 1


async def test_a_category_that_does_not_exist_ends_the_start_with_a_sentence(tmp_path: Path):
    away = StormyDiscord()
    await away.start()
    bot = await start_bot(tmp_path / "var", away, PAPERWIRE_FETCH__CATEGORIES="cs.XX")
    status, said = await bot.ended()
    await away.stop()
    assert status == 1
    assert said == (
        "paperwire: fetch.categories: arXiv has no category 'cs.XX'; see "
        "https://arxiv.org/category_taxonomy.\n"
    )
