"""Words that carry no topic, in English and Chinese. Requests are made of them as well."""

from __future__ import annotations

import re

_ENGLISH = (
    "a about also an and any are as at be been being between both but by can could did do "
    "does doing each for from had has have having how i if in into is it its itself just me "
    "more most my of on only or other our out over own same should so some such than that the "
    "their them then there these they this those through to too under up us very was we were "
    "what when where which while who whom why will with would you your"
)
ENGLISH = frozenset(_ENGLISH.split())
# Single characters only where they are part of no other word.
CHINESE = re.compile(
    "怎么样|怎么|什么|哪些|哪个|哪篇|哪种|哪里|有没有|是不是|是否|如何|请问|论文|文章|那篇|那种|这类|"
    "可以|能不能|一下|[的了吗呢吧啊]"
)
