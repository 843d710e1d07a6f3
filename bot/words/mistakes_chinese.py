"""The sentences of the core for a question that cannot be used, in Chinese.

The core speaks English, for the terminal and for whoever calls it; here its sentences are
recognised by their fixed words. One that is not recognised is said in English.
"""

from __future__ import annotations

import re

from bot.words.mistakes_of_following import SENTENCES

_OPTION = r"(?:(?:--)?(?:since|until) )?"
_QUOTED = r"""['"]?(?P<it>.*?)['"]?"""

_SENTENCES = (
    (r"The question is empty", "问题是空的。"),
    (
        r"The question has (?P<it>\S+) characters; at most (?P<most>\S+) can be read",
        "问题有 {it} 个字符，最多能读 {most} 个。",
    ),
    (_OPTION + r"(?P<it>.*): there is no such \w+", "{it}：没有这样的日期。"),
    (
        _OPTION + r"(?P<it>.*): a day is needed, such as (?P<day>\S+)",
        "{it}：需要具体的一天，例如 {day}。",
    ),
    (
        _OPTION + r"(?P<it>.*): not a day; write .*",
        "{it}：不是日期，可以写 2025-06-05、2025-06、2025、3d、2w、1m、1y、今天或昨天。",
    ),
    (_OPTION + r"(?P<it>.*): no calendar goes back so far", "{it}：太久远了，没有这样的日期。"),
    (r"nothing lies between (?P<first>\S+) and (?P<last>\S+)", "{first} 不能晚于 {last}。"),
    (r"(?P<it>.*): arXiv has no such category", "{it}：arXiv 没有这个类别。"),
    (
        _QUOTED + r" is no category of arXiv, see .*",
        "“{it}”不是 arXiv 的类别，这里也没有论文属于这个主题。",
    ),
    (_QUOTED + r" is no author's name", "“{it}”不是作者姓名。"),
    (
        r"the number of papers must be between 1 and (?P<most>\S+), not (?P<it>\S+)",
        "论文数量必须在 1 到 {most} 之间，不能是 {it}。",
    ),
    (
        r"the number of days must be between 1 and (?P<most>\S+), not (?P<it>\S+)",
        "天数必须在 1 到 {most} 之间，不能是 {it}。",
    ),
    (r"an id, a link or a title is needed to find a paper", "请给出论文的编号、链接或标题。"),
    (r"several papers have that title: (?P<it>.*)", "有多篇论文是这个标题：{it}。"),
    *SENTENCES,
)
_TABLE = tuple((re.compile(f"{english}\\.?", re.DOTALL), said) for english, said in _SENTENCES)


def in_chinese(sentence: str) -> str:
    """The sentence in Chinese, with what it quotes as it is; itself if it is not known."""
    for english, said in _TABLE:
        if match := english.fullmatch(sentence):
            return said.format(**match.groupdict())
    return sentence
