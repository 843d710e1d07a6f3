"""What people press and choose, and what follows from it. One bot serves the whole file."""

from __future__ import annotations

import json

import pytest
import pytest_asyncio

from tests.support.loopback.events import is_private, mentioning
from tests.support.loopback.world import BOB, DM, FOREIGN, LOUNGE, PAPERS, THREAD
from tests.support.seen import buttons_of, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAND = "robots that walk on sand"
ARXIV = "https://arxiv.org/abs/"


@pytest_asyncio.fixture(loop_scope="module")
async def answer(answering):
    """A message with an answer to Ada's question."""
    return await (await answering.slash("ask", question=SAND)).message()


async def test_the_next_page_replaces_the_first_for_who_asked(answering):
    message = await (await answering.slash("recent", days=90)).message()
    first = text_of(message)
    asked = await answering.click(message, button(message, "page", 1))
    assert (await asked.acknowledged()).body["type"] == 6
    assert (await asked.message())["id"] == message["id"]
    assert text_of(message) != first
    back = await answering.click(message, button(message, "page", 0))
    await back.message()
    assert text_of(message) == first


async def test_somebody_else_gets_a_page_of_their_own(answering):
    message = await (await answering.slash("recent", days=90)).message()
    first = text_of(message)
    asked = await answering.click(message, button(message, "page", 1), by=BOB)
    own = await asked.further()
    assert is_private(own)
    assert text_of(own) != first
    assert text_of(message) == first


async def test_papers_similar_to_a_shown_one_are_for_who_asked_for_them(answering, answer):
    shown = await (await answering.click(answer, button(answer, "similar", 0), by=BOB)).message()
    assert is_private(shown)
    assert ARXIV in text_of(shown)


async def test_bibtex_of_a_shown_paper_is_for_who_asked_for_it(answering, answer):
    shown = await (await answering.click(answer, button(answer, "bibtex", 0), by=BOB)).message()
    assert is_private(shown)
    assert "@" in text_of(shown)


async def test_more_of_a_shown_paper_is_for_who_asked_for_it(answering, answer):
    shown = await (await answering.click(answer, button(answer, "explain", 0), by=BOB)).message()
    assert is_private(shown)
    assert text_of(shown)


async def test_a_saved_paper_is_on_the_list_of_who_saved_it(answering, answer):
    said = await (await answering.click(answer, button(answer, "save", 0), by=BOB)).message()
    assert is_private(said)
    own = await (await answering.slash("saved", by=BOB)).message()
    assert is_private(own)
    assert first_of(own) == first_of(answer)


@pytest.mark.parametrize("verb", ["up", "down"])
async def test_a_rating_is_thanked_for(answering, answer, verb):
    said = await (await answering.click(answer, button(answer, verb, -1))).message()
    assert is_private(said)
    assert text_of(said)


async def test_a_button_of_a_turn_that_is_gone_is_a_sentence(answering, answer):
    turn = button(answer, "similar", 0).split(":")[2]
    old = json.loads(json.dumps(answer).replace(turn, "abcdefghijkl"))
    said = await (await answering.click(old, button(old, "similar", 0))).message()
    assert text_of(said).endswith(".")


async def test_the_context_menu_finds_papers_for_a_message(answering):
    said = await answering.say(LOUNGE, SAND, by=BOB)
    asked = await answering.menu("Find related papers", said)
    assert ARXIV in text_of(await asked.message())


async def test_the_context_menu_finds_papers_similar_to_a_linked_one(answering, answer):
    said = await answering.say(LOUNGE, f"did you read {ARXIV}{first_of(answer)} yet?", by=BOB)
    shown = await (await answering.menu("Find related papers", said)).message()
    assert ARXIV in text_of(shown)
    assert first_of(shown) != first_of(answer)


async def test_a_follow_up_in_a_direct_message_goes_on_from_the_answer(answering):
    await answering.reply_to(await answering.say(DM, SAND))
    further = await answering.reply_to(await answering.say(DM, "bibtex for 1"))
    assert "@" in text_of(further)


async def test_a_follow_up_in_a_thread_goes_on_from_the_answer(answering):
    await answering.reply_to(await answering.say(THREAD, mentioning(SAND)))
    said = await answering.say(THREAD, mentioning("similar to the first"))
    assert ARXIV in text_of(await answering.reply_to(said))


async def test_in_a_thread_anybody_may_go_on_from_the_answer(answering):
    first = await answering.reply_to(await answering.say(THREAD, mentioning(SAND)))
    said = await answering.say(THREAD, mentioning("bibtex for 1"), by=BOB)
    assert first_of(first) in text_of(await answering.reply_to(said))


async def test_in_a_server_where_the_bot_is_not_a_member_uses_their_own(answering):
    asked = await answering.slash("ask", question=SAND, where=FOREIGN)
    message = await asked.message()
    assert ARXIV in text_of(message)
    for verb in ("similar", "bibtex", "save", "explain"):
        shown = await (await answering.click(message, button(message, verb, 0))).message()
        assert is_private(shown)
    page = await (await answering.slash("recent", days=90, where=FOREIGN)).message()
    turned = await answering.click(page, button(page, "page", 1))
    assert (await turned.message())["id"] == page["id"]


async def test_a_reply_to_an_answer_goes_on_from_it(answering):
    first = await answering.reply_to(await answering.say(PAPERS, mentioning(SAND)))
    await answering.reply_to(await answering.say(PAPERS, mentioning("diffusion")))
    said = await answering.say(PAPERS, "bibtex for 1", by=BOB, reply_to=first)
    assert first_of(first) in text_of(await answering.reply_to(said))


def button(message, verb, number):
    """The custom id of a button, as whoever presses it finds it in the message."""
    return next(
        one
        for one in buttons_of(message).values()
        if one.startswith(f"pw:{verb}:") and one.endswith(f":{number}")
    )


def first_of(message):
    """The arXiv id of the first paper in a message."""
    return text_of(message).split(ARXIV)[1][:10]
