"""What each sentence of a Chinese abstract is for.

No Chinese abstracts with labels are at hand, so these are rules: background until the paper
speaks of itself, method until it speaks of its findings. `docs/quality.md` says how often they
agree with what the English sentences of the same papers get.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.explaining.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

_OWN = re.compile(
    r"我们|本文|本研究|本论文|本工作|该(?:论文|研究|工作)|(?:这|此)(?:篇论文|项(?:工作|研究))|"
    r"文中|(?:为此|因此|为了?(?:应对|解决|填补|克服|弥补))"
)
_FINDINGS = re.compile(
    r"实验|结果(?:表明|显示|证明|证实)|优于|超过|超越|最先进|最佳|"
    r"(?:提高|提升|降低|减少|达到|实现)[^，。]{0,12}\d|准确率|成功率|评估(?:表明|显示)|"
    r"我们(?:还|进一步)?(?:发现|证明|展示)|研究(?:发现|表明)|代码|项目(?:网站|主页|页面)|开源"
)
_FINDINGS_FROM = 0.4  # of the abstract: results that are spoken of earlier are other people's


def chinese_roles(sentences: Sequence[str]) -> tuple[Role, ...]:
    """The role of each sentence of one Chinese abstract, in order."""
    found: list[Role] = []
    role = Role.BACKGROUND
    for number, sentence in enumerate(sentences):
        late = number >= _FINDINGS_FROM * len(sentences)
        if role is not Role.RESULT and late and _FINDINGS.search(sentence):
            role = Role.RESULT
        elif role is Role.BACKGROUND and _OWN.search(sentence):
            role = Role.METHOD
        found.append(role)
    return tuple(found)
