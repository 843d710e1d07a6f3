"""The endpoint goes away in the middle of fifty questions."""

from __future__ import annotations

import asyncio
import datetime as dt
import time

import pytest

from retrieval.llm import Endpoint, LlmError, Prompt
from tests.support.llm import Says, Silent

QUESTIONS = 50
ANSWERED = 25
AT_A_TIME = 5
PATIENCE_S = 10.0


class Going:
    """Answers so many requests; what happens to the rest is the test's affair."""

    def __init__(self, then) -> None:
        self.left = ANSWERED
        self.then = then

    def __call__(self, _seen):
        self.left -= 1
        return Says("Robots walk [1].") if self.left >= 0 else self.then


async def asked(endpoint: Endpoint) -> tuple[bool, float]:
    begun = time.monotonic()
    try:
        await endpoint.complete(Prompt("Be brief.", "Answer.", {"question": "robots"}))
    except LlmError:
        return False, time.monotonic() - begun
    return True, time.monotonic() - begun


async def ask_all(endpoint: Endpoint, scripted_llm, *, stop: bool) -> list[tuple[bool, float]]:
    """All questions, some at a time; half way the server is stopped if it is to be."""
    ends: list[tuple[bool, float]] = []
    for start in range(0, QUESTIONS, AT_A_TIME):
        if stop and start == ANSWERED:
            await scripted_llm.stop()
        ends += await asyncio.gather(*(asked(endpoint) for _ in range(AT_A_TIME)))
    return ends


@pytest.mark.parametrize("silent", [False, True])
async def test_every_question_knows_within_ten_seconds_that_no_answer_comes(scripted_llm, silent):
    scripted_llm.always(Going(Silent("Robots")))
    options = scripted_llm.options()  # the times that are set by default
    async with Endpoint(options, clock=lambda: dt.datetime.now(dt.UTC)) as endpoint:
        ends = await ask_all(endpoint, scripted_llm, stop=not silent)
    assert [answered for answered, _ in ends] == [True] * ANSWERED + [False] * ANSWERED
    assert max(seconds for _, seconds in ends) < PATIENCE_S
    assert endpoint.resting
    assert len(scripted_llm.seen) <= ANSWERED + 2 * AT_A_TIME, "the breaker spares the rest"
