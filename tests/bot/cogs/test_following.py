"""Following on a simulated Discord: channels, members, buttons, forms, previews, charts."""

from __future__ import annotations

import datetime as dt
import re
import shutil

import discord
import pytest
import simcord

from bot.client import PaperwireBot
from bot.views.touches import Act, Touch
from bot.wiring import open_app
from bot.words import CHINESE, ENGLISH
from config.settings import Settings
from retrieval.following.values import Style, Way
from retrieval.members import ServerSettings
from tests.fakes import HashedWords

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)
SAID = ENGLISH.following
ORACLES = "activation oracles"


@pytest.fixture
def app(filled_folder, tmp_path):
    """On the Wednesday of an announcement, at 14:00 UTC."""
    shutil.copytree(filled_folder, tmp_path / "var")
    settings = Settings(data_dir=tmp_path / "var", now="2026-06-03T14:00:00+00:00")
    with open_app(settings, encoder=HashedWords()) as opened:
        yield opened


@pytest.fixture
def ada(simcord_env, guild, channel, managers):
    """She may manage the server."""
    del channel  # the server needs one first
    return guild.add_member(simcord_env.create_user("ada"), roles=[managers])


@pytest.fixture
def kept(app):
    """Followers by id, each with its topics."""

    def kept():
        following = app.following
        return {one.id: (one, following.topics(one.id)) for one in following.followers()}

    return kept


@pytest.fixture
def follow(ada, channel, answer_of):
    """Follow something in the channel; what is said."""

    async def follow(**options):
        result = await ada.slash(channel, "follow", **options)
        assert result.ephemeral
        return answer_of(result)

    return follow


def now(env, message):
    """The message as it stands after a press."""
    return simcord.results.ResponseMessage(
        env, env.backend.get_message(message.channel_id, message.id)
    )


async def test_a_channel_follows_a_topic(follow, channel, guild, ada, kept, seen):
    read = seen(await follow(topic=ORACLES))
    assert SAID.channel_follows.format(topic=f"**{ORACLES}**") in read
    ((follower, (topic,)),) = kept().values()
    assert (follower.way, follower.address) == (Way.CHANNEL, str(channel.id))
    assert (follower.server, follower.owner) == (str(guild.id), str(ada.id))
    assert (follower.at, follower.timezone) == (dt.time(9), "UTC")
    assert (topic.text, topic.threshold) == (ORACLES, 0.6)


async def test_who_follows_hears_when_the_first_digest_comes_and_by_which_clock(follow, seen):
    read = seen(await follow(topic=ORACLES))
    assert "09:00, UTC" in read
    assert SAID.zone_none in read
    thursday = int(dt.datetime(2026, 6, 4, 9, tzinfo=dt.UTC).timestamp())
    assert f"<t:{thursday}:F>" in read


async def test_the_last_announcement_is_previewed_at_once(follow, seen):
    read = seen(await follow(topic=ORACLES))
    assert re.search(r"2026-06-03: [12] of 2 papers reach the threshold of 0\.6\.", read)
    assert "[Building Better Activation Oracles](https://arxiv.org/abs/2606.02609)" in read


async def test_every_option_is_kept(follow, kept, seen):
    read = seen(
        await follow(
            topic=ORACLES,
            keywords="SAE, sparse autoencoders",
            category="cs.cl, cs.LG",
            author="Ada Example; Ben Sample",
            time="18.30",
            timezone="berlin",
            max=5,
            style="bilingual",
        )
    )
    assert "keywords: SAE and sparse autoencoders · in cs.CL or cs.LG" in read
    ((follower, (topic,)),) = kept().values()
    assert (follower.at, follower.timezone) == (dt.time(18, 30), "Europe/Berlin")
    assert (follower.most, follower.style) == (5, Style.BILINGUAL)
    assert topic.keywords == ("SAE", "sparse autoencoders")
    assert topic.categories == ("cs.CL", "cs.LG")
    assert topic.authors == ("Ada Example", "Ben Sample")


async def test_a_paper_can_be_followed_by_its_title(follow, kept):
    await follow(paper="Building Better Activation Oracles")
    ((_, (topic,)),) = kept().values()
    assert topic.paper_id == "2606.02609"


async def test_a_second_topic_extends_the_follower_and_keeps_its_hour(follow, kept, seen):
    await follow(topic=ORACLES, time="18:30", timezone="Asia/Tokyo")
    read = seen(await follow(topic="speech"))
    assert "18:30, Asia/Tokyo" in read
    assert SAID.zone_before in read
    ((follower, topics),) = kept().values()
    assert follower.timezone == "Asia/Tokyo"
    assert [topic.text for topic in topics] == [ORACLES, "speech"]


async def test_another_channel_of_the_server_begins_with_the_servers_zone(
    follow, ada, guild, kept, answer_of, seen
):
    await follow(topic=ORACLES, timezone="Asia/Tokyo")
    other = guild.create_text_channel("other")
    read = seen(answer_of(await ada.slash(other, "follow", topic="speech")))
    assert SAID.zone_before in read
    assert {one.timezone for one, _ in kept().values()} == {"Asia/Tokyo"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Say what to follow: a topic, keywords, a category, an author or a paper."),
        ({"topic": "x"}, "X: a topic needs two letters or more."),
        ({"topic": "x" * 4_000}, "A topic has at most 500 characters, this one has 4,000."),
        ({"topic": ORACLES, "time": "25:00"}, "no clock shows that; times go from 0:00 to 23:59."),
        ({"topic": ORACLES, "timezone": "Middle-earth"}, "there is no such time zone"),
        ({"topic": ORACLES, "category": "cs.CLL"}, "the nearest are cs.CL"),
        ({"topic": ORACLES, "paper": "2401.00001"}, "2401.00001"),
    ],
)
async def test_what_cannot_be_followed_is_one_sentence_and_nobody_follows(
    follow, kept, options, said
):
    message = await follow(**options)
    assert said in message.content
    assert len(message.content) < 500
    assert kept() == {}


async def test_a_mistake_leaves_what_is_followed_as_it_was(follow, kept):
    await follow(topic=ORACLES)
    before = kept()
    for options in ({"topic": "speech", "time": "25:00"}, {"topic": ORACLES, "time": "10:00"}):
        await follow(**options)
        assert kept() == before


async def test_who_may_not_manage_the_server_cannot_make_its_channel_follow(
    ben, channel, kept, answer_of
):
    result = await ben.slash(channel, "follow", topic=ORACLES)
    assert result.ephemeral
    assert answer_of(result).content == SAID.only_managers
    assert kept() == {}


@pytest.mark.parametrize("command", ["pause", "resume", "unfollow"])
async def test_nor_change_what_it_follows(follow, ben, channel, kept, answer_of, command):
    await follow(topic=ORACLES)
    before = kept()
    options = {"topic": ORACLES} if command == "unfollow" else {}
    assert answer_of(await ben.slash(channel, command, **options)).content == SAID.only_managers
    assert kept() == before


async def test_but_can_read_what_it_follows(follow, ben, channel, answer_of, seen, buttons):
    await follow(topic=ORACLES)
    shown = answer_of(await ben.slash(channel, "following"))
    assert ORACLES in seen(shown)
    assert buttons(shown) == {}


async def test_who_lost_the_right_meanwhile_changes_nothing(
    simcord_env, follow, ada, channel, kept, answer_of, buttons
):
    await follow(topic=ORACLES)
    shown = answer_of(await ada.slash(channel, "following"))
    simcord_env.backend.get_guild(ada.guild.id).members[ada.id].role_ids.clear()
    result = await ada.click(shown, custom_id=buttons(shown)["Remove"])
    assert result.followups[-1].content == SAID.only_managers
    ((_, topics),) = kept().values()
    assert len(topics) == 1


async def test_a_channel_in_which_the_bot_may_not_write_cannot_follow(ada, guild, kept, answer_of):
    silent = guild.create_text_channel(
        "silent",
        overwrites={guild.me: discord.PermissionOverwrite(send_messages=False)},
    )
    message = answer_of(await ada.slash(silent, "follow", topic=ORACLES))
    assert message.content == SAID.may_not_post
    assert kept() == {}


async def test_in_a_direct_message_anybody_follows_for_themselves(
    simcord_env, kept, answer_of, seen
):
    eve = simcord_env.create_user("eve")
    read = seen(answer_of(await eve.slash("follow", topic=ORACLES)))
    assert SAID.member_follows.format(topic=f"**{ORACLES}**") in read
    assert list(kept()) == [f"member:{eve.id}"]


async def test_the_list_is_edited_by_a_form(
    simcord_env, follow, ada, channel, kept, answer_of, buttons, seen
):
    await follow(topic=ORACLES)
    shown = answer_of(await ada.slash(channel, "following"))
    asked = await ada.click(shown, custom_id=buttons(shown)["Edit"])
    assert asked.modal["title"] == SAID.form
    await ada.submit_modal(
        asked,
        {
            "text": "oracles for activations",
            "keywords": "SAE; probes",
            "threshold": "45%",
            "at": "7pm",
            "timezone": "Tokyo",
        },
    )
    ((follower, (topic,)),) = kept().values()
    assert (topic.text, topic.keywords) == ("oracles for activations", ("SAE", "probes"))
    assert topic.threshold == 0.45
    assert (follower.at, follower.timezone) == (dt.time(19), "Asia/Tokyo")
    assert "Changed: oracles for activations" in seen(now(simcord_env, shown))


async def test_a_form_that_cannot_be_used_changes_nothing_and_says_again_what_was_typed(
    follow, ada, channel, kept, answer_of, buttons
):
    await follow(topic=ORACLES)
    before = kept()
    shown = answer_of(await ada.slash(channel, "following"))
    asked = await ada.click(shown, custom_id=buttons(shown)["Edit"])
    typed = {
        "text": "a long *thought*",
        "keywords": "",
        "threshold": "most",
        "at": "9",
        "timezone": "UTC",
    }
    (said,) = (await ada.submit_modal(asked, typed)).followups
    assert "Most: a threshold is a number such as 0.6." in said.content or "most: a" in said.content
    assert "Nothing was changed." in said.content
    assert r"a long \*thought\*" in said.content
    assert kept() == before


async def test_a_topic_is_removed_and_the_list_says_so(
    simcord_env, follow, ada, channel, kept, answer_of, buttons, seen
):
    await follow(topic=ORACLES)
    shown = answer_of(await ada.slash(channel, "following"))
    await ada.click(shown, custom_id=buttons(shown)["Remove"])
    read = seen(now(simcord_env, shown))
    assert f"No longer followed: {ORACLES}" in read
    assert SAID.nothing in read
    ((_, topics),) = kept().values()
    assert topics == []


async def test_buttons_and_forms_work_after_a_restart(
    simcord_env, engine, follow, ada, channel, kept, answer_of, buttons
):
    await follow(topic=ORACLES)
    shown = answer_of(await ada.slash(channel, "following"))
    await simcord_env.restart_bot(PaperwireBot(engine))
    asked = await ada.click(shown, custom_id=buttons(shown)["Edit"])
    await simcord_env.restart_bot(PaperwireBot(engine))
    typed = {"text": "sand", "keywords": "", "threshold": "0.6", "at": "9:00", "timezone": "UTC"}
    await ada.submit_modal(asked, typed)
    ((_, (topic,)),) = kept().values()
    assert topic.text == "sand"


async def test_a_pause_ends_by_itself_or_by_a_button(
    simcord_env, follow, ada, channel, kept, answer_of, buttons, seen
):
    await follow(topic=ORACLES)
    shown = answer_of(await ada.slash(channel, "pause", days=3))
    ((follower, _),) = kept().values()
    assert follower.resumes == dt.datetime(2026, 6, 6, 14, tzinfo=dt.UTC)
    assert "Paused until <t:" in seen(shown)
    await ada.click(shown, custom_id=buttons(shown)["Resume"])
    ((follower, _),) = kept().values()
    assert follower.paused is None
    assert SAID.resumed in seen(now(simcord_env, shown))
    await ada.click(now(simcord_env, shown), custom_id=Touch(Act.PAUSE, follower.id).custom_id)
    assert SAID.paused in seen(now(simcord_env, shown))


async def test_a_topic_is_named_to_unfollow_it(follow, ada, channel, kept, answer_of, seen):
    await follow(topic=ORACLES)
    offered = await ada.autocomplete(channel, "unfollow", "topic", "oracl")
    ((_, (topic,)),) = kept().values()
    assert offered == [{"name": ORACLES, "value": topic.id}]
    missing = answer_of(await ada.slash(channel, "unfollow", topic="@everyone"))
    assert "is called @\u200beveryone" in missing.content
    read = seen(answer_of(await ada.slash(channel, "unfollow", topic=ORACLES.upper())))
    assert f"No longer followed: {ORACLES}" in read


async def test_many_topics_are_paged(simcord_env, follow, ada, channel, answer_of, buttons, seen):
    for number in range(9):
        await follow(topic=f"topic number {number}")
    shown = answer_of(await ada.slash(channel, "following"))
    assert "9 topics, page 1 of 2" in seen(shown)
    assert "topic number 8" not in seen(shown)
    await ada.click(shown, custom_id=buttons(shown)["Next"])
    assert "topic number 8" in seen(now(simcord_env, shown))


async def test_a_preview_shows_what_lies_below_and_takes_another_threshold(
    simcord_env, follow, ada, channel, kept, answer_of, seen
):
    asked = f"{ORACLES} in kitchens"  # which one paper answers in part
    await follow(topic=asked)
    shown = answer_of(await ada.slash(channel, "preview", topic=asked, days=3, threshold=0.99))
    assert "0 of 10 papers reach the threshold of 0.99" in seen(shown)
    assert SAID.below in seen(shown)
    ((follower, (topic,)),) = kept().values()
    touch = Touch(Act.THRESHOLD, follower.id, topic.id)
    await ada.select(shown, ["0.3"], custom_id=touch.custom_id)
    ((_, (topic,)),) = kept().values()
    assert topic.threshold == 0.3
    assert "reach the threshold of 0.3" in seen(now(simcord_env, shown))


async def test_anybody_previews_any_topic_but_changes_none(ben, channel, answer_of, seen):
    shown = answer_of(await ben.slash(channel, "preview", topic=ORACLES, days=3))
    assert "Building Better Activation Oracles" in seen(shown)
    assert not any(one["type"] == 1 for one in shown.components)


async def test_trends_are_a_picture_with_its_words_and_figures(ada, channel, answer_of):
    message = answer_of(await ada.slash(channel, "trends", topic=ORACLES, weeks=4))
    (attachment,) = message.attachments
    assert attachment.filename == "papers-a-week.png"
    assert attachment.description.startswith(f"Bar chart of papers a week on {ORACLES}")
    assert re.search(r"\n2026-05-25  0\n2026-06-01  [1-9]\n", message.content)
    assert "Of 12 papers stored here" in message.content


async def test_zones_are_offered_by_what_is_typed(ada, channel):
    offered = await ada.autocomplete(channel, "follow", "timezone", "berl")
    assert offered[0] == {"name": "Europe/Berlin (16:00)", "value": "Europe/Berlin"}
    near = await ada.autocomplete(channel, "follow", "timezone", "")
    assert near[0]["value"] == "America/New_York"
    assert len(near) == 25


async def test_a_server_whose_language_is_chinese_is_told_in_chinese(
    app, follow, ada, guild, channel, kept, answer_of, seen, buttons
):
    app.members.set_server(str(guild.id), ServerSettings(language="zh"))
    read = seen(await follow(topic="扩散模型"))
    assert CHINESE.following.channel_follows.format(topic="**扩散模型**") in read
    ((follower, _),) = kept().values()
    assert follower.language == "zh"
    assert (await follow(topic="扩散模型")).content == "扩散模型：这里已经关注了。"
    shown = answer_of(await ada.slash(channel, "following"))
    assert set(buttons(shown)) == {"编辑", "移除", "暂停"}
