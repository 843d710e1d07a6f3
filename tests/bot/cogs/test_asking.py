"""Behaviour on a simulated Discord: discord.py's own parsers, without a socket."""

from __future__ import annotations

import shutil

import pytest

from bot.client import PaperwireBot
from bot.engine import Engine
from bot.wiring import open_app
from config.settings import Settings
from tests.fakes import HashedWords

pytestmark = pytest.mark.simcord(shard_count=1)

SAND = "robots that walk on sand"


@pytest.fixture
async def simcord_bot(filled_folder, tmp_path):
    shutil.copytree(filled_folder, tmp_path / "var")
    settings = Settings(data_dir=tmp_path / "var", now="2026-06-20T12:00:00+00:00")
    with open_app(settings, encoder=HashedWords()) as app:
        engine = Engine(app)
        await engine.open()
        yield PaperwireBot(engine)
        assert await engine.close(10)


@pytest.fixture
def channel(simcord_env):
    return simcord_env.create_guild().create_text_channel("papers")


@pytest.fixture
def ada(simcord_env, channel):
    del channel  # the server has to be there first
    return simcord_env.guild.add_member(simcord_env.create_user("ada"))


async def test_ask_is_deferred_and_answered_with_a_card_for_each_paper(simcord_env, ada, channel):
    result = await ada.slash(channel, "ask", question=SAND, count=2)
    callback, answer = simcord_env.http_requests[-2:]
    assert callback.json["type"] == 5
    assert answer.path.startswith("/webhooks/")
    assert not result.ephemeral
    message = answer_of(result)
    assert message.content.startswith(f"> {SAND}")
    assert 1 <= len(message.embeds) <= 2
    assert message.embeds[0].url.startswith("https://arxiv.org/abs/")


async def test_options_narrow_the_search_as_in_the_terminal(ada, channel):
    result = await ada.slash(
        channel, "ask", question=SAND, since="2026-06-01", until="2026-06-30", category="cs.RO"
    )
    assert "announced 2026-06-01 to 2026-06-30 in cs.RO" in everything(answer_of(result))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"question": "   "}, "The question is empty"),
        ({"question": "x" * 6_000}, "The question has 6,000 characters"),
        ({"question": SAND, "since": "the day of the sun"}, "the day of the sun"),
        ({"question": SAND, "category": "cs.*XX*"}, "'cs.\\*XX\\*' is no category of arXiv"),
        ({"question": SAND, "author": "1234"}, "'1234' is no author's name"),
    ],
)
async def test_what_cannot_be_asked_is_a_sentence(ada, channel, options, said):
    result = await ada.slash(channel, "ask", **options)
    (embed,) = answer_of(result).embeds
    assert said in embed.description
    assert embed.description.endswith(".")


@pytest.mark.parametrize("question", ["@everyone", "🦓🦓🦓", "[a](https://evil.example) **b**"])
async def test_a_strange_question_is_answered_and_mentions_nobody(ada, channel, question):
    result = await ada.slash(channel, "ask", question=question)
    message = answer_of(result)
    assert message.embeds
    assert "@everyone" not in everything(message)
    assert not message.message.mention_everyone


async def test_a_mention_is_answered_with_a_reply_that_pings_nobody(simcord_env, ada, channel):
    asked = await ada.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    reply = channel.last_message
    assert reply.author.id == simcord_env.bot.user.id
    assert reply.reference.message_id == asked.id
    assert reply.embeds
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
    assert sent[-1].json["embeds"]


async def test_a_mention_alone_is_told_what_can_be_asked(simcord_env, ada, channel):
    await ada.send(channel, f"<@{simcord_env.bot.user.id}>")
    (embed,) = channel.last_message.embeds
    assert embed.description.endswith(".")


async def test_an_interaction_that_is_gone_is_no_error(simcord_env, ada, channel):
    simcord_env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    await ada.slash(channel, "ask", question=SAND)
    assert simcord_env.errors == []


async def test_a_channel_where_the_bot_may_not_write_is_no_error(simcord_env, ada, channel):
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await ada.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    assert simcord_env.errors == []


async def test_where_no_reply_is_allowed_the_answer_comes_without(simcord_env, ada, channel):
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=160002)
    await ada.send(channel, f"<@{simcord_env.bot.user.id}> {SAND}")
    assert channel.last_message.embeds
    assert channel.last_message.reference is None


async def test_a_store_that_fails_names_no_file_of_the_host(ada, channel, tmp_path):
    shutil.rmtree(tmp_path / "var" / "chroma")
    (tmp_path / "var" / "catalogue.sqlite3").write_bytes(b"not a database" * 1_000)
    result = await ada.slash(channel, "ask", question=SAND)
    assert str(tmp_path) not in everything(answer_of(result))
    assert answer_of(result).embeds


def answer_of(result):
    return result.response if result.response is not None else result.followups[0]


def everything(message):
    texts = [message.content]
    for embed in message.embeds:
        texts += [embed.title or "", embed.description or ""]
    return "\n".join(texts)
