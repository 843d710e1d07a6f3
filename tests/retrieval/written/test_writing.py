from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from retrieval.llm import Endpoint, LlmUnavailable
from retrieval.papers import KnownPaper, Paper
from retrieval.queries import Answer, Evidence, Query
from retrieval.written.values import Flaw
from retrieval.written.writing import MOST_SENTENCES, Writer
from tests.fakes import HashedWords
from tests.support.llm import Half, Says, Status

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.support.llm import ScriptedLlm

QUESTION = "Which robots walk on sand?"
SOUND = "SandWalk is a controller for legged robots on sand [1]."


def _answer() -> Answer:
    papers = [
        Paper(
            "2606.00001",
            "SandWalk: Robots that walk on sand",
            "SandWalk is a controller for legged robots on sand. It reaches 91.5% success.",
        ),
        Paper("2606.00002", "FinNet: Swimming robots", "FinNet steers soft robots under water."),
    ]
    evidence = tuple(Evidence(KnownPaper(paper), 1.0, ()) for paper in papers)
    return Answer(Query(QUESTION, QUESTION), evidence)


def noon() -> dt.datetime:
    return dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
async def writer(scripted_llm: ScriptedLlm) -> AsyncIterator[Writer]:
    async with Endpoint(scripted_llm.options(wait_s=5.0), clock=noon) as endpoint:
        yield Writer(endpoint, HashedWords())


async def test_sound_sentences_are_shown_and_the_others_are_kept_apart(writer, scripted_llm):
    scripted_llm.then(Says(f"Here it is. {SOUND} It reaches 99.5% success [1]."))
    written = await writer.write(QUESTION, _answer())
    assert written.text == SOUND.replace(".", "").replace(" [1]", ". [1]")
    assert [one.reasons[0].flaw for one in written.dropped] == [Flaw.UNCITED, Flaw.NUMBER]
    assert written.failure is None


async def test_the_model_is_given_the_papers_as_data_under_their_numbers(writer, scripted_llm):
    scripted_llm.then(Says(SOUND))
    await writer.write(QUESTION, _answer())
    (seen,) = scripted_llm.seen
    assert "paper 2" in seen.user
    assert "FinNet steers soft robots" in seen.user
    assert "FinNet" not in seen.system


async def test_an_answer_with_nothing_sound_is_empty(writer, scripted_llm):
    scripted_llm.then(Says("I think that wheels are better. Everybody knows it [1]."))
    written = await writer.write(QUESTION, _answer())
    assert written.text == ""
    assert len(written.dropped) == 2


async def test_what_came_before_the_connection_broke_stays(writer, scripted_llm):
    scripted_llm.then(Half(f"{SOUND} FinNet steers so"))
    written = await writer.write(QUESTION, _answer())
    assert [one.sentence.cited for one in written.shown] == [(1,)]
    assert isinstance(written.failure, LlmUnavailable)


async def test_an_endpoint_that_is_gone_leaves_an_empty_answer(writer, scripted_llm):
    scripted_llm.always(Status(404))
    written = await writer.write(QUESTION, _answer())
    assert written.text == ""
    assert written.failure is not None


async def test_a_model_that_rambles_is_stopped(writer, scripted_llm):
    scripted_llm.then(
        Says(
            " ".join(
                f"SandWalk is a controller for legged robots on sand{'!' * n} [1]."
                for n in range(30)
            )
        )
    )
    written = await writer.write(QUESTION, _answer())
    assert len(written.shown) == MOST_SENTENCES


async def test_a_chinese_reader_gets_chinese_sentences_whose_english_ones_hold(
    writer, scripted_llm
):
    scripted_llm.then(
        Says(
            f"EN: {SOUND}\nZH: SandWalk 是沙地上腿足机器人的控制器。[1]\n"
            "EN: It reaches 99.5% success [1].\nZH: 它的成功率为 99.5%。[1]\n"
            "EN: It reaches 91.5% success [1].\nZH: 它的成功率为 99.5%。[1]\n"
        )
    )
    written = await writer.write(QUESTION, _answer(), "zh")
    assert written.text == "SandWalk 是沙地上腿足机器人的控制器。 [1]"
    assert [one.reasons[-1].flaw for one in written.dropped] == [Flaw.NUMBER, Flaw.UNTRANSLATED]


async def test_what_is_said_twice_is_shown_once(writer, scripted_llm):
    scripted_llm.then(Says(f"{SOUND} {SOUND}"))
    assert len((await writer.write(QUESTION, _answer())).shown) == 1
