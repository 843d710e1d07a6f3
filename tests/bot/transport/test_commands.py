"""Every command once over a real socket, with the choices that it offers. One bot for all."""

from __future__ import annotations

import pytest

from tests.support.loopback.events import is_private
from tests.support.loopback.world import ADA, BOB, DM
from tests.support.seen import buttons_of, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAND = "robots that walk on sand"
ARXIV = "https://arxiv.org/abs/"


@pytest.mark.parametrize(("name", "options"), [("recent", {"days": 90}), ("trending", {})])
async def test_a_list_of_papers_is_shown(answering, name, options):
    assert text_of(await (await answering.slash(name, **options)).message())


@pytest.mark.parametrize("name", ["similar", "paper", "bibtex"])
async def test_a_paper_is_chosen_from_what_is_offered_and_shown(answering, name):
    asked = await answering.autocomplete(name, "paper", paper="a")
    choices = (await asked.acknowledged()).body["data"]["choices"]
    assert choices
    shown = await (await answering.slash(name, paper=choices[0]["value"])).message()
    assert text_of(shown)


async def test_categories_are_offered_while_one_types(answering):
    asked = await answering.autocomplete("ask", "category", question=SAND, category="cs.")
    callback = await asked.acknowledged()
    assert callback.body["type"] == 8
    assert all(one["value"].startswith("cs.") for one in callback.body["data"]["choices"])


@pytest.mark.parametrize("name", ["help", "status", "saved", "settings"])
async def test_what_concerns_one_person_only_is_shown_to_that_person(answering, name):
    said = await (await answering.slash(name)).message()
    assert is_private(said)
    assert text_of(said)


async def test_a_list_that_no_message_holds_comes_as_a_bibtex_file(answering):
    message = await (await answering.slash("recent", days=90, by=BOB)).message()
    for page in range(2):
        if page:
            further = next(
                o for o in buttons_of(message).values() if ":page:" in o and o.endswith(":1")
            )
            await (await answering.click(message, further, by=BOB)).message()
        for custom_id in [one for one in buttons_of(message).values() if ":save:" in one]:
            await (await answering.click(message, custom_id, by=BOB)).message()
    said = await (await answering.slash("bibtex", by=BOB)).message()
    (attached,) = said["attachments"]
    sent = next(r for r in reversed(answering.requests) if r.files)
    name, data = sent.files["files[0]"]
    assert attached["filename"] == name == "papers.bib"
    assert data.startswith(b"@")
    assert sent.body["allowed_mentions"] == {"parse": []}


async def test_a_private_question_is_answered_privately(answering):
    asked = await answering.slash("ask", question=SAND, private=True)
    assert (await asked.acknowledged()).body["data"]["flags"] & 64
    assert is_private(await asked.message())


async def test_what_is_known_of_a_person_is_forgotten(answering):
    await (await answering.slash("ask", question=SAND, where=DM)).message()
    said = await (await answering.slash("forget", where=DM, by=ADA)).message()
    assert is_private(said)


async def test_descriptions_come_in_chinese_too(answering):
    sync = next(r for r in answering.requests if r.method == "PUT")
    ask = next(one for one in sync.body if one["name"] == "ask")
    assert "zh-CN" in ask["description_localizations"]


async def test_a_chinese_client_is_answered_in_chinese(answering):
    asked = await answering.slash("help", locale="zh-CN")
    assert "论文" in text_of(await asked.message())
