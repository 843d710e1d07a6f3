"""Buttons under answers, on a simulated Discord, also after a restart of the bot."""

from __future__ import annotations

import pytest

from bot.client import PaperwireBot
from bot.words import ENGLISH

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)

WALKER = "2606.09002"
SAND = "robots that walk on sand"


@pytest.fixture
async def asked(ada, channel, answer_of):
    """The answer to Ada's question, for everybody to see."""
    return answer_of(await ada.slash(channel, "ask", question=SAND))


@pytest.fixture
async def recent(ada, channel, answer_of):
    """Three pages of papers that Ada asked for."""
    return answer_of(await ada.slash(channel, "recent", days=60))


async def test_the_asker_turns_the_page_for_everybody(ada, recent, seen, buttons):
    assert "Previous" not in buttons(recent)
    await ada.click(recent, custom_id=buttons(recent)["Next"])
    assert " 2 of 3" in seen(recent)
    assert "### 6. " in seen(recent)
    assert "### 1. " not in seen(recent)
    await ada.click(recent, custom_id=buttons(recent)["Next"])
    assert "Next" not in buttons(recent)
    await ada.click(recent, custom_id=buttons(recent)["Previous"])
    assert " 2 of 3" in seen(recent)


async def test_the_question_stays_above_every_page_that_it_was_above(
    simcord_env, ada, channel, answer_of, seen, buttons
):
    question = "papers since 1 March 2026"
    asked = answer_of(await ada.slash(channel, "ask", question=question))
    await ada.click(asked, custom_id=buttons(asked)["Next"])
    assert "### 6. " in seen(asked)
    assert seen(asked).startswith(f"> {question}")
    await ada.send(channel, f"<@{simcord_env.bot.user.id}> {question}")
    reply = channel.last_message
    await ada.click(reply, custom_id=buttons(reply)["Next"])
    assert "### 6. " in seen(channel.last_message)
    assert question not in seen(channel.last_message)


async def test_somebody_else_gets_the_page_for_themselves(bob, recent, seen, buttons):
    result = await bob.click(recent, custom_id=buttons(recent)["Next"])
    own = result.followups[-1]
    assert own.ephemeral
    assert " 2 of 3" in seen(own)
    assert " 1 of 3" in seen(recent)
    await bob.click(own, custom_id=buttons(own)["Next"])
    assert " 3 of 3" in seen(own)


@pytest.mark.parametrize("who", ["ada", "bob"])
async def test_similar_bibtex_and_more_are_for_whoever_presses(
    request, who, asked, answer_of, seen, buttons
):
    member = request.getfixturevalue(who)
    said = {}
    for label in ("Similar", "BibTeX", "Explain more"):
        result = await member.click(asked, custom_id=buttons(asked)[label])
        assert result.ephemeral
        said[label] = seen(answer_of(result))
    assert "T²Walker" in said["Similar"]
    assert said["BibTeX"].startswith("```bibtex")
    assert "walks over dunes without falling" in said["Explain more"]


async def test_what_similar_shows_has_buttons_that_work(ada, asked, answer_of, seen, buttons):
    similar = answer_of(await ada.click(asked, custom_id=buttons(asked)["Similar"]))
    more = await ada.click(similar, custom_id=buttons(similar)["Explain more"])
    assert seen(answer_of(more))


async def test_a_rating_is_noted_and_may_change(engine, ada, asked, answer_of, buttons):
    for thumb in ("👍", "👎"):
        result = await ada.click(asked, custom_id=buttons(asked)[thumb])
        assert result.ephemeral
        assert answer_of(result).content == ENGLISH.said.thanks
    assert [one.value for one in engine.members.ratings(str(ada.id))] == [-1]


async def test_buttons_work_after_a_restart_of_the_bot(
    simcord_env, engine, ada, recent, answer_of, seen, buttons
):
    await simcord_env.restart_bot(PaperwireBot(engine))
    await ada.click(recent, custom_id=buttons(recent)["Next"])
    assert " 2 of 3" in seen(recent)
    for label in ("Similar", "BibTeX", "Save", "Explain more", "👍"):
        result = await ada.click(recent, custom_id=buttons(recent)[label])
        assert ENGLISH.said.not_kept not in seen(answer_of(result))


async def test_buttons_of_an_answer_that_expired_say_so(
    app, engine, ada, asked, answer_of, buttons
):
    del engine
    app.members.expire(app.now().replace(year=2027))
    for label in ("Similar", "BibTeX", "Save", "Explain more", "👍"):
        result = await ada.click(asked, custom_id=buttons(asked)[label])
        assert answer_of(result).content == ENGLISH.said.not_kept


async def test_after_the_asker_was_forgotten_others_can_still_press(
    ada, bob, channel, recent, answer_of, seen, buttons
):
    await ada.slash(channel, "forget")
    similar = await bob.click(recent, custom_id=buttons(recent)["Similar"])
    assert "### 1. " in seen(answer_of(similar))
    page = await bob.click(recent, custom_id=buttons(recent)["Next"])
    assert " 2 of 3" in seen(page.followups[-1])


async def test_a_press_that_came_too_late_is_no_error(simcord_env, ada, asked, buttons):
    simcord_env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    await ada.click(asked, custom_id=buttons(asked)["Similar"])
    assert simcord_env.errors == []
