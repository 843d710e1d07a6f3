"""Whatever is typed on Discord is answered, abstained from or refused in a sentence."""

from __future__ import annotations

import pytest

from bot.words import ENGLISH
from tests.support.odd import ODD, REFUSED

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)

LONGEST_OPTION, LONGEST_MESSAGE = 6_000, 2_000  # characters, by Discord
UNSENDABLE = {"half a surrogate pair"}  # Discord itself refuses it


async def test_odd_questions_are_answered_in_words(simcord_env, ada, channel, answer_of, seen):
    for name in sorted(ODD.keys() - UNSENDABLE):
        result = await ada.slash(channel, "ask", question=ODD[name][:LONGEST_OPTION])
        read = seen(answer_of(result))
        assert read.strip(), name
        assert ENGLISH.refusals.failed not in read, name
        assert ("The question is empty." in read) is (name in REFUSED), name
        assert not set("\x1b\x01\x7f\u202e\u2067") & set(read), name
        assert "@everyone" not in read
    assert simcord_env.errors == []


async def test_odd_messages_are_answered_too(simcord_env, ada, channel, seen):
    for name in sorted(ODD.keys() - UNSENDABLE - REFUSED):
        await ada.send(channel, f"<@{simcord_env.bot.user.id}> {ODD[name]}"[:LONGEST_MESSAGE])
        assert channel.last_message.author.id == simcord_env.bot.user.id, name
        assert seen(channel.last_message).strip()
    assert simcord_env.errors == []


async def test_what_nothing_here_tells_of_is_left_out_and_said(ada, channel, answer_of, seen):
    result = await ada.slash(
        channel, "ask", question="robots that walk on sand, from DeepMind, accepted at CVPR 2025"
    )
    read = seen(answer_of(result))
    assert (
        "Nothing here tells of papers accepted at CVPR 2025, from DeepMind, so that was left out."
        in read
    )
    assert "2606.09002" in read
