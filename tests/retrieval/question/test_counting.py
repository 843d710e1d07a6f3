"""How many papers a request asks for."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.question import read_question
from retrieval.question.counting import count_asked

ASKED = """
show me 3 papers about charts = 3
give me ten papers on charts = 10
latest 5 papers on charts = 5
the latest five papers on charts = 5
7 papers on charts = 7
top 10 papers on charts = 10
Could you recommend three studies that explore charts? = 3
can you list 7 recent papers on charts = 7
please list four articles about charts = 4
推荐三篇关于图表的论文 = 3
给我5篇图表论文 = 5
最新10篇论文 = 10
"""
NOT_ASKED = """
papers on charts
papers on 3 problems
a study of 3 papers
3D papers
100 papers on charts
0 papers
two-stage papers
2 bit quantization papers
第三篇
"""


@pytest.mark.parametrize("case", ASKED.strip().splitlines())
def test_a_request_may_say_how_many_papers(case):
    question, _, number = case.rpartition(" = ")
    assert count_asked(question) == int(number)


@pytest.mark.parametrize("question", ["", *NOT_ASKED.strip().splitlines()])
def test_other_numbers_count_no_papers(question):
    assert count_asked(question) is None


@pytest.mark.parametrize("number", ["3", "four", "six", "seven", "eight", "nine", "ten"])
def test_the_number_is_no_part_of_the_topic(number):
    query = read_question(f"show me {number} papers about charts", today=dt.date(2026, 6, 10))
    assert query.text == "charts"
    assert query.wanted is not None
