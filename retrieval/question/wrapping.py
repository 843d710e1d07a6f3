"""The request's wrapping taken off: "Could you list papers that ...", 有哪些关于…的论文.

What is left are the words of the topic. Questions without their wrapping are found better
by words as well as by meaning; where a word may belong to the topic it stays.
"""

from __future__ import annotations

import re

from retrieval.question.chinese_wrapping import unwrap_chinese
from retrieval.question.cutting import tidy
from retrieval.question.language import language_of

_PAPER = (
    r"(?:(?:research|scientific|scholarly|academic|arxiv|conference|review|published"
    r"|peer-reviewed) )?"
    r"(?:papers?|pappers?|articles?|stud(?:y|ies)|works?|literature|publications?|preprints?"
    r"|references?"
    r"|research(?:es)?(?: (?:papers?|articles?|works?|efforts?|stud(?:y|ies)))?)"
)
_THING = (
    r"(?:anything|something|everything|stuff|what'?s new|(?:information|info|details"
    r"|news)(?= (?:on|about|regarding) ))"
)
_QUANTITY = (
    r"(?:(?:any|some|a|an|the|all|a few|several|more|other|another|few|many|most|of|your|me|us"
    r"|this|these|those|"
    r"good|great|relevant|interesting|key|important|significant|foundational|seminal|notable|"
    r"prominent|prior|existing|new|top|best|available|latest|specific|popular|cool|nice|related|"
    r"\d{1,3}|one|two|three|five|ten) )*"
)
_EMPTY_VERB = (
    r"(?:explor|discuss|investigat|examin|stud[iy]|address|cover|describ|analy[sz]|present"
    r"|introduc|propos|report"
    r"|concentrat|focus|look|deal|delv|tackl|consider|touch|talk|work|centre|center)"
    r"(?:e|es|ed|s|ing|y|ies|ied|ying|red|ring)?"
)
_PREPOSITION = (
    r"(?:on|about|regarding|concerning|for|in|of|into|at|with|around|towards?|over|covering"
    r"|where|how|whether|that|which)"
)
_LINK = (
    r"(?:(?:that |which |who )?(?:(?:have|has|had|can|could|may|might|do|does|are|is|was|were"
    r"|been|be|being"
    r"|specifically|critically|explicitly|already|recently|actually|published|released|posted"
    r"|done|conducted|made|tried|attempted|to|out there|out|available|there) )*"
    rf"(?:{_EMPTY_VERB}(?: (?:on|into|at|with|about|upon))?"
    r"(?: (?:(?:the|an?) )?(?:idea|topic|area|problem|use|concept|subject|question|role|field"
    r"|practice|issue|approach|possibility|application)s? of)?"
    r"|related to|relating to|relevant to|dedicated to|devoted to|in the (?:field|area|domain) of"
    r"|on the topics? of|on the subject of|on|about|regarding|concerning|for|in|into|of|around"
    r"|where|that|which|with respect to|with)(?: the topic of)?)"
)
_TO_ME = r"(?: (?:me|us))?(?: (?:to|towards?|with|at|in the direction of|some|out|up|for))*"
_SHOW = (
    r"(?:show|list|find|give|get|recommend|suggest|direct|point|provide|send|tell|share|name"
    r"|bring|fetch"
    r"|search(?: for)?|look(?:ing)?(?: for| up| into)?|display|pull(?: up)?|help me find|help me)"
)
_PLEASE = (
    r"(?:(?:please|pls|plz|kindly|also|maybe|perhaps|just|so|ok|okay|hi|hello|hey|hi there"
    r"|hello there|hey there|thanks|thank you|and|but|paperwire|bot)\b[,.!:]? *)*"
)
_I_WANT = (
    r"(?:i'?m|i am|we are|we're|im)(?: (?:currently|particularly|also|very|really|especially))*"
    r" (?:look(?:ing)?|search(?:ing)?|hunting|interested|curious|explor(?:ing|e)|after|trying"
    r"|keen|reading|researching|working|stud(?:ying|y)|preparing)"
    r"(?: (?:for|into|in|about|on|to|up|find|learn|read|understand(?:ing)?|know|see|get|more))*"
    r"|(?:i|we)(?:'d|'ll| would| will| do)?(?: (?:like|love|want|need|wish|hope|have to|know"
    r"|remember|wonder))"
    r"(?: (?:to|read|see|find|know|learn|understand|get|have|look|about|for|into|more|if"
    r"|whether|up|on))*"
)
_NOUNS = rf"(?:{_QUANTITY}(?:{_PAPER}|{_THING}))"
_OPENERS = (
    (
        rf"(?:(?:can|could|would|will|ould) (?:you|u|anyone|someone|somebody) )?(?:please "
        rf"|kindly )?{_SHOW}{_TO_ME}"
    ),
    rf"(?:{_I_WANT})",
    r"(?:is|are|was|were) there(?: (?:any|some|a|an|already|existing|currently))*",
    r"do (?:you|we|u)(?: guys)? (?:know|have|see|recall)(?: (?:of|about|if there (?:is|are)))?",
    r"(?:has|have)(?: there been| anyone| anybody| any| some| people)+",
    (
        r"(?:where|how) (?:can|could|might|may|do|should|would) (?:i|we|one) (?:find|read|look"
        r"|get|learn|see|search)(?: (?:for|up|about|more))*"
    ),
    r"(?:what|which)(?: (?:is|are|were|was|'s))?",
    r"(?:what|who|which)(?:'s| is| are| has| have)(?: (?:been|there|out|up))*",
    r"(?:any|all|some|every)",
    r"(?:check|search|scan|browse)(?: (?:the )?(?:arxiv|literature|archive))?(?: for)?",
)
# "Point cloud segmentation" and "list decoding" begin with such a verb and ask nothing.
_ASKED = (
    rf"(?:(?:can|could|would|will|ould) (?:you|u|anyone|someone|somebody) (?:please "
    rf"|kindly )?{_SHOW}{_TO_ME}"
    rf"|{_SHOW} (?:me|us){_TO_ME}|(?:show|find|list|recommend|suggest|search for) (?=(?:an?|the"
    rf"|some|any|all) ))"
)
_CONSULT = (
    r"(?:look(?: at| into| for)?|read|refer to|explore|check(?: out)?|consult|study|use|cite"
    r"|start with|see)"
    r"(?: (?:if|when) (?:i|we) (?:am|are|want|need|would like|wish)(?: (?:to|interested|explore"
    r"|understand|learn|know|more|in|about))*"
    r"| (?:to|in order to) (?:understand|learn|know|explore|find out|get into)(?: (?:more"
    r"|about))*| for| about| on)?(?= )"
)
_LEADS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?:what|which) {_NOUNS} (?:should|can|could|must|might|do|would) (?:i|we"
            rf"|one) {_CONSULT}"
        ),
        # "What research has been conducted on", "which papers discuss"
        (
            rf"(?:what|which) {_NOUNS} (?:(?:has|have|is|are|was|were|been|there|exists?"
            rf"|existing|available|done|conducted|published|out) )*{_LINK}(?= )"
        ),
        (
            rf"(?:what|which) {_NOUNS} (?:(?:has|have|is|are|was|were|been|there|exists?"
            rf"|existing|available|done|conducted|published|out) )+(?=\w)"
        ),
        # "Could you recommend a study that explores", "Are there papers on"
        rf"(?:{'|'.join(_OPENERS)}) {_NOUNS} {_LINK}(?= )",
        rf"(?:{'|'.join(_OPENERS)}) {_NOUNS}(?= |$)",
        (
            rf"what(?: (?:has|have|was|were|is|are|'s|came|comes|got))*(?: (?:been|new|out"
            rf"|published|released|posted|done|happening|going on|there|known|announced"
            rf"|appeared|added|happened))+ {_PREPOSITION}(?= )"
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
        rf"{_NOUNS} {_LINK}(?= )",
        (
            rf"(?:{_ASKED}|{'|'.join(_OPENERS[1:4])}"
            rf"|{_OPENERS[5].replace('where|how', 'where')}) (?=\w)"
        ),
        (
            r"(?:what|which) (?:is|are|were) (?:some|any)(?: of the)?(?: (?:good|great|notable"
            r"|important|popular|interesting|well-known|best|key|main))*(?= )"
        ),
        rf"(?:{_OPENERS[9]} )(?=\w)",
        r"(?:on|about|regarding|concerning)(?= )",
    )
)
# "Generation for papers", "scientific papers": there the word belongs to the topic.
_NOT_AFTER = "".join(
    f"(?<!{word})"
    for word in (
        *("of", "in", "on", "to", "for", "from", "with", "into", "about", "between", "across"),
        *("and", "or", "scientific", "academic", "research", "medical"),
    )
)
_PAPERS_AT_END = (
    r"[\s,]+(?:(?:relevant|related|good|new|interesting) )?(?:papers?|preprints?|publications?)"
    r"(?: (?:published|released|posted|available|out there|to read|please|only))*[\s.!?]*$"
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
    rf"(?:if so,? )?(?:and )?(?:{'|'.join(_OPENERS)}|which|what)?(?: ?(?:{_NOUNS}|{_LINK}|to"
    rf"|one of them|them|some of them|that|this|it|these|those"
    r"|i|we|should|could|must|read|refer|look|at|learn|more|about|on|approach|topic|subject"
    r"|method|idea|discuss(?:es|ing)?|describ(?:es|ing)"
    r"|cover(?:s|ing)?|there|you|know|of|any|such|a|an|the|paper|behind|similar|technique"
    r"|techniques|methods|kind|application|perplexity(?!)))*[\s.?!]*",
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
    kept = [s for s in sentences if not _WHOLLY.fullmatch(s)] if len(sentences) > 1 else sentences
    bare = [_unwrapped(sentence) for sentence in kept or sentences]
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
    text = re.sub(rf"^{_PLEASE}", "", text, flags=re.IGNORECASE)
    for lead in _LEADS:
        if match := lead.match(text):
            return text[match.end() :].lstrip(" ,:;-")
    return text


def _bare_noun(text: str) -> str:
    """Nothing, where nothing but "papers" or "anything new" is left."""
    return (
        ""
        if re.fullmatch(
            rf"{_NOUNS}|what|which|show me|{_SHOW}(?: me)?|new|{_PREPOSITION}", text, re.IGNORECASE
        )
        else text
    )
