"""A server's settings: the panel, its controls and its form. One bot serves the whole file."""

from __future__ import annotations

import pytest

from tests.support.loopback.events import is_private
from tests.support.loopback.world import BOB, BOBS_DM, DM, LOUNGE, PAPERS
from tests.support.seen import text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAND = "robots that walk on sand"
ARXIV = "https://arxiv.org/abs/"
CHANNEL_SELECT = 8


@pytest.fixture(scope="module")
def variables():
    """Few questions a minute, for the test at the end of the file."""
    return {"PAPERWIRE_DISCORD__USER_PER_MINUTE": "8"}


async def test_where_questions_are_answered_is_chosen_from_channels(answering):
    panel = await (await answering.slash("settings")).message()
    assert is_private(panel)
    chosen = await answering.choose(
        panel, "pw:settings:channels", LOUNGE["id"], kind=CHANNEL_SELECT
    )
    await chosen.message()
    refused = await (await answering.slash("ask", question=SAND, where=PAPERS)).message()
    assert f"<#{LOUNGE['id']}>" in text_of(refused)
    there = await (await answering.slash("ask", question=SAND, where=LOUNGE)).message()
    assert ARXIV in text_of(there)
    await (await answering.choose(panel, "pw:settings:channels", kind=CHANNEL_SELECT)).message()


async def test_answers_can_be_made_private(answering):
    panel = await (await answering.slash("settings")).message()
    await (await answering.click(panel, "pw:settings:private")).message()
    assert is_private(await (await answering.slash("ask", question=SAND)).message())
    await (await answering.click(panel, "pw:settings:public")).message()
    assert not is_private(await (await answering.slash("ask", question=SAND)).message())


async def test_categories_are_written_into_a_form(answering):
    panel = await (await answering.slash("settings")).message()
    form = (await (await answering.click(panel, "pw:settings:edit-categories")).acknowledged()).body
    assert form["type"] == 9
    sent = await answering.submit(
        form["data"]["custom_id"], {"pw:settings:categories": "cs.RO"}, panel
    )
    assert "cs.RO" in text_of(await sent.message())


async def test_who_asks_too_much_is_asked_to_wait_and_others_are_answered(answering):
    async def ask(**who):
        return text_of(
            await (await answering.slash("ask", question=SAND, where=DM, **who)).message()
        )

    said = [await ask() for _ in range(10)]
    assert ARXIV not in said[-1]
    assert "seconds" in said[-1]
    said = await answering.say(BOBS_DM, SAND, by=BOB)
    assert ARXIV in text_of(await answering.reply_to(said))
