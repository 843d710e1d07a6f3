"""A model that obeys every injection, asked on Discord: nothing that Discord would obey arrives."""

from __future__ import annotations

import re
import shutil

import pytest
import pytest_asyncio

from bot.words import CHINESE, ENGLISH
from tests.support.injecting import active, attempts, foreign, leaked, obeying
from tests.support.llm import ScriptedLlm
from tests.support.llm.translating import quoted
from tests.support.loopback import DiscordServer
from tests.support.process import running
from tests.support.seen import buttons_of, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

WRITTEN = ENGLISH.writing.written.split("{model}")[0]
ADDRESSES = re.compile(r"(?<!\]\()https?://[^\s)>]+")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model():
    server = ScriptedLlm()
    await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answering(injected_folder, tmp_path_factory, model):
    """A bot over papers that carry injections, with an endpoint that obeys them."""
    folder = tmp_path_factory.mktemp("answering") / "var"
    shutil.copytree(injected_folder, folder)
    server = DiscordServer()
    await server.start()
    patience = {"PAPERWIRE_LLM__WAIT_S": "60", "PAPERWIRE_LLM__TOKENS_PER_DAY": "0"}
    try:
        async with running(folder, server, **model.variables, **patience) as bot:
            yield server
            assert leaked(bot.log, model.seen) == []
    finally:
        await server.stop()


def unharmed(text, model):
    assert active(text) == []
    assert leaked(text, model.seen) == []


@pytest.mark.parametrize(
    "attempt", [one for one in attempts() if one.place != "full_text"], ids=str
)
async def test_a_written_answer_does_no_harm(answering, model, attempt):
    model.always(obeying(attempt))
    before = len(model.seen)
    asked = await answering.slash("ask", question=attempt.question, style="written")
    message = await asked.message()
    ended = (WRITTEN, CHINESE.writing.written.split("{model}")[1][:8])
    await answering.until(lambda: any(one in text_of(message) for one in ended))
    (asked_for,) = model.seen[before:]
    assert attempt.robot in quoted(asked_for)["paper 1"]
    text = text_of(message)
    unharmed(text, model)
    lines = text.split(next(one for one in ended if one in text))[0].splitlines()
    words = " ".join(line for line in lines if not line.startswith((">", "#", "-#")))
    assert foreign(words.replace("\\", "")) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "attempt", [one for one in attempts() if one.place in {"title", "abstract"}], ids=str
)
async def test_an_explanation_and_its_passages_do_no_harm(answering, model, attempt, language):
    model.always(obeying(attempt))
    asked = await answering.slash("explain", paper=attempt.paper_id, language=language)
    message = await asked.message()
    words = ENGLISH if language == "en" else CHINESE
    assert words.explaining.plain or words.explaining.overview in text_of(message)
    passages = buttons_of(message)[ENGLISH.explaining.passages]
    shown = await (await answering.click(message, passages)).message()
    for text in (text_of(message), text_of(shown)):
        unharmed(text, model)
        assert [one for one in ADDRESSES.findall(text) if "arxiv.org" not in one] == []


@pytest.mark.parametrize(
    "attempt", [one for one in attempts() if one.place in {"title", "abstract"}], ids=str
)
async def test_a_translation_does_no_harm(answering, model, attempt):
    model.always(obeying(attempt))
    message = await (
        await answering.slash("translate", paper=attempt.paper_id, language="zh")
    ).message()
    unharmed(text_of(message), model)
