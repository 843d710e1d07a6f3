"""The settings of a server on a simulated Discord."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace

import pytest
import simcord

from bot.client import PaperwireBot
from bot.engine import Engine
from bot.views.panel import Control
from bot.wiring import open_app
from bot.words import CHINESE, ENGLISH
from config.settings import Settings
from retrieval.members import ServerSettings
from tests.fakes import HashedWords

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)


@pytest.fixture
def app(tmp_path):
    """Without papers: nobody asks here."""
    with open_app(Settings(data_dir=tmp_path / "var"), encoder=HashedWords()) as app:
        yield app


@pytest.fixture
async def engine(app):
    """Not opened: nothing is searched."""
    engine = Engine(app)
    yield engine
    assert await engine.close(10)


@pytest.fixture
def ada(simcord_env, guild, channel, managers):
    """She may manage the server."""
    del channel  # the server needs one first
    return guild.add_member(simcord_env.create_user("ada"), roles=[managers])


@pytest.fixture
def store(app, guild):
    """The server's settings as the store holds them now, or holds from now on."""

    def store(settings=None):
        if settings is not None:
            app.members.set_server(str(guild.id), settings)
        return app.members.server(str(guild.id))

    return store


async def panel_of(member, channel):
    result = await member.slash(channel, "settings")
    (message,) = [one for one in (result.response, *result.followups) if one is not None][-1:]
    assert message.ephemeral
    return message


def parts(components):
    for one in components:
        yield one
        inside = [*one.get("components", ()), one.get("accessory"), one.get("component")]
        yield from parts([part for part in inside if part])


def texts(message):
    return "\n".join(one.get("content", "") for one in parts(message.components))


def now(env, message):
    """The message as it stands after a press."""
    return simcord.results.ResponseMessage(
        env, env.backend.get_message(message.channel_id, message.id)
    )


async def test_the_panel_is_shown_to_who_asked_only(ada, channel):
    panel = await panel_of(ada, channel)
    assert ENGLISH.panel.title in texts(panel)
    assert ENGLISH.panel.public in texts(panel)


async def test_channels_are_chosen_and_given_up_again(simcord_env, guild, ada, channel, store):
    other = guild.create_text_channel("other")
    panel = await panel_of(ada, channel)
    await ada.select(panel.message, [channel, other], custom_id=Control.CHANNELS)
    assert store() == ServerSettings(channels=(str(channel.id), str(other.id)))
    assert ENGLISH.panel.saved in texts(now(simcord_env, panel))
    await ada.select(panel.message, [], custom_id=Control.CHANNELS)
    assert store() == ServerSettings()


async def test_answers_are_made_private_and_public(simcord_env, ada, channel, store):
    panel = await panel_of(ada, channel)
    await ada.click(panel.message, custom_id=Control.PRIVATE)
    assert store().private
    assert ENGLISH.panel.private in texts(now(simcord_env, panel))
    await ada.click(panel.message, custom_id=Control.PUBLIC)
    assert not store().private


async def test_the_language_is_that_of_the_panel_at_once(simcord_env, ada, channel, store):
    panel = await panel_of(ada, channel)
    await ada.select(panel.message, ["zh"], custom_id=Control.LANGUAGE)
    assert store().language == "zh"
    assert CHINESE.panel.title in texts(now(simcord_env, panel))
    await ada.select(panel.message, ["automatic"], custom_id=Control.LANGUAGE)
    assert store().language is None


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("CS.cl, cs.SD", ("cs.CL", "cs.SD")),
        ("cs.CL；cs.SD、cmp-lg", ("cs.CL", "cs.SD")),
        ("cs.*", ("cs",)),
        ("  \n ", ()),
    ],
)
async def test_categories_are_typed_into_a_form(ada, channel, store, typed, codes):
    store(ServerSettings(categories=("math.NA",)))
    panel = await panel_of(ada, channel)
    shown = await ada.click(panel.message, custom_id=Control.EDIT_CATEGORIES)
    (field,) = [one for one in parts(shown.modal["components"]) if one["type"] == 4]
    assert field["value"] == "math.NA"
    await ada.submit_modal(shown, {Control.CATEGORIES: typed})
    assert store().categories == codes


async def test_a_category_that_does_not_exist_changes_nothing_and_loses_nothing(
    ada, channel, store
):
    before = ServerSettings(categories=("math.NA",), private=True)
    store(before)
    panel = await panel_of(ada, channel)
    shown = await ada.click(panel.message, custom_id=Control.EDIT_CATEGORIES)
    result = await ada.submit_modal(shown, {Control.CATEGORIES: "cs.CL, cs.@everyone"})
    assert store() == before
    (said,) = result.followups
    assert said.ephemeral
    assert (
        "No category of arXiv is called cs.@\u200beveryone, so nothing was changed" in said.content
    )
    assert "cs.CL, cs.@\u200beveryone" in said.content
    assert not said.message.mention_everyone


async def test_a_server_whose_language_is_chinese_is_told_in_chinese(ada, channel, store):
    store(ServerSettings(language="zh"))
    panel = await panel_of(ada, channel)
    assert CHINESE.panel.title in texts(panel)
    shown = await ada.click(panel.message, custom_id=Control.EDIT_CATEGORIES)
    assert shown.modal["title"] == CHINESE.panel.categories
    result = await ada.submit_modal(shown, {Control.CATEGORIES: "cs.XX"})
    (said,) = result.followups
    assert "没有名为 cs.XX 的 arXiv 类别，设置没有更改。" in said.content


async def test_what_cannot_be_asked_is_said_in_the_servers_language(ada, channel, store):
    store(ServerSettings(language="zh"))
    result = await ada.slash(channel, "ask", question="沙", since="2026-02-30")
    assert result.response.content == "2026-02-30：没有这样的日期。"


async def test_one_change_leaves_the_others_as_they_were(ada, channel, store):
    before = ServerSettings((str(channel.id),), private=True, categories=("cs.CL",), language="en")
    store(before)
    panel = await panel_of(ada, channel)
    await ada.click(panel.message, custom_id=Control.PUBLIC)
    assert store() == replace(before, private=False)


async def test_a_panel_works_after_a_restart(simcord_env, engine, ada, channel, store):
    panel = await panel_of(ada, channel)
    await simcord_env.restart_bot(PaperwireBot(engine))
    await ada.click(panel.message, custom_id=Control.PRIVATE)
    assert store().private
    assert ENGLISH.panel.saved in texts(now(simcord_env, panel))


async def test_a_form_that_was_opened_before_a_restart_is_read_after_it(
    simcord_env, engine, ada, channel, store
):
    panel = await panel_of(ada, channel)
    shown = await ada.click(panel.message, custom_id=Control.EDIT_CATEGORIES)
    await simcord_env.restart_bot(PaperwireBot(engine))
    await ada.submit_modal(shown, {Control.CATEGORIES: "cs.CL"})
    assert store().categories == ("cs.CL",)


async def test_members_who_may_not_manage_the_server_do_not_see_the_command(ben, channel):
    assert "settings" not in ben.available_commands(channel)


async def test_where_the_command_is_shown_to_all_it_still_is_for_managers(
    simcord_env, ben, guild, channel
):
    (command,) = [
        one for one in await simcord_env.bot.tree.fetch_commands() if one.name == "settings"
    ]
    guild.set_command_permissions(command.id, {guild.default_role: True})
    result = await ben.slash(channel, "settings")
    assert result.ephemeral
    assert result.response.content == ENGLISH.refusals.only_managers


async def test_who_lost_the_right_meanwhile_changes_nothing(simcord_env, ada, channel, store):
    panel = await panel_of(ada, channel)
    simcord_env.backend.get_guild(ada.guild.id).members[ada.id].role_ids.clear()
    result = await ada.click(panel.message, custom_id=Control.PRIVATE)
    assert result.response.content == ENGLISH.refusals.only_managers
    assert store() == ServerSettings()


async def test_a_store_that_fails_is_said_and_names_no_file(ada, channel, tmp_path):
    panel = await panel_of(ada, channel)
    with contextlib.closing(sqlite3.connect(tmp_path / "var" / "catalogue.sqlite3")) as database:
        database.execute("DROP TABLE servers")
    result = await ada.click(panel.message, custom_id=Control.PRIVATE)
    (said,) = result.followups
    assert said.content == ENGLISH.refusals.failed


async def test_an_interaction_that_is_gone_is_no_error(simcord_env, ada, channel, store):
    panel = await panel_of(ada, channel)
    simcord_env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    await ada.click(panel.message, custom_id=Control.PRIVATE)
    assert simcord_env.errors == []
    assert store() == ServerSettings()
