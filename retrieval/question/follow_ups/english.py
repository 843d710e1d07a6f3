"""Follow-ups in English: patterns for what people say about papers that were just shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.question.follow_ups.follow_up import Act, FollowUp
from retrieval.question.follow_ups.places import read_places

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERB = (
    r"(?:(?:show|give|get|find|send|list|fetch|bring|tell|display|see|have|copy|export|print|hear"
    r"|generate|want|need|load|download|make|create|provide|share|post|recommend|suggest|read"
    r"|look for|search for)(?: (?:me|us))?(?: (?:the|some|any|a|an|its|their))? )"
)
_PAPERS = r"(?:papers?|works?|results?|articles?|stud(?:y|ies)|preprints?|ones?|things?|stuff)"
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|a few|a couple|some|many|any)"
_TOPIC = r"(?:this|that|the|the same)(?: same)? (?:topic|subject|question|search|query|area)"
_COURTESY = re.compile(
    r"(?:(?:please|pls|plz|ok(?:ay)?|hi|hey|hello|thanks?(?: you)?|thx|great|nice|cool|good|perfect"
    r"|awesome|sure|yes|yeah|yep"
    r"|no(?! (?:surveys?|reviews|overviews?)\b)|well|so|hm+|um|oh|ah|al ?right|right|paperwire|bot"
    r"|kindly|just"
    r"(?= (?:show|give|save|open|tell|get))|(?:can|could|would|will|may) (?:you|u|i|we)"
    r"|(?:i|we)(?:'d| would) (?:like|love)(?: to)?|(?:i|we) (?:want|need|wanna)(?: to)?"
    r"|i(?:'m| am) interested in|let(?: me|'s|s| us)|i mean|i meant|help me|actually|go ahead and"
    r"|is it possible to|how (?:do|can) i(?= (?:save|see|open|get)))(?![\w-])[ ,.!:;-]*)+",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"(?:[ ,.!?]+(?:please|pls|plz|thanks?(?: you)?|thx|ty|now|again|for me|if (?:you can|possible)"
    r"|then|here|paperwire|bot|would you|could you|too|as well|though|ok(?:ay)?))+$",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"(?:and|now|also|then|but|or|next)(?: also| then| now)?[ ,]+|(?:what|how) about ",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"{_VERB}?(?:(?:(?:is|are) there|do you have|have you got|got|you have|there are) )?"
    rf"(?:(?:{_COUNT}|even|more) )*(?:more|others?|another|additional|further|next|the next"
    rf"|the rest|remaining)(?: {_COUNT})?(?: (?:relevant|related))?"
    rf"(?: (?:{_PAPERS}|pages?|set|batch|hits))?(?: (?:on|about|for) {_TOPIC}| of (?:these|those"
    rf"|them|this|that|the same|(?:the )?(?:list|results|papers)))?(?: there| to see| available)?"
    r"(?: (?:that )?you(?:'ve)? (?:found|have|got|know))?"
    r"|next page|continue|go on|keep going|carry on|(?:show|see|list|get)(?: me| them)? all"
    r"|(?:do you have |have you got |got )?(?:whats?|anything|something|any(?:one)?"
    r"|who) else(?: (?:is there|have you got|do you have"
    r"|did you find|can you find|is available|on (?:this|that|it)|about (?:this|that|it)))?|else"
    r"|(?:is|was) (?:that|this|it)(?: really)? (?:all|it|everything)"
    r"|are (?:these|those|they|there) all|(?:is|are) there (?:anything|any|something) (?:else|more)"
    r"|(?:anything|something) more|what other papers(?: are there| do you have)?|tell me more",
    re.IGNORECASE,
)
_BIB = (
    r"(?:(?:bib[ -]?te?x|bib|bibla?tex|citations?|cit(?:e|ing)|bibliograph(?:y|ic)|references?"
    r"(?= (?:entr|format|for)))(?: (?:entry|entries|citations?|formats?|file|records?|keys?))?)"
)
_BIBTEX = (
    re.compile(
        rf"(?:{_VERB}|(?:the|a|its|their) )?(?:how (?:do|can|should|would|to)(?: (?:i|we|you"
        rf"|one))? )?"
        rf"{_BIB}(?:[ :,]+(?:(?:for|of|to|from|on) )?(?P<places>.+))?",
        re.IGNORECASE,
    ),
    re.compile(rf"{_VERB}?(?P<places>.+?)(?:'s?)? (?:(?:as|in|to) )?(?:a )?{_BIB}", re.IGNORECASE),
    re.compile(r"export (?P<places>.+)", re.IGNORECASE),
)
_LIKE = (
    r"(?:(?:similar|related|close|comparable|akin) (?:to|with)|like|resembling|along the lines of"
    r"|in the (?:style|spirit|vein) of|neighbou?rs of|such as|as)"
)
_SIMILAR = (
    re.compile(
        rf"(?:{_VERB}|what(?:'s| is| are) |(?:is|are) there )?(?:(?:more|any|some|other|all"
        rf"|further|the"
        rf"|another) )*(?:{_PAPERS} |anything "
        rf"|something |others )?(?:(?:that|which) (?:are|is) )?(?:(?:most|very|more|closely) )*"
        rf"{_LIKE} (?P<places>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_VERB}?(?:(?:more|any|some|other|the) )*similar (?:{_PAPERS} )?to (?P<places>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_VERB}?(?:(?:more|any|some|other|the) )*(?:similar|(?:related|comparable)(?= )"
        rf"|alike)(?: {_PAPERS})?(?P<places>)",
        re.IGNORECASE,
    ),
)
_SAVE = re.compile(
    r"(?:(?P<clear>save|bookmark)|(?P<vague>keep|star|favou?rite|pin)|(?P<put>add|put|store"
    r"|remember))(?: (?P<places>.+?))??"
    r"(?P<shelf> (?:to|in|on|into|for|as|under)(?: (?:my|the|a))?(?: (?:reading|saved))? ?(?:list"
    r"|library|saved|papers|favou?rites?|collection|shelf|later|bookmarks?))?",
    re.IGNORECASE,
)
_SHOW = (
    re.compile(
        r"(?:show|open|see|view|display|read|give|get|explain|summari[sz]e|expand|describe|pick"
        r"|compare|contrast|just|only|choose|select|go to|look at|pull up|zoom in on|click"
        r"|elaborate on|detail|tell)"
        r"(?: me| us)?(?: up)?(?: (?:more|details|more details|all|everything)?(?: ?(?:about|on|of"
        r"|for)))? (?P<places>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:(?:more|further|some|the|full) )*(?:details?|info(?:rmation)?|more|about|excerpts?)"
        r"(?: (?:on|about|of|for|from))? (?P<places>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:what(?:'s| is| does| do| are)) (?P<places>.+?)(?: (?:all )?(?:about|say|do|propose"
        r"|show|find|mean))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:{_VERB}|(?:is|are) there (?:any |an? )?|where(?:'s| is| are| can i find) "
        rf"|what(?:'s| is| are) |who (?:are"
        rf"|is) )?(?:the )?"
        r"(?P<beside>pdf|links?|abstract|authors?|code|repo(?:sitory)?|github|summary|title|date)"
        r" (?:of|for|to|from|by) (?P<places>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:who wrote|(?:does|do|has|have|is|are) )(?P<places>.+?) ?(?:have |come with |any "
        r"|some |a )*"
        r"(?P<beside>code|repo(?:sitory)?|github|pdf|open[ -]source|out|published)",
        re.IGNORECASE,
    ),
    re.compile(r"who wrote (?P<places>.+)", re.IGNORECASE),
    # "What data does the second one use?": no answer but the paper itself
    re.compile(
        r"(?P<beside>(?:what|which|how|why|when|where|does|did|is|has)(?![\w-]| about).*?(?<![\w-])"
        r"(?P<places>the [a-z\d]+ one|(?:paper|number|no\.?|result) ?#?\d+|#\d+)(?![\w-])"
        r"(?! (?:to|that|which|on|about|with|for|in)\b).*)",
        re.IGNORECASE,
    ),
    # "What does the second say about cost?"
    re.compile(
        r"(?P<beside>(?:what|which|how|why|when|where)(?: [a-z-]+){0,2} (?:does|do|did|is|was)"
        r" (?P<places>the (?:first|second|third|fourth|fifth|last))"
        r" (?:say|mean|claim|report|propose|use|evaluate|measure|find|show|compare|train|test|do"
        r"|cost|differ|handle|solve|deal)(?![\w-]).*)",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<places>.+?)(?: (?:in (?:more )?detail|details|more))?", re.IGNORECASE),
)
_BESIDE = re.compile(
    r"[ ,;]+(?:but(?: (?:only|just))?|only|just|except)[ ,]+|,\s*"
    r"| (?=(?:for|since|from|in|before|after|with|using|without)\b)",
    re.IGNORECASE,
)


def unwrap_courtesy(text: str) -> str:
    """The text without "can you", "please", "thanks" around it."""
    bare = _COURTESY.sub("", text, count=1) if _COURTESY.match(text) else text
    return _ENDING.sub("", bare).strip(" ,.!?;:")


def read_english(text: str) -> FollowUp | None:
    """What an English message without courtesies wants of the papers that were shown."""
    joint = _JOINT.match(text)
    for words in (text, text[joint.end() :].strip(" ()") if joint else ""):
        if words and (found := _read(words)):
            return found
    return None


def _read(words: str) -> FollowUp | None:
    if _MORE.fullmatch(words):
        return FollowUp(Act.MORE)
    for pattern in _BIBTEX:
        if (match := pattern.fullmatch(words)) and (places := _places(match)) is not None:
            return FollowUp(Act.BIBTEX, places)
    return _similar(words) or _save(words) or _show(words)


def _places(match: re.Match[str]) -> tuple[int, ...] | None:
    return read_places(match["places"] or "")


def _similar(words: str) -> FollowUp | None:
    for pattern in _SIMILAR:
        if match := pattern.fullmatch(words):
            for said, beside in _splits(match["places"]):
                if (places := read_places(said)) is not None:
                    return FollowUp(Act.SIMILAR, places, beside)
    return None


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """The words whole, then parted before each thing that may be said beside a place."""
    yield words, ""
    for match in _BESIDE.finditer(words):
        if match.start():
            yield words[: match.start()], words[match.end() :].strip()


def _save(words: str) -> FollowUp | None:
    match = _SAVE.fullmatch(words)
    places = _places(match) if match else None
    if match is None or places is None:
        return None
    said = match["clear"] or (match["shelf"] if match["put"] else match["places"])
    return FollowUp(Act.SAVE, places) if said else None


def _show(words: str) -> FollowUp | None:
    *asking, bare = _SHOW
    for pattern in asking:
        match = pattern.fullmatch(words)
        places = _places(match) if match else None
        if match and places is not None and match["places"]:
            return FollowUp(Act.SHOW, places, match.groupdict().get("beside") or "")
    match = bare.fullmatch(words)
    places = _places(match) if match else None
    return FollowUp(Act.SHOW, places) if places else None
