"""What a real model makes of our requests. Its answers are poor; what is shown of them is not."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from pydantic import BaseModel

from retrieval.encoding.encoder import SentenceEncoder
from retrieval.llm import Endpoint, EndpointOptions, Prompt, parse
from retrieval.papers import KnownPaper, Paper
from retrieval.queries import Answer, Evidence, Query
from retrieval.written.writing import Writer
from tests.support.planting import answers

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


async def test_nothing_unsupported_of_a_written_answer_passes(endpoint):
    (scripted, *_) = answers("kept", 1, 3)
    papers = [Paper(f"2606.{one.number:05}", one.title, one.abstract) for one in scripted.sources]
    evidence = tuple(Evidence(KnownPaper(paper), 1.0, ()) for paper in papers)
    question = "What do these papers propose, and how well does it work?"
    writer = Writer(endpoint, SentenceEncoder())
    written = await writer.write(question, Answer(Query(question, question), evidence))
    assert written.failure is None
    print(f"shown: {written.text!r}, dropped: {len(written.dropped)}")  # noqa: T201 - for -s
    for one in written.shown:
        cited = " ".join(
            f"{papers[n - 1].title} {papers[n - 1].abstract}" for n in one.sentence.cited
        )
        for number in re.findall(r"\d+(?:\.\d+)?", one.sentence.text):
            assert number in cited, one
        for name in re.findall(r"\b\w*[A-Z]\w*[A-Z0-9]\w*\b", one.sentence.text):
            assert name in cited, one
        assert 0.0 < one.likely <= 1.0
        assert "http" not in one.sentence.text
