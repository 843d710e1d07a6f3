from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from retrieval.llm import parse


class Verdict(BaseModel):
    answer: str
    papers: list[int] = []


GOOD = '{"answer": "yes", "papers": [1, 2]}'
WANTED = Verdict(answer="yes", papers=[1, 2])


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"Sure! Here it is:\n```json\n{GOOD}\n```\nAnything else?",
        f"```\n{GOOD}```",
        f"The set {{1, 2}} leads to {GOOD}.",
        '{"answer": "yes", "papers": [1, 2,],}',
        f'{{"note": "not this"}}\n{GOOD}',
        f'{{"result": {GOOD}}}',
    ],
)
def test_what_stands_around_the_object_is_passed_over(text):
    assert parse(text, Verdict) == WANTED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "[1, 2]",
        '{"answer": "yes", "papers": [1',
        '{"answer": "ye',
        '{"answer": 3}',
        "{" * 5000,
        '{"a":' * 5000,
    ],
)
def test_half_an_answer_is_none(text):
    assert parse(text, Verdict) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"$\alpha$", r"$\alpha$"),
        (r"$\beta + \nabla f \times \theta$", r"$\beta + \nabla f \times \theta$"),
        (r"$\\alpha$", r"$\alpha$"),
        (r"a \"b\" c", 'a "b" c'),
        (r"\(x\)", r"\(x\)"),
        ("two\nlines", "two\nlines"),
        (r"one, } two,] three", "one, } two,] three"),
        (r"\u4e2d \upsilon", r"中 \upsilon"),
    ],
)
def test_latex_whose_backslashes_were_not_doubled_is_read(written, meant):
    assert parse(f'{{"answer": "{written}", }}', Verdict) == Verdict(answer=meant)


@given(st.text())
def test_what_is_valid_json_is_read_as_it_is(answer):
    assert parse(json.dumps({"answer": answer}), Verdict) == Verdict(answer=answer)


@given(st.text())
def test_no_text_is_an_accident(text):
    parse(text, Verdict)
