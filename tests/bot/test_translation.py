"""What Discord is told of the commands, in each language."""

from __future__ import annotations

import re

import pytest

from bot.client import PaperwireBot
from bot.engine import Engine
from bot.translation import PaperwireTranslator
from bot.wiring import open_app
from bot.words.commands_chinese import COMMANDS
from config.settings import Settings
from tests.fakes import HashedWords

pytestmark = pytest.mark.simcord(shard_count=1)
CHINESE = {"zh-CN", "zh-TW"}


@pytest.fixture
async def simcord_bot(tmp_path):
    with open_app(Settings(data_dir=tmp_path / "var"), encoder=HashedWords()) as app:
        engine = Engine(app)
        yield PaperwireBot(engine)
        assert await engine.close(10)


@pytest.fixture
async def described(simcord_env):
    """Every command, option and choice of the bot as Discord is told of it."""
    tree = simcord_env.bot.tree
    translator = PaperwireTranslator()
    payload = [await one.get_translated_payload(tree, translator) for one in tree.get_commands()]
    return list(parts(payload))


def parts(found):
    for one in found:
        yield one
        yield from parts(one.get("options", ()))
        yield from parts(one.get("choices", ()))


def texts(described):
    """English, and what it is in other languages."""
    for part in described:
        if "description" in part:
            yield part["description"], part["description_localizations"]
        elif "value" in part:  # a choice has a name only
            yield part["name"], part["name_localizations"]


async def test_everything_is_described_in_chinese(described):
    assert len(described) > 5
    missing = [english for english, others in texts(described) if others.keys() != CHINESE]
    assert missing == []


async def test_discord_is_told_so_when_the_commands_are_synced(simcord_env):
    (synced,) = [one for one in simcord_env.http_requests if one.method == "PUT"]
    described = [one for one in parts(synced.json) if one.get("description")]
    assert described
    assert all(one["description_localizations"].keys() == CHINESE for one in described)


async def test_a_description_is_as_long_as_discord_takes(described):
    for english, others in texts(described):
        for text in (english, *others.values()):
            assert 1 <= len(text) <= 100, text


async def test_names_stay_english(described):
    names = [part for part in described if "value" not in part]
    assert not any(part.get("name_localizations") for part in names)


async def test_nothing_is_translated_that_no_command_says(described):
    assert COMMANDS.keys() - {english for english, _ in texts(described)} == set()


@pytest.mark.parametrize("chinese", COMMANDS.values())
def test_a_translation_is_chinese(chinese):
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert not re.search(r"[\u4e00-\u9fff][,;:!?()]", chinese)
