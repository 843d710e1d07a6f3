"""What a question does not want, and what only sounds like it."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.question import Act, follow, read_follow_up, read_question
from retrieval.question.excluding import read_excluded

TODAY = dt.date(2026, 8, 21)


@pytest.mark.parametrize(
    ("said", "kept", "excluded"),
    [
        ("question answering not about medicine", "question answering", ["medicine"]),
        ("diffusion models, but not about images", "diffusion models", ["images"]),
        ("RAG, excluding medicine", "RAG", ["medicine"]),
        ("RAG, not about medicine or law.", "RAG", ["medicine", "law"]),
        ("LLM agents without papers about web browsing", "LLM agents", ["web browsing"]),
        ("robot learning, no autonomous driving papers", "robot learning", ["autonomous driving"]),
        ("QA that doesn't focus on medical texts", "QA", ["medical texts"]),
        ("hallucination that is not related to vision?", "hallucination", ["vision"]),
        ("RAG papers except for the medical ones", "RAG papers", ["medical"]),
        ("RAG not about law, not about medicine", "RAG", ["law", "medicine"]),
        ("LLMs in law, nothing about contracts please", "LLMs in law", ["contracts"]),
        ("graph networks (no molecule papers)", "graph networks", ["molecule"]),
        ("大模型推理，不要医学的", "大模型推理", ["医学"]),
        ("大模型的应用，不包括机器人方面的论文", "大模型的应用", ["机器人"]),
        ("除了医学以外的大模型应用", "大模型应用", ["医学"]),
        ("图像去雾，排除遥感", "图像去雾", ["遥感"]),
    ],
)
def test_what_is_not_wanted_is_taken_out(said, kept, excluded):
    asked = read_question(said, today=TODAY)
    assert asked.text == kept.removesuffix(" papers")
    assert list(asked.excluded) == excluded


@pytest.mark.parametrize(
    "said",
    [
        "learning without labels",
        "fluent but not faithful text",
        "models for languages other than English",
        "parameter counts excluding embeddings",
        "attention without softmax",
        "why models do not generalize",
        "training with no human labels",
        "what is not known about attention",
        "discovering and skipping redundancies",
        "large language models are not about language",
        "detecting text that is not about the topic",
        "no free lunch theorems",
        "去掉背景的图像分割",
        "不需要训练的方法",
        "不要训练的方法",
    ],
)
def test_what_is_part_of_the_topic_stays(said):
    assert read_excluded(said) == (said, ())


def test_a_question_of_nothing_else_is_a_topic():
    assert read_question("not about medicine", today=TODAY).excluded == ()


def test_filters_are_read_beside_it():
    asked = read_question("RAG from June 2026 with code, not about medicine", today=TODAY)
    assert (asked.text, asked.excluded, asked.code) == ("RAG", ("medicine",), True)
    assert asked.since == dt.date(2026, 6, 1)


def test_the_newest_of_all_but_a_topic_may_be_asked_for():
    asked = read_question("papers from this week not about images", today=TODAY)
    assert (asked.text, asked.excluded) == ("", ("images",))
    assert asked.since == dt.date(2026, 8, 17)


def after(said: str, first: str = "question answering, not about law"):
    earlier = read_question(first, today=TODAY)
    follow_up = read_follow_up(said)
    assert follow_up is not None
    return follow_up.act, follow(earlier, follow_up, today=TODAY)


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("not about images", "images"),
        ("no medical papers please", "medical"),
        ("without the medical ones", "medical"),
        ("ok, leave out medicine", "medicine"),
        ("please leave out anything about robots", "robots"),
        ("but not the ones on speech", "speech"),
        ("any that are not about vision?", "vision"),
        ("不要医学的", "医学"),
        ("排除机器人", "机器人"),
    ],
)
def test_after_an_answer_it_narrows_and_adds_to_what_was_not_wanted(said, topic):
    act, asked = after(said)
    assert act is Act.NARROW
    assert (asked.text, asked.excluded) == ("question answering", ("law", topic))


def test_it_may_come_with_a_filter():
    _, asked = after("not about medicine and only since July")
    assert asked.excluded == ("law", "medicine")
    assert asked.since == dt.date(2026, 7, 1)


def test_what_is_not_wanted_holds_until_the_filters_go():
    assert after("only since June")[1].excluded == ("law",)
    assert after("what about summarization?")[1].excluded == ("law",)
    assert after("no filters")[1].excluded == ()


@pytest.mark.parametrize(
    "said",
    ["no thanks", "not that", "not really", "without it", "hide them", "drop the second one",
     "leave out the last one", "question answering not about medicine"],
)  # fmt: skip
def test_what_points_at_a_paper_or_is_small_talk_leaves_nothing_out(said):
    follow_up = read_follow_up(said)
    earlier = read_question("question answering", today=TODAY)
    assert follow_up is None or follow(earlier, follow_up, today=TODAY).excluded == ()
