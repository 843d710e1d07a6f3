"""Explanations, in Chinese."""

from __future__ import annotations

from bot.words.explaining import Explaining

EXPLAINING = Explaining(
    background="背景",
    method="方法",
    result="结果",
    overview="概述",
    experiments="实验",
    plain="通俗易懂",
    sorted="以下是论文自己的句子，按作用自动归类。",
    written="由 {model} 根据摘要撰写，句末数字是它所依据的段落。",
    written_full="由 {model} 根据全文撰写，句末数字是它所依据的段落。",
    by="由 {model} 撰写，只保留论文中有依据的句子。",
    unavailable="语言模型没有给出回答，以下是论文自己的句子。",
    unsupported="语言模型写的内容在论文中找不到依据，以下是论文自己的句子。",
    no_full_text="无法读取全文，因此只依据摘要。",
    passages="依据",
    abstract="摘要",
    full_text="全文",
)
