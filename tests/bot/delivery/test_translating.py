from __future__ import annotations

import asyncio
import datetime as dt
import shutil

import pytest

from bot.delivery.deliverer import Deliverer
from bot.delivery.reports import Outcome
from bot.delivery.translating import Translations
from bot.wiring import open_app
from bot.words import ENGLISH
from config.settings import Settings
from retrieval.following.values import State, Style, Way
from tests.fakes import HashedWords
from tests.support.llm import MODEL, Refuses, Silent, Status
from tests.support.llm.translating import translates
from tests.support.loopback.world import ADA, DM, PAPERS
from tests.support.seen import text_of

HERE = PAPERS["id"]
PAPER = "2606.00336"
BY_A_MODEL = ENGLISH.translating.title.split("}")[1]


@pytest.fixture
def settings():
    """What the endpoint's settings are besides its address; a test may change it."""
    return {"model": MODEL, "wait_s": 60}


@pytest.fixture
async def app(filled_folder, tmp_path, clock, scripted_llm, settings):
    shutil.copytree(filled_folder, tmp_path / "var")
    llm = {"base_url": scripted_llm.base_url} | settings
    with open_app(Settings(data_dir=tmp_path / "var", llm=llm), encoder=HashedWords()) as opened:
        opened.now = clock
        yield opened
        await opened.llm.aclose()


def messages_in(server, channel=HERE):
    return [one for one in server.store.messages.values() if one["channel_id"] == channel]


async def test_a_digest_in_two_languages_is_translated_before_it_goes_out(
    app, deliverer, follows, loopback, scripted_llm
):
    scripted_llm.always(translates)
    follows(Way.CHANNEL, HERE, "diffusion", style=Style.BILINGUAL)
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.SENT
    made = app.catalogue.papers([PAPER])[PAPER].paper.translated("zh")
    text = text_of(messages_in(loopback)[0])
    assert made.title in text
    assert made.abstract[:20] in text
    assert text.count(BY_A_MODEL) == 2


async def test_nobody_else_has_anything_translated(deliverer, follows, loopback, scripted_llm):
    follows(Way.CHANNEL, HERE, "diffusion", style=Style.EXCERPT)
    follows(Way.MEMBER, ADA["id"], "diffusion", style=Style.SHORT)
    assert len(await deliverer().round()) == 2
    assert len(messages_in(loopback)) == 1
    assert scripted_llm.seen == []


async def test_what_two_follow_is_translated_once(deliverer, follows, loopback, scripted_llm):
    scripted_llm.always(translates)
    follows(Way.CHANNEL, HERE, "diffusion", style=Style.BILINGUAL)
    follows(Way.MEMBER, ADA["id"], "diffusion", style=Style.BILINGUAL)
    assert len(await deliverer().round()) == 2
    for channel in (HERE, DM["id"]):
        assert BY_A_MODEL in text_of(messages_in(loopback, channel)[0])
    assert len(scripted_llm.seen) == 1


async def test_only_the_first_page_is_translated(app, deliverer, follows, scripted_llm):
    scripted_llm.always(translates)
    follows(
        Way.CHANNEL, HERE, "the", "of", "and", style=Style.BILINGUAL, most=2,
        since=dt.date(2026, 6, 1),
    )  # fmt: skip
    (report,) = await deliverer().round()
    shown = {item.paper_id for item in report.delivery.items}
    papers = app.catalogue.papers(shown).values()
    assert len(shown) > 2
    assert sum(one.paper.translated("zh") is not None for one in papers) == 2


@pytest.mark.parametrize("script", [Status(500), Refuses()])
async def test_a_model_that_fails_keeps_no_digest_back(
    deliverer, follows, loopback, scripted_llm, script
):
    scripted_llm.always(script)
    follows(Way.CHANNEL, HERE, "diffusion", style=Style.BILINGUAL)
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.SENT
    text = text_of(messages_in(loopback)[0])
    assert "From Noise to Control" in text
    assert BY_A_MODEL not in text


async def test_a_model_that_is_gone_keeps_no_digest_back(
    deliverer, follows, loopback, scripted_llm
):
    await scripted_llm.stop()
    follows(Way.CHANNEL, HERE, "diffusion", style=Style.BILINGUAL)
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.SENT
    assert len(messages_in(loopback)) == 1


async def test_a_model_that_is_slow_is_not_waited_for_long(
    app, engine, poster, follows, loopback, scripted_llm
):
    scripted_llm.always(Silent())
    follows(Way.CHANNEL, HERE, "diffusion", style=Style.BILINGUAL)
    hasty = Translations(app, engine, patience_s=0.5)
    process = Deliverer(app, engine, {Way.CHANNEL: poster}, gap_s=0, translations=hasty)
    (report,) = await process.round()
    assert report.outcome is Outcome.SENT
    assert "From Noise to Control" in text_of(messages_in(loopback)[0])


class TestOverTheLimit:
    @pytest.fixture
    def settings(self):
        return {"model": MODEL, "tokens_per_day": 1}

    async def test_the_digest_goes_out_and_the_model_is_not_asked(
        self, deliverer, follows, scripted_llm
    ):
        follows(Way.CHANNEL, HERE, "diffusion", style=Style.BILINGUAL)
        (report,) = await deliverer().round()
        assert report.outcome is Outcome.SENT
        assert scripted_llm.seen == []


async def test_while_a_digest_waits_for_its_translations_others_are_sent(
    app, engine, follows, scripted_llm
):
    asked, place = asyncio.Event(), asyncio.Semaphore(1)

    def script(_):
        asked.set()
        return Silent()

    scripted_llm.always(script)
    delivery = planned(app, follows(Way.CHANNEL, HERE, "diffusion", style=Style.BILINGUAL))
    await place.acquire()
    waiting = asyncio.create_task(Translations(app, engine).prepare(delivery, place))
    await asked.wait()
    assert not place.locked()
    waiting.cancel()
    await asyncio.wait((waiting,))
    assert place.locked()


async def test_one_that_may_have_been_sent_in_part_stays_as_it_was(
    app, engine, follows, scripted_llm
):
    scripted_llm.always(translates)
    delivery = planned(app, follows(Way.CHANNEL, HERE, "diffusion", style=Style.BILINGUAL))
    app.following.sending(delivery.id, tries=delivery.tries, now=app.now())
    doubtful = app.following.delivery(delivery.id)
    assert doubtful.state is State.SENDING
    await Translations(app, engine).prepare(doubtful, asyncio.Semaphore(1))
    assert scripted_llm.seen == []


def planned(app, follower):
    delivery = app.planner.plan(
        app.following.follower(follower), [dt.date(2026, 6, 1), dt.date(2026, 6, 2)], app.now()
    )
    app.following.plan(delivery)
    return app.following.delivery(delivery.id)
