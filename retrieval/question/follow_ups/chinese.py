"""Follow-ups in Chinese: 更多, 第二篇, 类似第一篇的, 收藏第二篇."""

from __future__ import annotations

import re

from retrieval.question.follow_ups.follow_up import Act, FollowUp
from retrieval.question.follow_ups.places import read_places

_PAPERS = r"(?:论文|文章|文献|工作|研究|结果|内容|paper|papers)"
_SOME = r"(?:一些|一点|点|些|几篇|几个|[\d一二两三四五六七八九十]{1,2} ?[篇个])"
_COURTESY = re.compile(
    r"(?:(?:请问?|麻烦你?|拜托|谢谢你?|你好|好的?|嗯|可以|能不能|能否|可不可以|能|帮我|帮忙"
    r"|给我|替我"
    r"|我?想要?|我要|我需要|你|再帮我|那么?(?=再|就|给我|帮我))[，, 。！!]*)+"
)
_ENDING = re.compile(
    r"(?:[，, 。！!？?]*(?:谢谢你?|多谢|拜托了?|好吗|可以吗|行吗|好不好|吧|啊|呀|哦|嘛|一下"
    r"|了(?=$)))+$"
)
_LEAD = re.compile(r"那么?|然后|还有|以及|再")
_MORE = re.compile(
    rf"(?:有没有|还?有|显示|查看|加载|看看?|展示|来|找)?(?:更多"
    rf"|另外)(?:一些)?(?:的)?{_PAPERS}?(?:呢|吗)?"
    rf"|再?(?:多)?(?:来|找|看|推荐|给我|列|显示|要)(?:看|找)?{_SOME}(?:别的|其他的?"
    rf"|其它的?)?{_PAPERS}?"
    rf"|下一?页|下一?[批个篇]|换一批|翻页|继续|接着(?:来|看|说)?|往下"
    rf"|还有(?:没有)?(?:别的|其他|其它|更多|另外的?|剩下的?|相关的?)*(?:的)?{_PAPERS}?(?:吗|么"
    rf"|呢|没有|没)?"
    rf"|还有(?:什么|哪些|啥)(?:别的|其他|其它)?(?:的)?{_PAPERS}?(?:吗|呢)?"
    rf"|(?:别的|其他的?|其它的?|剩下的?|剩余的?)(?:{_PAPERS})?(?:呢|有吗)?|就(?:这些|这么多"
    rf"|这几篇)了?吗"
    r"|没有?(?:了|别的了|更多了|其他的?了)吗|再来",
    re.IGNORECASE,
)
_BIB = (
    r"(?:bib ?tex|bib|引用格式|引文格式|参考文献格式|引用信息|引文|引用|参考文献条目)(?:格式|条目)?"
)
_BIBTEX = (
    re.compile(
        rf"(?:导出|生成|复制|看看?|显示|来一?个?|怎么|怎样|如何"
        rf"|要|把)?(?:(?:一下)?(?P<places>.*?)(?:的)? ?)?"
        rf"{_BIB}(?:是什么|是啥|呢|有吗|给我|发我|复制给我)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:怎么|怎样|如何|请)?(?:{_BIB}|导出)[：: ]*(?P<places>.*?)(?:呢)?", re.IGNORECASE
    ),
    re.compile(rf"把?(?P<places>.+?)(?:怎么|怎样|如何|导出成?|转成){_BIB}?", re.IGNORECASE),
)
_SAME = r"(?:(?:最|很|比较|更)?(?:类似|相似|相近|差不多|相关|一样|接近|这样|那样|同类)(?:的)?)"
_SIMILAR = (
    re.compile(
        rf"(?:找找?|看看?|来|搜索?|推荐|有没有|还?有|更多|再找|要|哪些)?{_SOME}?(?:和|跟|与|像"
        rf"|类似于?|同|相似于|更像)"
        rf"(?P<places>.+?){_SAME}?(?:的)?{_PAPERS}?(?:吗|呢|还?有吗|还?有哪些|还有没有|有没有)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:找找?|看看?|来|搜索?|推荐|有没有|还?有|更多"
        rf"|再找)?{_SOME}?(?P<places>.*?)(?:的)?(?:类似|相似|同类|相近|相关)"
        rf"(?:的)?{_PAPERS}?(?:吗|呢|有吗)?",
        re.IGNORECASE,
    ),
)
_KEEP = r"(?:加入收藏|添加到收藏|加到收藏|收藏|保存|存下来?|存一?下|加星|标记|记下来?)"
_SAVE = (
    re.compile(rf"{_KEEP}(?:一下)?(?P<places>.*?)(?:到.{{0,8}})?"),
    re.compile(rf"(?:把|将)?(?P<places>.*?)(?:都|也)?(?:给我)?{_KEEP}(?:起来|下来|一下)?"),
)
_LOOK = (
    r"(?:(?:详细|具体|仔细|再|展开|多|先)(?:地)?)?(?:说一?说|讲一?讲|介绍|看一?看|看|打开|点开"
    r"|展开|显示|展示"
    r"|解释|说|讲|了解|查看|总结|概括|选|读|要)(?:一下|下|给我)?(?:关于)?"
)
_DETAIL = (
    r"(?:详情|详细(?:内容|信息|介绍)?|更多(?:内容|信息|细节)|细节|具体内容|内容|全部内容|信息)"
)
_ASPECT = r"(?:摘要|链接|pdf|代码|作者|标题|原文|总结|仓库|github)"
_SHOW = (
    re.compile(
        rf"(?:{_LOOK})?(?P<places>.+?)(?:的)?(?P<beside>{_ASPECT})"
        r"(?:是谁|是什么|在哪里?|有吗|呢|吗|有哪些|给我|链接|地址)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<places>.+?)有(?:没有)?(?:开源)?(?P<beside>{_ASPECT})(?:吗|么|没有)?", re.IGNORECASE
    ),
    re.compile(rf"(?:{_LOOK})(?P<places>.+?)(?:(?:的)?{_DETAIL}|吗|呢|讲了?什么)?"),
    re.compile(rf"(?P<places>.+?)(?:的)?{_DETAIL}(?:呢|是什么)?"),
    re.compile(
        r"(?P<places>.+?)(?:主要|具体|到底)?(?:是?(?:讲|说|写|做|研究|关于|干)(?:的"
        r"|了)?(?:是)?(?:什么|啥|哪方面)"
        r"(?:的|内容)?(?:呢)?|是什么|怎么样|如何)"
    ),
    re.compile(rf"(?:把|将)?(?P<places>.+?)(?:再)?{_LOOK}"),
    re.compile(r"(?P<places>.+?)(?:呢|吧)?"),
)


def unwrap_chinese_courtesy(text: str) -> str:
    """The text without 请, 帮我, 谢谢 around it."""
    bare = _COURTESY.sub("", text, count=1) if _COURTESY.match(text) else text
    return _ENDING.sub("", bare).strip(" ，,。！!？?：:")


def read_chinese_act(text: str) -> FollowUp | None:
    """What a Chinese message without courtesies wants of the papers that were shown."""
    lead = _LEAD.match(text)
    for words in (text, text[lead.end() :] if lead else ""):
        if words and (found := _read(words)):
            return found
    return None


def _read(words: str) -> FollowUp | None:
    if _MORE.fullmatch(words):
        return FollowUp(Act.MORE)
    for act, patterns in (
        (Act.BIBTEX, _BIBTEX),
        (Act.SIMILAR, _SIMILAR),
        (Act.SAVE, _SAVE),
        (Act.SHOW, _SHOW),
    ):
        for pattern in patterns:
            match = pattern.fullmatch(words)
            places = read_places(match["places"] or "") if match else None
            # 这篇 alone asks nothing; 详细说说这篇 does
            if match and places is not None and (places or pattern is not _SHOW[-1]):
                return FollowUp(act, places, match.groupdict().get("beside") or "")
    return None
