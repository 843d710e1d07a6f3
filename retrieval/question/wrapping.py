"""The request's wrapping taken off: "Could you list papers that ...", 有哪些关于…的论文.

What is left are the words of the topic. Questions without their wrapping are found better
by words as well as by meaning; where a word may belong to the topic it stays.
"""

from __future__ import annotations

import re

from retrieval.question.chinese_wrapping import unwrap_chinese
from retrieval.question.cutting import tidy
from retrieval.question.request_words import (
    CONSULT,
    LINK,
    NOUNS,
    OPENER,
    PLEASE,
    PREPOSITION,
    SURE_OPENER,
)
from retrieval.question.smalltalk import is_smalltalk
from retrieval.text.language import language_of

_LEADS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?:what|which) {NOUNS} (?:should|can|could|must|might|do|would) (?:i|we"
            rf"|one) {CONSULT}"
        ),
        # "What research has been conducted on", "which papers discuss"
        (
            rf"(?:what|which) {NOUNS} (?:(?:has|have|is|are|was|were|been|there|exists?"
            rf"|existing|available|done|conducted|published|out) )*{LINK}(?= )"
        ),
        (
            rf"(?:what|which) {NOUNS} (?:(?:has|have|is|are|was|were|been|there|exists?"
            rf"|existing|available|done|conducted|published|out) )+(?=\w)"
        ),
        (
            r"(?:(?:is|are) there |have you got |got |do you have )?(?:anything|something|stuff"
            rf"|things?) (?:new|recent|interesting|good|cool|fresh|else) {PREPOSITION}(?= )"
        ),
        # "Could you recommend a study that explores", "Are there papers on"
        rf"{OPENER} {NOUNS} {LINK}(?= )",
        rf"{OPENER} {NOUNS}(?= |$)",
        (
            rf"what(?: (?:has|have|was|were|is|are|'s|came|comes|got))*(?: (?:been|new|out"
            rf"|published|released|posted|done|happening|going on|there|known|announced|hot"
            rf"|trending|appeared|added|happened))+ {PREPOSITION}(?= )"
        ),
        (
            r"what(?: (?:has|have|was|were|came|got|been|published|released|posted|out"
            r"|announced|appeared|new|is|are|'s|added|happened))*$"
        ),
        (
            r"what(?:'s| is| are| were)? (?:(?:the|some|a|an) )?(?:(?:latest|recent|current|key"
            r"|main) )?(?:developments?|advances?|progress|news|trends?|findings?|updates?"
            r"|new)(?: (?:in|on|of|about|for|with|regarding))(?= )"
        ),
        rf"{NOUNS} {LINK}(?= )",
        rf"{NOUNS}\s*[,:](?= )",
        rf"{SURE_OPENER} (?=\w)",
        (
            r"(?:what|which) (?:is|are|were) (?:some|any)(?: of the)?(?: (?:good|great|notable"
            r"|important|popular|interesting|well-known|best|key|main))*(?= )"
        ),
        r"(?:any|some) (?=\w)",
        r"(?:on|about|regarding|concerning|of)(?= )",
    )
)
# "Generation for papers", "scientific papers": there the word belongs to the topic.
_NOT_AFTER = "".join(
    rf"(?<!\b{word})"  # the word itself: "recognition" ends with an "on"
    for word in (
        *("of", "in", "on", "to", "for", "from", "with", "into", "about", "between", "across"),
        *("and", "or", "scientific", "academic", "research", "medical"),
    )
)
_PAPERS_AT_END = (
    r"[\s,]+(?:(?:relevant|related|good|new|interesting) )?(?:papers?|preprints?|publications?)"
    r"(?: (?:that|which|were|have|been|published|released|posted|available|out there|came out"
    r"|appeared|to read|please|only))*[\s.!?]*$"
)
_TRAILERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"[\s,.!?:;-]+(?:please|pls|plz|thanks|thank you|thx|cheers|ty)(?: (?:in advance"
            r"|a lot|so much))?[\s.!?]*$"
        ),
        _NOT_AFTER + _PAPERS_AT_END,
        (
            r"[\s,.?!]+(?:what (?:is|was|'s) (?:it|that)(?: (?:again|called))?|which (?:one"
            r"|paper) (?:was|is) (?:that|it)(?: again)?|any (?:pointers?|ideas?|suggestions?"
            r"|recommendations?|leads?)|is there (?:one|any|anything)|are there any"
            r"|where can i find (?:it|them|this|that))[\s.!?]*$"
        ),
        r"(?<=\w)[\s,]+(?:published|released|posted)[\s.!?]*$",
    )
)
_WHOLLY = re.compile(
    rf"(?:if so,? )?(?:and )?(?:{OPENER}|which|what)?(?: ?(?:{NOUNS}|{LINK}|to"
    rf"|one of them|them|some of them|that|this|it|these|those"
    r"|i|we|should|could|must|read|refer|look|at|learn|more|about|on|approach|topic|subject"
    r"|method|idea|discuss(?:es|ing)?|describ(?:es|ing)"
    r"|cover(?:s|ing)?|there|you|know|of|any|such|a|an|the|paper|behind|similar|techniques?"
    r"|methods|kind|application))*[\s.?!]*",
    re.IGNORECASE,
)
_COURTESIES = re.compile(rf"^{PLEASE}", re.IGNORECASE)
_NOTHING = re.compile(
    rf"{NOUNS}(?: (?:new|interesting|good))?|what|which|show(?: me)?|list|find|give me|new"
    rf"|{PREPOSITION}",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"'])")
_ROUNDS = 4


def unwrap(text: str) -> str:
    """The text without the words of the request; it may come back empty.

    Every sentence is unwrapped by itself, and one that is nothing but wrapping ("If so,
    could you point me to one of them?") is left out.
    """
    if language_of(text) == "zh":
        text = unwrap_chinese(tidy(text))
    sentences = _SENTENCES.split(text.strip())
    if len(sentences) > 1:
        kept = [s for s in sentences if not _WHOLLY.fullmatch(s) and not is_smalltalk(s)]
        sentences = kept or sentences
    bare = [_unwrapped(sentence) for sentence in sentences]
    return tidy(" ".join(sentence for sentence in bare if tidy(sentence)))


def _unwrapped(sentence: str) -> str:
    text = tidy(sentence)
    end = "." if sentence.rstrip().endswith((".", "?", "!")) else ""
    for _round in range(_ROUNDS):
        before = text
        text = _without_lead(text)
        for trailer in _TRAILERS:
            text = trailer.sub("", text)
        text = tidy(text)
        if text == before:
            break
    return _bare_noun(text) and text + end


def _without_lead(text: str) -> str:
    text = _COURTESIES.sub("", text)
    for lead in _LEADS:
        if match := lead.match(text):
            return text[match.end() :].lstrip(" ,:;-")
    return text


def _bare_noun(text: str) -> str:
    """Nothing, where nothing but "papers" or "anything new" is left."""
    return "" if _NOTHING.fullmatch(text) else text
