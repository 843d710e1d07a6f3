"""What a real model makes of our requests. Its answers are poor; what is shown of them is not."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import BaseModel

from retrieval.llm import Endpoint, EndpointOptions, Prompt, parse

pytestmark = [pytest.mark.real_llm, pytest.mark.timeout(1800)]

PATIENT = {"wait_s": 300.0, "gap_s": 120.0, "timeout_s": 600.0}  # two busy cores are slow


class Animal(BaseModel):
    name: str
    legs: int


@pytest.fixture
async def endpoint(real_llm):
    options = EndpointOptions(real_llm, "gemma", **PATIENT)
    async with Endpoint(options, clock=lambda: dt.datetime.now(dt.UTC)) as opened:
        yield opened


async def test_an_answer_streams_and_is_counted(endpoint):
    prompt = Prompt("Be brief.", "What is a whale?", {"hint": "It lives in the sea."})
    parts = [part async for part in endpoint.stream(prompt, max_tokens=24)]
    assert len(parts) > 1
    assert "".join(parts).strip()
    spent = endpoint.spent_today()
    assert spent.read > 20
    assert 0 < spent.written <= 25


async def test_an_answer_fits_the_schema(endpoint):
    prompt = Prompt("You know animals.", "Which animal is it?", {"hint": "It barks."})
    text = await endpoint.complete(prompt, schema=Animal, max_tokens=60)
    assert parse(text, Animal) is not None, text
