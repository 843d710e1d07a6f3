from __future__ import annotations

import asyncio
from types import SimpleNamespace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.buttons import WHOLE, Press, PressButton, Verb

presses = st.builds(
    Press,
    st.sampled_from(Verb),
    st.from_regex(r"[A-Za-z0-9_-]{12}", fullmatch=True),
    st.integers(WHOLE, 9_999),
)


def rebuilt(custom_id):
    match = PressButton.__discord_ui_compiled_template__.fullmatch(custom_id)
    return asyncio.run(PressButton.from_custom_id(None, None, match)) if match else None


@given(presses)
def test_a_press_is_read_back_from_its_custom_id(press):
    assert len(press.custom_id) <= 100
    assert rebuilt(press.custom_id).press == press


def test_the_longest_custom_id_is_within_discords_limit():
    assert len(Press(Verb.SIMILAR, "x" * 64, 9_999).custom_id) <= 100


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "pw",
        "pw:eat:abcdefghijkl:0",
        "pw:save::0",
        "pw:save:abcdefghijkl:-2",
        "pw:save:abcdefghijkl:0 ",
        "pw:save:abcdefghijkl:0\n",
        "pw:save:abcdefghijkl:٣",
        "pw:save:ab:cd:0",
        f"pw:save:{'x' * 65}:0",
    ],
)
def test_a_custom_id_that_is_not_ours_is_nobodys_press(custom_id):
    assert rebuilt(custom_id) is None


def test_a_press_that_could_not_be_read_back_makes_no_button():
    with pytest.raises(ValueError, match="must match the template"):
        PressButton(Press(Verb.SAVE, "a:b", 0))


async def test_a_pressed_button_tells_the_client():
    heard = []

    class Client:
        async def pressed(self, interaction, press):
            heard.append((interaction, press))

    interaction = SimpleNamespace(client=Client())
    press = Press(Verb.MORE, "abcdefghijkl", 3)
    await PressButton(press, label="Explain more").callback(interaction)
    assert heard == [(interaction, press)]


async def test_views_of_these_buttons_do_not_pile_up_in_the_clients_memory():
    client = discord.Client(intents=discord.Intents.none())
    store = client._connection._view_store
    for message in range(50):
        row = discord.ui.ActionRow(PressButton(Press(Verb.SAVE, "abcdefghijkl", 0), label="Save"))
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(row)
        store.add_view(view, message)
    assert (store._views, store._synced_message_views) == ({}, {})
    assert list(store._dynamic_items.values()) == [PressButton]
