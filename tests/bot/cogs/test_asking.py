"""Questions on a simulated Discord: discord.py's own parsers, without a socket."""

from __future__ import annotations

import shutil

import pytest

from bot.cooldowns import Cooldowns
from bot.words import ENGLISH
from retrieval.members import ServerSettings
from tests.support.seen import text_of

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)

SAND = "robots that walk on sand"
WALKER = "2606.09002"


async def test_ask_is_deferred_and_answered_where_it_was_asked(
    simcord_env, ada, channel, answer_of, seen
):
    result = await ada.slash(channel, "ask", question=SAND, count=2)
    callback, answer = simcord_env.http_requests[-2:]
    assert callback.json["type"] == 5
    assert answer.path.startswith("/webhooks/")
    assert not result.ephemeral
    read = seen(answer_of(result))
    assert SAND in read
    assert f"(https://arxiv.org/abs/{WALKER})" in read
    assert "**sand**" in read


async def test_a_private_answer_is_for_the_asker_only(ada, channel):
    result = await ada.slash(channel, "ask", question=SAND, private=True)
    assert result.ephemeral


async def test_options_narrow_the_search_as_in_the_terminal(ada, channel, answer_of, seen):
    result = await ada.slash(
        channel, "ask", question=SAND, since="2026-06-01", until="2026-06-30", category="cs.RO"
    )
    assert "announced 2026-06-01 to 2026-06-30 in cs.RO" in seen(answer_of(result))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"question": "   "}, "The question is empty"),
        ({"question": SAND, "since": "the day of the sun"}, "the day of the sun"),
        ({"question": SAND, "category": "cs.*XX*"}, "'cs.\\*XX\\*' is no category of arXiv"),
        ({"question": SAND, "author": "1234"}, "'1234' is no author's name"),
    ],
)
async def test_what_cannot_be_asked_is_a_sentence(ada, channel, options, said, answer_of):
    result = await ada.slash(channel, "ask", **options)
    content = answer_of(result).content
    assert said in content
    assert content.endswith(".")


@pytest.mark.parametrize("question", ["@everyone", "🦓🦓🦓", "[a](https://evil.example) **b**"])
async def test_a_strange_question_is_answered_and_mentions_nobody(
    ada, channel, question, answer_of, seen
):
    result = await ada.slash(channel, "ask", question=question)
    message = answer_of(result)
    assert seen(message)
    assert "@everyone" not in seen(message)
    assert not message.message.mention_everyone


async def test_a_mention_is_answered_with_a_reply_that_pings_nobody(
    simcord_env, ada, channel, seen
):
    asked = await ada.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    reply = channel.last_message
    assert reply.author.id == simcord_env.bot.user.id
    assert reply.reference.message_id == asked.id
    assert WALKER in seen(reply)
    assert reply.mentions == []


async def test_a_message_that_is_not_for_the_bot_is_left_alone(ada, channel):
    asked = await ada.send(channel, SAND)
    assert channel.last_message.id == asked.id


async def test_another_bot_is_never_answered(simcord_env, channel):
    other = simcord_env.guild.add_member(simcord_env.create_user("parrot", bot=True))
    asked = await other.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    assert channel.last_message.id == asked.id


async def test_a_direct_message_needs_no_mention(simcord_env, ada):
    await ada.send_dm(SAND)
    sent = [r for r in simcord_env.http_requests if r.path.endswith("/messages")]
    assert WALKER in text_of(sent[-1].json)


@pytest.mark.parametrize("said", ["", "help", "hi, what can you do?", "???"])
async def test_who_only_calls_is_told_what_can_be_asked(simcord_env, ada, channel, said):
    await ada.send(channel, f"<@{simcord_env.bot.user.id}> {said}")
    assert channel.last_message.content == ENGLISH.help


async def test_an_interaction_that_is_gone_is_no_error(simcord_env, ada, channel):
    simcord_env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    await ada.slash(channel, "ask", question=SAND)
    assert simcord_env.errors == []


async def test_a_channel_where_the_bot_may_not_write_is_no_error(simcord_env, ada, channel):
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await ada.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    assert simcord_env.errors == []


async def test_where_no_reply_is_allowed_the_answer_comes_without(simcord_env, ada, channel, seen):
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=160002)
    await ada.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    assert WALKER in seen(channel.last_message)
    assert channel.last_message.reference is None


async def test_a_store_that_fails_names_no_file_of_the_host(
    ada, channel, tmp_path, answer_of, seen
):
    shutil.rmtree(tmp_path / "var" / "chroma")
    (tmp_path / "var" / "catalogue.sqlite3").write_bytes(b"not a database" * 1_000)
    result = await ada.slash(channel, "ask", question=SAND)
    assert str(tmp_path) not in seen(answer_of(result))
    assert seen(answer_of(result)).endswith(".")


async def test_who_cannot_be_answered_in_the_channel_is_told_in_private(simcord_env, ada, channel):
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=1)
    await ada.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    sent = [r for r in simcord_env.http_requests if r.path.endswith("/messages")]
    assert sent[-1].json["content"] == ENGLISH.said.may_not_write
    assert str(channel.id) not in sent[-1].path


async def test_a_message_can_be_asked_about(ada, bob, channel, answer_of, seen):
    asked = await bob.send(channel, "Has anybody seen robots that walk on sand?")
    result = await ada.context_menu(channel, "Find related papers", asked)
    assert WALKER in seen(answer_of(result))


async def test_a_link_in_a_message_means_papers_like_that_one(ada, bob, channel, answer_of, seen):
    asked = await bob.send(channel, f"https://arxiv.org/abs/{WALKER} is great")
    result = await ada.context_menu(channel, "Find related papers", asked)
    read = seen(answer_of(result))
    assert "T²Walker" in read.splitlines()[0]
    assert "### 1. " in read


async def test_a_message_of_the_bots_own_means_its_first_paper(ada, bob, channel, answer_of, seen):
    asked = answer_of(await ada.slash(channel, "ask", question=SAND))
    result = await bob.context_menu(channel, "Find related papers", asked)
    assert "Similar to “T²Walker" in seen(answer_of(result)).splitlines()[0]


async def test_a_message_of_the_bots_own_without_papers_is_a_sentence(ada, channel, answer_of):
    asked = answer_of(await ada.slash(channel, "ask", question=SAND, until="2001"))
    assert asked.content
    result = await ada.context_menu(channel, "Find related papers", asked)
    assert answer_of(result).content == ENGLISH.said.no_text


async def test_a_message_without_words_is_a_sentence(ada, bob, channel, answer_of):
    asked = await bob.send(channel, "", attachments=[("a.png", b"x")])
    result = await ada.context_menu(channel, "Find related papers", asked)
    assert answer_of(result).content == ENGLISH.said.no_text


async def test_categories_and_authors_are_offered_while_typing(ada, channel):
    offered = await ada.autocomplete(channel, "ask", "category", "cs.c", question=SAND)
    assert "cs.CL" in [one["value"] for one in offered]
    assert len(offered) <= 25
    offered = await ada.autocomplete(channel, "ask", "author", "prim", question=SAND)
    assert [one["value"] for one in offered] == ["Fatima Primer"]


async def test_a_servers_rules_hold_for_commands_and_mentions(
    simcord_env, engine, ada, channel, answer_of
):
    elsewhere = simcord_env.guild.create_text_channel("elsewhere")
    settings = ServerSettings(channels=(str(elsewhere.id),), private=True)
    engine.members.set_server(str(simcord_env.guild.id), settings)
    refused = await ada.slash(channel, "ask", question=SAND)
    assert f"<#{elsewhere.id}>" in answer_of(refused).content
    assert refused.ephemeral
    await ada.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    assert f"<#{elsewhere.id}>" in channel.last_message.content
    allowed = await ada.slash(elsewhere, "ask", question=SAND)
    assert allowed.ephemeral


@pytest.mark.parametrize("cooldowns", [Cooldowns(2, 0)], indirect=True)
async def test_who_asks_too_much_is_told_how_long_to_wait(cooldowns, ada, bob, channel, answer_of):
    del cooldowns
    for _ in range(2):
        assert not (await ada.slash(channel, "ask", question=SAND)).ephemeral
    refused = await ada.slash(channel, "ask", question=SAND)
    assert refused.ephemeral
    assert "try again in" in answer_of(refused).content
    assert not (await bob.slash(channel, "ask", question=SAND)).ephemeral
