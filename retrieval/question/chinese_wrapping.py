"""The wrapping of a Chinese request taken off: 请推荐几篇…, 有哪些关于…的论文？."""

from __future__ import annotations

import re

from retrieval.question.cutting import tidy

_PAPERS = r"(?:论文|文章|工作|研究|文献|成果|预印本|资料|paper|papers|综述论文)"
_SOME = r"(?:一些|几篇|几个|一下|些|点|一篇|\d{1,2} ?篇|[两三四五六七八九十]篇)"
# 有监督, 推荐系统, 搜索引擎, 找规律 are topics: a verb goes only with a word that asks beside it.
_NOT_TOPIC = r"(?![什哪没监限效向界序机损害毒声源氧无理])"
_LEADS = re.compile(
    r"(?:你好|您好|嗨|请问|请教一下|请教|麻烦你?|拜托|谢谢)[呀啊吗]?[，,！!。 ]*"
    rf"|(?:(?:你|您)?(?:能不能|能否|可不可以|可以|能)|请)?(?:帮我|帮忙|给我|为我|替我)(?:推荐"
    rf"|找找?|搜索?|查找?|查一查|列出|看看|介绍|检索|总结)?(?:一下)?{_SOME}?(?:有没有|有关|关于)?"
    rf"|(?:(?:你|您)(?:能不能|能否|可不可以|可以|能)|请)(?:推荐|找找?|搜索?|查找?|列出|看看|介绍|检索|告诉我)(?:一下)?{_SOME}?"
    rf"|(?:推荐|找|搜|搜索|查|查找|列出|列举|来|介绍|检索|看看)(?:一下)?{_SOME}(?:有关|关于)?|(?:推荐|找|搜索?|查找?|列出|检索)(?=关于|有关)"
    r"|我?(?:想要|想|要|需要)(?:了解|知道|看看?|找找?|查|读|学习|搜)(?:一下)?(?:有没有|有哪些|关于|一些|几篇)*"
    r"|我在(?:找|研究|看)(?:一些|关于)?"
    rf"|(?:现在|目前)?(?:都?有没有|有(?:哪些|什么|啥|何)|哪些|都有(?:哪些|什么)"
    rf"|有无)(?:人做)?(?:讲|介绍|研究|讨论)?(?:新的|好的|相关的|比较好的)?"
    rf"|{_SOME}(?=关于|有关|讲)|(?:关于|有关|针对|讲|涉及)(?=.)"
)
_HAS = re.compile(rf"^有{_NOT_TOPIC}(?=.*(?:{_PAPERS}|方法|模型)(?:吗|么|没有)?[？?]?$)")
_TRAILERS = re.compile(
    rf"(?:(?:方面|领域|相关|有关|这方面|方向)?的?(?:最新|新|相关|有关|主要|代表性?"
    rf"|经典)?的?{_PAPERS}(?:都?有(?:哪些|什么|吗|没有)|推荐|列表|综述|一览)*"
    r"|(?:都|还)?有(?:哪些|什么|啥)|(?<!还)有吗|有没有"
    r"|(?:方面|领域)?的?(?:最新|新)?(?:进展|动态|成果)(?:如何|怎么样|有哪些|是什么)?"
    r"|(?:方面|领域|相关|有关)的?|(?:给|发)我看?看?|谢谢|多谢|拜托了?|好吗|可以吗|行吗|吗"
    r"|(?<![什怎这那])么|呢|吧|啊|[，, ]*是?哪一?篇(?:论文|文章|工作)?)"
    r"[\s？?。！!，,]*$",
    re.IGNORECASE,
)
_ROUNDS = 5


def unwrap_chinese(text: str) -> str:
    """The text without the words of the request; it may come back empty."""
    for _round in range(_ROUNDS):
        before = text
        if match := _LEADS.match(text):
            text = text[match.end() :].lstrip(" ，,：:")
        text = _HAS.sub("", text)
        text = tidy(_TRAILERS.sub("", text))
        if text == before:
            break
    return text
