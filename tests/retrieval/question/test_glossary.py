"""Chinese questions in English, by the glossary."""

from __future__ import annotations

import re

import pytest

from retrieval.question.glossary import glossary, in_english


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("扩散模型", "diffusion model"),
        ("扩散模型的文本生成", "diffusion model text generation"),
        ("大语言模型 幻觉 检测", "large language models hallucination detection"),
        ("VLA 模型在机器人操作中的应用", "VLA model robot manipulation"),
        ("3DGS 压缩", "3DGS compression"),
        ("如何缓解大模型的幻觉？", "mitigating large language models hallucination"),
        # the longest words: not "large language models", "reasoning", "acceleration"
        ("大模型推理加速", "LLM inference acceleration"),
        ("大模型 推理 加速", "LLM inference acceleration"),
        ("图神经网络、过平滑", "graph neural networks oversmoothing"),
    ],
)
def test_a_question_of_words_in_the_glossary_is_put_in_english(chinese, english):
    assert in_english(chinese) == english


@pytest.mark.parametrize(
    "text",
    [
        "红烧肉做法",
        "大模型写红烧肉菜谱",  # without the dish something else would be asked
        "扩散模型嗯",
        "diffusion models",  # nothing to put in English
        "",
        "的了吗",
        "？？",
    ],
)
def test_a_question_with_another_word_is_left_alone(text):
    assert in_english(text) is None


def test_a_long_question_takes_no_longer_than_its_length_asks_for():
    assert in_english("扩散模型" * 2_000 + "嗯") is None
    assert in_english("扩散模型" * 2_000) == " ".join(["diffusion model"] * 2_000)


def test_every_entry_is_chinese_and_what_it_means_in_english():
    entries = glossary()
    assert len(entries) > 1_000
    for chinese, english in entries.items():
        assert re.fullmatch(r"[\u4e00-\u9fff]{1,12}", chinese), chinese
        assert re.fullmatch(r"(?:[A-Za-z0-9][A-Za-z0-9' -]*[A-Za-z0-9])?", english), english


def test_no_entry_stands_there_twice_and_they_are_in_order():
    words = list(glossary())
    assert words == sorted(set(words))
