"""Endpoints that call themselves compatible, each in its own way."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import BaseModel

from retrieval.llm import Endpoint, LlmRefused, Prompt
from retrieval.llm.replies import WithoutThoughts
from tests.support.llm import Garbage, Says, Status

ASKED = Prompt("Be brief.", "Answer.")
NOON = dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC)


class Form(BaseModel):
    answer: str


@pytest.fixture
async def endpoint(scripted_llm):
    async with Endpoint(scripted_llm.options(), clock=lambda: NOON) as opened:
        yield opened


def complaining_of(*names):
    """An endpoint that knows none of these parts of a request, and names the first it meets."""

    def reply(seen):
        unknown = [name for name in names if name in seen.body]
        if not unknown:
            return Says("Yes.")
        message = f"Unsupported parameter: '{unknown[0]}' is not supported with this model."
        return Status(400, said={"error": {"message": message}})

    return reply


async def test_what_an_endpoint_does_not_know_is_left_out_from_then_on(endpoint, scripted_llm):
    scripted_llm.always(complaining_of("response_format", "stream_options", "temperature"))
    assert await endpoint.complete(ASKED, schema=Form) == "Yes."
    asked = len(scripted_llm.seen)
    assert asked == 4
    assert await endpoint.complete(ASKED, schema=Form) == "Yes."
    assert len(scripted_llm.seen) == asked + 1


async def test_models_that_want_the_longest_answer_by_another_name_get_it(endpoint, scripted_llm):
    scripted_llm.always(complaining_of("max_tokens"))
    assert await endpoint.complete(ASKED, max_tokens=99) == "Yes."
    assert scripted_llm.seen[-1].body["max_completion_tokens"] == 99


async def test_a_prompt_that_is_too_long_is_refused_and_nothing_is_unlearnt(endpoint, scripted_llm):
    too_long = {"error": {"message": "maximum context length is 4096; reduce max_tokens"}}
    scripted_llm.then(*[Status(400, said=too_long)] * 3)
    with pytest.raises(LlmRefused, match="HTTP 400"):
        await endpoint.complete(ASKED)
    scripted_llm.always(Says("Yes."))
    await endpoint.complete(ASKED)
    assert "max_tokens" in scripted_llm.seen[-1].body
    assert "stream_options" in scripted_llm.seen[-1].body


async def test_an_endpoint_that_does_not_stream_is_read_whole(endpoint, scripted_llm):
    whole = (
        b'{"choices": [{"message": {"content": " Yes. "}, "finish_reason": "stop"}],'
        b' "usage": {"prompt_tokens": 5, "completion_tokens": 2}}'
    )
    scripted_llm.always(Garbage(whole, "application/json"))
    assert await endpoint.complete(ASKED) == "Yes."
    assert endpoint.spent_today().read == 5


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
async def test_events_are_read_with_any_line_ends_and_comments(endpoint, scripted_llm, end):
    lines = [
        b": keep-alive",
        b'data: {"choices": [{"delta": {"role": "assistant"}}]}',
        b"event: message",
        b'data:{"choices": [{"delta": {"content": "Ye"}}]}',
        b'data: {"choices": [{"delta": {"content": "s."}, "finish_reason": "stop"}]}',
    ]
    body = b"".join(line + end + end for line in lines)
    scripted_llm.always(Garbage(body, "text/event-stream"))
    assert await endpoint.complete(ASKED) == "Yes."


async def test_tokens_are_guessed_where_the_endpoint_does_not_count(endpoint, scripted_llm):
    scripted_llm.always(Says("A long and winding answer.", counts=False))
    await endpoint.complete(ASKED)
    assert endpoint.spent_today().read > 0
    assert endpoint.spent_today().written > 3


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (["Yes", ", it", " can."], "Yes, it can."),
        (["<th", "ink>Hm", "m</thi", "nk>\n\nYes", "."], "Yes."),
        (["\n<think>Hmm</think>", " ", "Yes."], "Yes."),
        (["<think>Hmm, for ev"], ""),
        (["<", "b> is a tag"], "<b> is a tag"),
        (["<thi"], "<thi"),
        (["I <think> so"], "I <think> so"),
        ([""], ""),
    ],
)
def test_what_a_model_thinks_aloud_is_not_its_answer(parts, shown):
    thoughtless = WithoutThoughts()
    assert "".join([thoughtless.take(part) for part in parts] + [thoughtless.rest()]) == shown
