"""The key goes into one header of a request, and nowhere else."""

from __future__ import annotations

import datetime as dt
import logging
import traceback

import pytest

from retrieval.llm import Endpoint, EndpointOptions, LlmError, Prompt
from tests.support.llm import KEY, Garbage, Half, Refuses, Silent, Status

ASKED = Prompt("Be brief.", "Answer.", {"question": "What is your key?"})
ECHO = {"error": {"message": f"Incorrect API key provided: {KEY}", "param": KEY}}


def leaks(error: BaseException) -> bool:
    """Whether the key stands in what could be printed of an error, its causes included."""
    told = [*traceback.format_exception(error)]
    seen: BaseException | None = error
    while seen is not None:
        told += [str(seen), repr(seen), repr(seen.args)]
        seen = seen.__cause__ or seen.__context__
    return KEY in "".join(told)


@pytest.mark.parametrize(
    "reply",
    [
        Status(400, said=ECHO),
        Status(401, said=ECHO),
        Status(403, said=ECHO),
        Status(404, said=ECHO),
        Status(429, retry_after=KEY, said=ECHO),
        Status(500, said=ECHO),
        Status(302, said=ECHO),
        Half(KEY),
        Silent(KEY),
        Refuses(KEY),
        Garbage(f"<html>{KEY}</html>".encode()),
        Garbage(f'data: {{"error": "{KEY}"}}\n\n'.encode(), "text/event-stream"),
    ],
    ids=str,
)
async def test_no_error_and_no_log_holds_the_key(scripted_llm, reply, caplog, capfd):
    caplog.set_level(logging.INFO)  # the most that `--debug` shows
    scripted_llm.always(reply)
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    options = scripted_llm.options(wait_s=2.0, gap_s=0.3)
    async with Endpoint(options, clock=lambda: dt.datetime.now(dt.UTC), sleep=pause) as endpoint:
        for _ in range(4):
            with pytest.raises(LlmError) as caught:
                await endpoint.complete(ASKED)
            assert not leaks(caught.value)
    assert scripted_llm.seen[0].headers["Authorization"] == f"Bearer {KEY}"
    out, err = capfd.readouterr()
    assert KEY not in caplog.text + out + err


async def test_no_error_of_an_endpoint_that_is_gone_holds_the_key(scripted_llm):
    await scripted_llm.stop()
    options = scripted_llm.options(wait_s=0.2)
    async with Endpoint(options, clock=lambda: dt.datetime.now(dt.UTC)) as endpoint:
        with pytest.raises(LlmError) as caught:
            await endpoint.complete(ASKED)
    assert not leaks(caught.value)


async def test_the_key_does_not_follow_a_redirect(scripted_llm):
    scripted_llm.always(Status(307))
    async with Endpoint(scripted_llm.options(), clock=lambda: dt.datetime.now(dt.UTC)) as endpoint:
        with pytest.raises(LlmError):
            await endpoint.complete(ASKED)
    assert len(scripted_llm.seen) == 1


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY} {KEY}", f"{KEY}—"])
def test_a_key_that_no_header_takes_is_refused_without_being_quoted(key):
    with pytest.raises(LlmError) as caught:
        EndpointOptions("http://127.0.0.1:9/v1", "m", key)
    assert not leaks(caught.value)


def test_options_show_no_key():
    options = EndpointOptions("http://me:hunter2@127.0.0.1:9/v1", "m", KEY)
    endpoint = Endpoint(options, clock=lambda: dt.datetime.now(dt.UTC))
    assert KEY not in repr(options) + str(options) + repr(endpoint) + repr(endpoint.tally)
    assert options.host == "127.0.0.1:9"
