"""Code, surveys, venues and institutions in a question, and words that only look like them."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.qualities import NONE, Qualities
from retrieval.question import read_question
from retrieval.question.cutting import tidy
from retrieval.question.qualities import read_qualities

CODE = Qualities(code=True)
SURVEY = Qualities(survey=True)
NO_SURVEY = Qualities(no_survey=True)


@pytest.mark.parametrize(
    ("question", "rest", "wanted"),
    [
        ("papers with code on diffusion", "papers on diffusion", CODE),
        ("diffusion models with code", "diffusion models", CODE),
        ("diffusion models with open source code", "diffusion models", CODE),
        ("agents papers that released their code", "agents papers", CODE),
        ("slam, code available", "slam", CODE),
        ("有代码的论文", "论文", CODE),
        ("只要开源了代码的", "只要的", CODE),
        ("survey of vision-language-action models", "of vision-language-action models", SURVEY),
        ("are there any recent surveys on robots?", "are there any on robots", SURVEY),
        ("a systematic review of LLMs in medicine", "a of LLMs in medicine", SURVEY),
        ("survey papers about memory", "about memory", SURVEY),
        ("大模型综述", "大模型", SURVEY),
        ("graph networks without surveys", "graph networks", NO_SURVEY),
        ("agents, but no reviews please", "agents", NO_SURVEY),
        ("excluding survey papers", "", NO_SURVEY),
        ("大模型，不要综述", "大模型", NO_SURVEY),
        ("除了综述以外的大模型论文", "大模型论文", NO_SURVEY),
        ("papers accepted at CVPR 2025 on 3d", "papers on 3d", Qualities(venues=("CVPR 2025",))),
        ("NeurIPS '24 papers on charts", "papers on charts", Qualities(venues=("NeurIPS 2024",))),
        ("papers on charts, published in TMLR", "papers on charts", Qualities(venues=("TMLR",))),
        ("anything from ICLR?", "anything", Qualities(venues=("ICLR",))),
        ("发表在CVPR 2025上的论文", "论文", Qualities(venues=("CVPR 2025",))),
        ("被CVPR接收的视频论文", "视频论文", Qualities(venues=("CVPR",))),
        ("orals at CVPR 2025 on video", "on video", Qualities(venues=("CVPR 2025",))),
        (
            "what has Google published on video?",
            "on video",
            Qualities(affiliations=("Google",)),
        ),
        ("ICLR 2025 录用的论文", "论文", Qualities(venues=("ICLR 2025",))),
        ("papers from DeepMind on games", "papers on games", Qualities(affiliations=("DeepMind",))),
        ("work by OpenAI", "work", Qualities(affiliations=("OpenAI",))),
        (
            "research by the University of Tokyo on robots",
            "research on robots",
            Qualities(affiliations=("University of Tokyo",)),
        ),
        ("来自清华大学的论文", "论文", Qualities(affiliations=("清华大学",))),
        ("谷歌的论文", "论文", Qualities(affiliations=("谷歌",))),
        (
            "surveys from Google with code",
            "",
            Qualities(code=True, survey=True, affiliations=("Google",)),
        ),
    ],
)
def test_what_papers_must_have_is_read_and_cut(question, rest, wanted):
    found = read_qualities(question)
    assert (tidy(found.rest), found.qualities) == (rest, wanted)


@pytest.mark.parametrize(
    "question",
    [
        "LLMs with code interpreters",
        "code generation with LLMs",
        "pretraining with code and text mixtures",
        "code review with agents",
        "open-source LLMs",
        "开源大模型",
        "代码生成",
        "a survey of 500 students about chatbots",
        "a survey of medical students",
        "survey data imputation",
        "sky survey galaxies",
        "peer review with LLMs",
        "this year's ICLR",
        "attention in ACL reconstruction",
        "CVPR-style posters",
        "the CHI-squared test in practice",
        "learning from Wikipedia",
        "transfer from Meta learning",
        "images from Apple Vision Pro",
        "AI2 reasoning benchmark",
        "Stanford Alpaca",
        "Cambridge landmarks relocalization",
        "learning by Nash equilibria",
        "微软雅黑字体识别",
        "百度百科上的问答",
    ],
)
def test_words_that_only_look_like_it_stay_in_the_topic(question):
    found = read_qualities(question)
    assert (found.rest, found.qualities) == (question, NONE)


def test_a_question_reads_them_beside_its_other_filters():
    query = read_question(
        "surveys on agents by Kaiming He from DeepMind accepted at ICLR 2025 since March 2025",
        today=dt.date(2026, 6, 10),
    )
    assert query.text == "surveys on agents"  # papers say so in their titles
    assert query.authors == ("Kaiming He",)
    assert query.affiliations == ("DeepMind",)
    assert query.venues == ("ICLR 2025",)
    assert query.since == dt.date(2025, 3, 1)
    assert (query.survey, query.surveys_first) == (False, True)


def test_only_what_is_had_browses():
    query = read_question("papers with code?", today=dt.date(2026, 6, 10))
    assert (query.text, query.code) == ("", True)
