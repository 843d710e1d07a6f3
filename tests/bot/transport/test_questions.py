"""Questions from everywhere, answered over a real socket. One bot serves the whole file."""

from __future__ import annotations

import pytest

from tests.support.loopback.events import mentioning
from tests.support.loopback.world import BOB, BOBS_DM, DM, PAPERS, THREAD
from tests.support.seen import text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAND = "robots that walk on sand"


async def test_it_asks_for_no_privileged_intent(answering):
    (identify,) = answering.gateway.identifies
    privileged = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
    assert identify["intents"] & privileged == 0


@pytest.mark.parametrize("where", [PAPERS, THREAD, DM], ids=["channel", "thread", "direct"])
async def test_ask_is_acknowledged_first_and_answered_with_papers(answering, where):
    asked = await answering.slash("ask", where=where, question=SAND, count=3)
    callback = await asked.acknowledged()
    assert callback.body["type"] == 5
    assert "https://arxiv.org/abs/" in text_of(await asked.message())


@pytest.mark.parametrize("where", [PAPERS, THREAD], ids=["channel", "thread"])
async def test_a_mention_is_answered_with_a_reply(answering, where):
    said = await answering.say(where, mentioning(SAND))
    reply = await answering.reply_to(said)
    assert reply["channel_id"] == where["id"]
    assert "https://arxiv.org/abs/" in text_of(reply)


@pytest.mark.parametrize(("where", "by"), [(DM, None), (BOBS_DM, BOB)], ids=["ada", "bob"])
async def test_a_direct_message_needs_no_mention(answering, where, by):
    said = await answering.say(where, SAND, **({"by": by} if by else {}))
    assert "https://arxiv.org/abs/" in text_of(await answering.reply_to(said))


@pytest.mark.parametrize(
    "question",
    ["   ", "x" * 6_000, "🦓🦓🦓", "@everyone", "[arXiv](https://evil.example) **b** ||c||"],
    ids=["empty", "long", "emoji", "everyone", "markdown"],
)
async def test_a_strange_question_is_answered_with_a_sentence(answering, question):
    message = await (await answering.slash("ask", question=question)).message()
    assert text_of(message)
    assert "[arXiv](https://evil" not in text_of(message)


async def test_what_nobody_asked_the_bot_stays_unanswered(answering):
    before = len(answering.requests)
    await answering.say(PAPERS, SAND)
    asked = await answering.slash("ask", question=SAND)
    await asked.message()
    assert not [r for r in answering.requests[before:] if r.path.startswith("channels/")]


async def test_fifty_questions_at_once_are_all_acknowledged_and_all_answered(answering):
    burst = [await answering.slash("ask", question=f"{SAND} {n}") for n in range(50)]
    waits = sorted([(await asked.acknowledged()).at - asked.at for asked in burst])
    print(f"acknowledged after {waits[25]:.3f} s, at most {waits[-1]:.3f} s")  # noqa: T201 - for -s
    for asked in burst:
        assert "https://arxiv.org/abs/" in text_of(await asked.message())
