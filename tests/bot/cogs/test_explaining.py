"""Explanations on a simulated Discord, without a language model."""

from __future__ import annotations

import pytest

from bot.words import CHINESE, ENGLISH

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)

WALKER = "2606.09002"


async def test_a_paper_is_explained_by_its_own_sentences(ada, channel, answer_of, seen, buttons):
    answer = answer_of(await ada.slash(channel, "explain", paper=WALKER))
    assert ENGLISH.explaining.sorted in seen(answer)
    assert "walks over dunes without falling" in seen(answer)
    assert set(buttons(answer)) == {"Similar", "BibTeX", "Save", "Abstract"}


async def test_in_chinese_if_somebody_wants_so(ada, channel, answer_of, seen):
    answer = answer_of(await ada.slash(channel, "explain", paper=WALKER, language="zh"))
    assert CHINESE.explaining.sorted in seen(answer)


async def test_an_unknown_paper_is_a_sentence(ada, channel, answer_of):
    answer = answer_of(await ada.slash(channel, "explain", paper="2501.00001"))
    assert "2501.00001" in answer.content


async def test_the_button_explains_and_leads_to_the_whole_abstract(
    ada, channel, answer_of, seen, buttons
):
    asked = answer_of(await ada.slash(channel, "ask", question="robots that walk on sand"))
    result = await ada.click(asked, custom_id=buttons(asked)["Explain more"])
    assert result.ephemeral
    explained = answer_of(result)
    assert ENGLISH.explaining.sorted in seen(explained)
    assert "**" in seen(explained).split(ENGLISH.explaining.sorted)[1]
    whole = await ada.click(explained, custom_id=buttons(explained)["Abstract"])
    assert "walks over dunes without falling" in seen(answer_of(whole))
