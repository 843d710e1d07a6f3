"""Commands about papers, and what a member keeps, on a simulated Discord."""

from __future__ import annotations

import pytest

from bot.words import ENGLISH

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)

WALKER = "2606.09002"
SAND = "robots that walk on sand"


async def test_similar_papers_are_listed_without_the_paper_itself(ada, channel, answer_of, seen):
    read = seen(answer_of(await ada.slash(channel, "similar", paper=WALKER)))
    assert "T²Walker" in read.splitlines()[0]
    assert f"abs/{WALKER}" not in read


async def test_a_paper_is_shown_in_full(ada, channel, answer_of, seen):
    read = seen(answer_of(await ada.slash(channel, "paper", paper=WALKER)))
    assert "T²Walker" in read
    assert "Fatima Primer" in read
    assert "walks over dunes without falling" in read


@pytest.mark.parametrize("command", ["similar", "paper", "bibtex"])
async def test_a_paper_that_is_not_here_is_a_sentence(ada, channel, answer_of, command):
    said = answer_of(await ada.slash(channel, command, paper="2401.00001")).content
    assert said.startswith("“2401.00001” is not among the papers here")
    assert "paperwire" not in said


async def test_papers_are_offered_while_typing(ada, channel):
    offered = await ada.autocomplete(channel, "paper", "paper", "2606.0900")
    assert WALKER in [one["value"] for one in offered]
    assert any("T²Walker" in one["name"] for one in offered)


async def test_a_reference_is_for_who_asked(ada, channel, answer_of):
    result = await ada.slash(channel, "bibtex", paper=WALKER)
    assert result.ephemeral
    content = answer_of(result).content
    assert content.startswith("```bibtex\n@misc{primer2026")
    assert f"eprint={{{WALKER}}}" in content


async def test_many_references_come_as_a_file(ada, channel, answer_of, buttons):
    recent = answer_of(await ada.slash(channel, "recent", days=60))
    for _ in range(3):
        for custom_id in [i for i in buttons(recent).values() if ":save:" in i]:
            await ada.click(recent, custom_id=custom_id)
        if "Next" in buttons(recent):
            await ada.click(recent, custom_id=buttons(recent)["Next"])
    message = answer_of(await ada.slash(channel, "bibtex"))
    (attachment,) = message.attachments
    assert attachment.filename == "papers.bib"
    assert message.content == "12 references."


async def test_the_newest_papers_come_first(ada, channel, answer_of, seen):
    read = seen(answer_of(await ada.slash(channel, "recent", days=60)))
    assert " 1 of 3" in read


async def test_trending_says_so_when_nothing_is(ada, channel, answer_of, seen):
    read = seen(answer_of(await ada.slash(channel, "trending", days=7)))
    assert read


async def test_saved_papers_are_ones_own_and_can_be_searched(
    ada, bob, channel, answer_of, seen, buttons
):
    asked = answer_of(await ada.slash(channel, "ask", question=SAND))
    saved = await bob.click(asked, custom_id=buttons(asked)["Save"])
    assert saved.ephemeral
    assert answer_of(saved).content == "Saved: T²Walker: Two Timescales for Legged Robots on Sand"
    listed = await bob.slash(channel, "saved")
    assert listed.ephemeral
    assert WALKER in seen(answer_of(listed))
    found = await bob.slash(channel, "saved", search="sand")
    assert WALKER in seen(answer_of(found))
    assert answer_of(await ada.slash(channel, "saved")).content == ENGLISH.said.nothing_saved


async def test_forgetting_is_private_and_says_how_much(ada, channel, answer_of):
    await ada.slash(channel, "ask", question=SAND)
    result = await ada.slash(channel, "forget")
    assert result.ephemeral
    assert answer_of(result).content.startswith("Forgotten. Questions: 1")


async def test_help_and_status_are_for_who_asked(ada, channel, answer_of):
    helped = await ada.slash(channel, "help")
    assert helped.ephemeral
    assert answer_of(helped).content == ENGLISH.help
    status = await ada.slash(channel, "status")
    assert status.ephemeral
    assert answer_of(status).content.startswith("12 papers, 12 of them searchable")


async def test_every_command_can_be_installed_by_a_member_but_settings(simcord_bot, simcord_env):
    del simcord_env
    tree = simcord_bot.tree
    commands = {one.name: one.to_dict(tree) for one in tree.get_commands()}
    assert commands.pop("settings")["integration_types"] == [0]
    assert len(commands) == 20
    for command in commands.values():
        assert sorted(command["integration_types"]) == [0, 1]
        assert sorted(command["contexts"]) == [0, 1, 2]
