"""`/translate`, from the request to the message that Discord gets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.desk import Desk
from bot.desk.requests import More, Sentence
from bot.desk.translating import TranslatingDesk
from bot.views.paper import more_view
from bot.wiring import open_app
from bot.words import CHINESE, ENGLISH
from config.settings import Settings
from tests.fakes import HashedWords
from tests.support.llm import MODEL, Refuses, Status, obeys
from tests.support.llm.translating import translates
from tests.support.seen import text_of

PAPER = "2606.00336"
NOW = "2026-06-20T12:00:00+00:00"


@pytest.fixture
async def translating(app, scripted_llm):
    """The desk of an app with an endpoint, over the same data folder."""
    llm = {"base_url": scripted_llm.base_url, "model": MODEL, "wait_s": 60}
    settings = Settings(data_dir=app.data_dir, now=NOW, llm=llm)
    with open_app(settings, encoder=HashedWords()) as opened:
        yield TranslatingDesk(opened, Desk(opened))
        await opened.llm.aclose()


def seen(showing):
    components = more_view(showing.turn, showing.number, CHINESE).to_components()
    return text_of({"content": "", "components": components})


def test_without_a_model_it_says_so(app, ada):
    found = TranslatingDesk(app, Desk(app)).translate(ada, PAPER, "zh")
    assert found == Sentence(ENGLISH.translating.no_model)


def test_what_is_in_the_language_already_needs_no_model(app, ada):
    found = TranslatingDesk(app, Desk(app)).translate(ada, PAPER, "en")
    assert found == Sentence(ENGLISH.translating.nothing)


async def test_the_translation_stands_beside_the_original_and_says_whose_it_is(
    translating, scripted_llm, ada
):
    scripted_llm.always(translates)
    reader = replace(ada, words=CHINESE)
    shown = await translating.translate(reader, PAPER)
    assert isinstance(shown, More)
    text = seen(shown)
    assert CHINESE.translating.title.format(title="") in text
    assert MODEL in text
    assert "Parameterized Diffusion Policy" in text
    again = translating.translate(reader, PAPER)
    assert isinstance(again, More)
    assert len(scripted_llm.seen) == 1


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (obeys, ENGLISH.translating.unsupported),
        (Refuses(), ENGLISH.translating.unsupported),
        (Status(500), ENGLISH.translating.unavailable),
    ],
)
async def test_an_answer_that_is_none_is_a_sentence(translating, scripted_llm, ada, script, said):
    scripted_llm.always(script)
    assert await translating.translate(ada, PAPER, "zh") == Sentence(said)
