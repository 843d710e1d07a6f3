from __future__ import annotations

import pytest

from bot.views.panel import Control, categories_modal, panel
from bot.words import LANGUAGES
from retrieval.categories import CATEGORIES
from retrieval.members.values import ServerSettings
from tests.support.loopback.description import Description
from tests.support.loopback.requests import Request

MANY = ServerSettings(
    channels=tuple(str(number) for number in range(1, 26)),
    private=True,
    categories=tuple(CATEGORIES),
    language="zh",
    written=True,
)
in_each_language = pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.language)
chosen = pytest.mark.parametrize("settings", [ServerSettings(), MANY], ids=["nothing", "all"])


def parts(components):
    """Every component, those inside others too."""
    for one in components:
        yield one
        inside = [*one.get("components", ()), one.get("accessory"), one.get("component")]
        yield from parts([part for part in inside if part])


def shown(settings, words, existing=range(1, 30), *, saved=False):
    return list(parts(panel(settings, words, existing, saved=saved).to_components()))


def texts(found):
    return "\n".join(part["content"] for part in found if part["type"] == 10)


def by_id(found, control):
    (one,) = [part for part in found if part.get("custom_id") == control]
    return one


@in_each_language
@chosen
async def test_the_panel_is_within_what_discord_takes(words, settings):
    found = shown(settings, words)
    assert len(found) <= 40
    assert len(texts(found)) <= 4_000
    assert all(len(part.get("label") or "") <= 80 for part in found)
    assert all(len(part.get("custom_id", "")) <= 100 for part in found)
    assert all(len(part.get("placeholder") or "") <= 150 for part in found)


@in_each_language
async def test_the_form_is_within_what_discord_takes(words):
    form = categories_modal(MANY, words).to_dict()
    assert len(form["title"]) <= 45
    (label,) = form["components"]
    assert len(label["label"]) <= 45
    field = label["component"]
    assert len(field["value"]) <= field["max_length"] <= 4_000


@in_each_language
@chosen
async def test_panel_and_form_are_what_discord_describes(words, settings, shared_data):
    description = Description(shared_data / "discord" / "openapi.json")
    view = panel(settings, words, range(1, 30)).to_components()
    message = {"components": view, "flags": 1 << 15}
    form = {"type": 9, "data": categories_modal(settings, words).to_dict()}
    requests = [
        Request("POST", "webhooks/1/token", message, 0.0),
        Request("POST", "interactions/1/token/callback", form, 0.0),
    ]
    assert list(description.faults(requests)) == []


@in_each_language
async def test_a_new_server_answers_everybody_everywhere(words):
    found = shown(ServerSettings(), words)
    channels = by_id(found, Control.CHANNELS)
    assert not channels.get("default_values")
    assert channels["placeholder"] == words.panel.everywhere
    assert words.panel.public in texts(found)
    assert words.panel.all_categories in texts(found)
    assert by_id(found, Control.PRIVATE)


@in_each_language
async def test_what_was_chosen_is_shown(words):
    found = shown(MANY, words)
    assert len(by_id(found, Control.CHANNELS)["default_values"]) == 25
    assert words.panel.private in texts(found)
    assert by_id(found, Control.PUBLIC)
    assert MANY.categories[0] in texts(found)
    language = by_id(found, Control.LANGUAGE)
    assert [one["value"] for one in language["options"] if one.get("default")] == ["zh"]


@in_each_language
async def test_a_channel_that_is_deleted_is_left_out(words):
    found = shown(MANY, words, existing=[1, 2])
    defaults = by_id(found, Control.CHANNELS)["default_values"]
    assert [one["id"] for one in defaults] == [1, 2]


@in_each_language
async def test_a_change_that_was_kept_is_said(words):
    assert words.panel.saved in texts(shown(MANY, words, saved=True))
    assert words.panel.saved not in texts(shown(MANY, words))


async def test_every_control_is_on_the_panel_or_in_the_form():
    on_panels = {
        part.get("custom_id")
        for settings in (ServerSettings(), MANY)
        for part in shown(settings, LANGUAGES[0])
    }
    assert set(Control) - on_panels == {Control.CATEGORIES}
    assert categories_modal(MANY, LANGUAGES[0]).custom_id == Control.CATEGORIES


async def test_discord_py_keeps_neither_panel_nor_form():
    assert panel(MANY, LANGUAGES[0], []).is_finished()
    assert categories_modal(MANY, LANGUAGES[0]).is_finished()
