from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from retrieval.llm import (
    Endpoint,
    LlmRefused,
    LlmUnavailable,
    Prompt,
    parse,
)
from tests.support.llm import (
    KEY,
    MODEL,
    Garbage,
    Half,
    Refuses,
    Says,
    Silent,
    Status,
    answers_json,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.support.llm import ScriptedLlm

ROBOTS = Prompt("You are brief.", "Answer the question.", {"question": "Can robots walk on sand?"})


class Verdict(BaseModel):
    answer: str
    papers: list[int]


class Pauses:
    """Remembers how long it should have slept."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


def noon() -> dt.datetime:
    return dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def endpoint(scripted_llm: ScriptedLlm, pauses: Pauses) -> AsyncIterator[Endpoint]:
    async with Endpoint(scripted_llm.options(), clock=noon, sleep=pauses) as opened:
        yield opened


async def test_an_answer_comes_whole_and_in_parts(endpoint, scripted_llm):
    scripted_llm.always(Says("Robots walk on sand [1].", size=5))

    assert await endpoint.complete(ROBOTS) == "Robots walk on sand [1]."
    parts = [part async for part in endpoint.stream(ROBOTS)]
    assert len(parts) > 3
    assert "".join(parts) == "Robots walk on sand [1]."


async def test_the_model_is_told_the_task_and_the_data_between_fences(endpoint, scripted_llm):
    await endpoint.complete(ROBOTS, max_tokens=77)

    (seen,) = scripted_llm.seen
    assert seen.headers["Authorization"] == f"Bearer {KEY}"
    assert seen.body["model"] == MODEL
    assert seen.body["max_tokens"] == 77
    assert seen.system.startswith("You are brief.")
    assert seen.user.startswith("Answer the question.\n\n<<<")
    assert "Can robots walk on sand?" in seen.user


async def test_a_schema_is_sent_and_its_answer_read(endpoint, scripted_llm):
    scripted_llm.then(answers_json({"answer": "yes", "papers": [1, 2]}))

    text = await endpoint.complete(ROBOTS, schema=Verdict)

    assert parse(text, Verdict) == Verdict(answer="yes", papers=[1, 2])
    form = scripted_llm.seen[0].body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["schema"]["additionalProperties"] is False
    assert '"papers"' in scripted_llm.seen[0].system


async def test_an_overloaded_endpoint_is_asked_again_when_it_says(endpoint, scripted_llm, pauses):
    scripted_llm.then(Status(429, retry_after="2"), Status(500), Says("Now."))

    assert await endpoint.complete(ROBOTS) == "Now."
    assert pauses.taken == [2.0, 1.0]


async def test_who_asks_for_more_patience_than_there_is_is_not_waited_for(
    endpoint, scripted_llm, pauses
):
    scripted_llm.then(Status(429, retry_after="3600"))

    with pytest.raises(LlmUnavailable, match="overloaded"):
        await endpoint.complete(ROBOTS)
    assert pauses.taken == []
    assert len(scripted_llm.seen) == 1


async def test_half_an_answer_is_none(endpoint, scripted_llm):
    scripted_llm.then(Half("Robots walk on sa"))

    with pytest.raises(LlmUnavailable, match="broke off"):
        await endpoint.complete(ROBOTS)


@pytest.mark.parametrize("said", ["", "Robots wal"])
async def test_silence_is_noticed(scripted_llm, said):
    scripted_llm.then(Silent(said))
    options = scripted_llm.options(wait_s=0.2, gap_s=0.2)

    async with Endpoint(options, clock=noon) as endpoint:
        with pytest.raises(LlmUnavailable, match=r"silent|in time"):
            await endpoint.complete(ROBOTS)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Refuses(), LlmRefused),
        (Status(400), LlmRefused),
        (Status(401), LlmUnavailable),
        (Status(404), LlmUnavailable),
        (Garbage(), LlmUnavailable),
        (Garbage(b"[]", "application/json"), LlmUnavailable),
        (Garbage(b"data: {\n\n", "text/event-stream"), LlmUnavailable),
    ],
)
async def test_what_is_no_answer_is_an_error(endpoint, scripted_llm, reply, error):
    scripted_llm.always(reply)

    with pytest.raises(error):
        await endpoint.complete(ROBOTS)


async def test_an_endpoint_that_is_gone_is_left_alone_after_three_failures(
    endpoint, scripted_llm, pauses
):
    await scripted_llm.stop()
    for _ in range(3):
        with pytest.raises(LlmUnavailable, match="cannot be reached"):
            await endpoint.complete(ROBOTS)
    asleep = len(pauses.taken)
    with pytest.raises(LlmUnavailable, match="left alone"):
        await endpoint.complete(ROBOTS)
    assert len(pauses.taken) == asleep
