"""Translations, in Chinese."""

from __future__ import annotations

from bot.words.translating import Translating

TRANSLATING = Translating(
    title="{title}（机器翻译）",
    abstract="摘要（{model} 于 {day} 翻译）",
    no_model="这篇论文没有译文，也没有设置可以翻译的语言模型。",
    unavailable="语言模型没有给出回答，暂时没有译文，请稍后再试。",
    unsupported="语言模型写的不是忠实的译文，因此不显示。",
    nothing="没有需要翻译的内容：论文已是该语言，或只知道名称。",
)
