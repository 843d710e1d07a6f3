"""Institutions that a question names as where papers come from: "from DeepMind", 来自清华大学."""

from __future__ import annotations

import re

from retrieval.question.cutting import cut, plain

# Institutions that people name. Any other counts where the words leave no doubt: "the X lab".
_KNOWN = (
    r"(?:(?:Google |Deep ?Mind|Google)(?: DeepMind| Research| Brain| AI)?|DeepMind|OpenAI"
    r"|Anthropic|Meta(?: AI)?|FAIR|Facebook(?: AI)?|Microsoft(?: Research(?: Asia)?)?|MSRA|Apple"
    r"|Amazon|AWS|NVIDIA|Nvidia|IBM(?: Research)?|Intel|Qualcomm|Samsung|Huawei|Noah's Ark(?: Lab)?"
    r"|Tencent|Alibaba|DAMO Academy|Ant Group|Baidu|ByteDance|Bytedance|Kuaishou|Meituan|JD"
    r"|Xiaomi|SenseTime|DeepSeek|Moonshot(?: AI)?|Zhipu(?: AI)?|Mistral(?: AI)?|Cohere"
    r"|Salesforce|Adobe(?: Research)?|Bosch|Sony|Naver|Kakao|LG AI Research|Yandex|AI2"
    r"|Allen Institute|EleutherAI|xAI|Stanford|MIT|CMU|Carnegie Mellon|Berkeley|UC Berkeley"
    r"|Harvard|Princeton|Cornell|Caltech|NYU|UCLA|USC|UIUC|Georgia Tech|Mila|Oxford|Cambridge"
    r"|UCL|Imperial College|Edinburgh|ETH(?: Zurich| Zürich)?|EPFL|TUM|INRIA|Inria|KAIST|NUS|NTU"
    r"|HKUST|CUHK|Tsinghua|Peking University|Zhejiang University|Fudan|SJTU|USTC|RIKEN|Tokyo"
    r"|Max Planck(?: Institute)?)"
)
_CHINESE = (
    r"(?:清华(?:大学)?|北大|北京大学|阿里(?:巴巴)?|腾讯|百度|华为|谷歌|微软|字节跳动|浙江大学|复旦大学"
    r"|上海交通大学|中科院|英伟达|商汤|快手|美团)"
)
_AFFILIATIONS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?<![\w-])(?i:(?:written |published |done |released |coming )?(?:from|by|out of|at)) "
            r"(?i:the |researchers at |people at |authors (?:at|from) |someone at )*"
            rf"(?P<name>{_KNOWN}(?: University)?)(?:'s)?(?! [A-Z])"
            r"(?: (?i:research(?:ers)?|team|labs?|group|people|folks))*"
            r"(?= *(?:$|[?.!,;]|(?i:on|about|in|from|since|that|with|this|last|for|only|please"
            r"|and)\b))"
        ),
        (
            rf"(?i:what|anything) (?i:has|have|did) (?i:the )?(?P<name>{_KNOWN})(?: (?i:team|lab))?"
            r" (?i:recently )?(?i:publish(?:ed)?|released?|done|written|write|put out)"
        ),
        (
            r"(?<![\w-])(?i:from|by) (?i:the )?(?P<name>(?:University of [A-Z]\w+(?: [A-Z]\w+)?"
            r"|[A-Z]\w+(?: [A-Z]\w+)? (?:University|Institute|Laboratory)(?: of [A-Z]\w+)?))"
        ),
        (
            r"(?<![\w-])(?i:from|by) (?i:the )?(?P<name>[A-Z][\w&-]+(?: [A-Z][\w&-]+)?)"
            r" (?i:team|lab|group|researchers)(?!\w)"
        ),
        (
            rf"(?:来自|出自|由) ?(?P<name>{_KNOWN}|{_CHINESE}"
            r"|[\u4e00-\u9fff]{2,6}(?:大学|学院|研究院|公司|实验室))"
            r"(?: ?(?:团队|实验室|研究院|发表|发布))*"
        ),
        (
            rf"(?:^|(?<=[\s，找看]))(?P<name>{_KNOWN}|{_CHINESE})"
            r"(?: ?(?:团队|实验室))?(?=(?:发表|发布|最近)*的?(?:论文|文章|工作|研究))"
        ),
    )
)


def find_institutions(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without them, and their names as typed, in order and once each."""
    found: dict[str, None] = {}
    for pattern in _AFFILIATIONS:
        while match := pattern.search(plain(text)):
            found[match["name"].strip()] = None
            text = cut(text, *match.span())
    return text, tuple(found)
