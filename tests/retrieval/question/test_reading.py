"""From typed words to a Query."""

from __future__ import annotations

import datetime as dt
import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import BadQuestion
from retrieval.queries import MAX_QUESTION_CHARACTERS, Query
from retrieval.question import read_question

TODAY = dt.date(2026, 6, 10)


def test_every_filter_of_one_question_is_read():
    question = (
        "Could you list the latest papers by Kaiming He on detection in cs.CV since May 2025?"
    )
    assert read_question(question, today=TODAY) == Query(
        text="detection",
        question=question,
        since=dt.date(2025, 5, 1),
        order="latest",
        categories=("cs.CV",),
        authors=("Kaiming He",),
    )


def test_every_filter_of_one_chinese_question_is_read():
    question = "最近两周 cs.CV 里有哪些关于目标检测的论文？"
    assert read_question(question, today=TODAY) == Query(
        text="目标检测",
        question=question,
        since=dt.date(2026, 5, 28),
        until=TODAY,
        categories=("cs.CV",),
        language="zh",
    )


def test_pasted_link_names_the_paper_and_leaves_the_rest():
    query = read_question("papers like https://arxiv.org/abs/2506.09930 for audio", today=TODAY)
    assert (query.paper_id, query.text) == ("2506.09930", "for audio")


@pytest.mark.parametrize(
    "question",
    ["today's papers", "latest papers", "papers in cs.CV", "papers by Kaiming He", "2506.09930",
     "anything new today?", "最新论文", "今天的论文", "本周有什么新论文"],
)  # fmt: skip
def test_question_of_nothing_but_filters_asks_to_browse(question):
    assert read_question(question, today=TODAY).text == ""


@pytest.mark.parametrize("question", ["papers", "show me papers", "???", "论文", "…", "what?"])
def test_question_without_topic_and_filter_keeps_its_words(question):
    assert read_question(question, today=TODAY).text


def test_small_talk_has_its_words_and_no_filter():
    query = read_question("what can you do today?", today=TODAY)
    assert query.smalltalk
    assert not query.filtered
    assert query.text == "what can you do today?"


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_empty_question_is_refused_in_a_sentence(question):
    with pytest.raises(BadQuestion, match=r"^The question is empty\.$"):
        read_question(question, today=TODAY)


def test_question_that_is_too_long_is_refused_in_a_sentence():
    with pytest.raises(BadQuestion, match=r"^The question has 30,000 characters; at most 20,000"):
        read_question("x" * 30_000, today=TODAY)


def test_day_that_does_not_exist_is_refused_in_a_sentence():
    with pytest.raises(BadQuestion, match=r"^2025-02-30: there is no such day\.$"):
        read_question("charts since 2025-02-30", today=TODAY)


def test_known_authors_are_asked_for():
    asked: list[str] = []

    def known(name: str) -> bool:
        asked.append(name)
        return name == "Li Wei"

    assert read_question("charts by Li Wei", today=TODAY, known_authors=known).authors == (
        "Li Wei",
    )
    assert "Li Wei" in asked


_PIECES = """
papers|by|Kaiming He|A.|from|in|cs.CV|since|2025|last|week|the|what|has|been|could you|show me|study
that|explores|charts|https://arxiv.org/abs/2506.09930|similar to
最近|三天|的论文|有哪些|关于|hello|thanks
?|,|.|'s|latest|(|)|May|and|to
"""
_WORDS = st.lists(st.sampled_from(re.split(r"[|\n]", _PIECES.strip())), max_size=25).map(" ".join)


@given(st.one_of(st.text(max_size=200), _WORDS), st.dates(dt.date(1995, 1, 1), dt.date(2200, 1, 1)))
def test_any_question_is_read_or_refused(question, today):
    try:
        query = read_question(question, today=today)
    except BadQuestion as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 - or read
        return
    browses = query.filtered or query.order or query.paper_id
    assert query.text.strip() or browses
    assert query.question == question
    assert not (query.smalltalk and browses)


@pytest.mark.parametrize(
    "piece",
    ["the ", "2025 ", "since 2025 ", "by Kaiming He and ", "A. ", "A-", "papers that have ", "(",
     " ", ",", "最近三天", "有没有", "is there any ", "lol ", "how do i change the ", "i want to ",
     "papers like ", "cs.CV, ", "not ", "not in ", "but ", "without papers about ", "不要",
     "not from 2024 ", "what has been ", "Is there a paper. ", "'s papers ", "a" * 50],
)  # fmt: skip
def test_repetition_of_anything_does_not_take_long(piece):
    question = (piece * MAX_QUESTION_CHARACTERS)[: MAX_QUESTION_CHARACTERS - 2] + "zx"
    started = time.process_time()
    read_question(question, today=TODAY)
    assert time.process_time() - started < 2  # typically 0.05: a backtracking rule takes minutes


def _content(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]+", text.lower())


def test_shared_dated_questions_keep_their_topic_and_no_more(shared_data):
    differing = []
    for line in (shared_data / "eval" / "dates.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text = read_question(row["question"], today=dt.date.fromisoformat(row["now"][:10])).text
        extra = set(_content(text)) - set(_content(row["rest"])) - {"the", "a", "comparing"}
        if extra or not set(row["rest"].split()) <= set(text.split()):
            differing.append((row["question"], text))
    assert differing == []


def test_shared_questions_name_no_period_author_or_category(shared_data):
    for name, key in (("questions.jsonl", "question"), ("litsearch/queries.jsonl", "query")):
        for line in (shared_data / "eval" / name).read_text("utf-8").splitlines():
            query = read_question(json.loads(line)[key], today=TODAY)
            assert not query.filtered
            assert query.paper_id is None
            assert query.text
