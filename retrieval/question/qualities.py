"""Code, surveys, venues and institutions that a question asks for: "with code", "from DeepMind"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.qualities import Qualities
from retrieval.question.cutting import cut, plain
from retrieval.question.institutions import find_institutions

_VENUE = (
    r"(?:CVPR|ICCV|ECCV|WACV|BMVC|NeurIPS|NIPS|ICML|ICLR|AISTATS|UAI|COLT|ACL|EMNLP|NAACL|EACL"
    r"|AACL|COLING|LREC|CoNLL|TACL|COLM|AAAI|IJCAI|ECAI|AAMAS|KDD|SIGKDD|SIGIR|ECIR|WSDM|CIKM"
    r"|RecSys|TheWebConf|WebConf|VLDB|SIGMOD|ICDE|ICRA|IROS|CoRL|RSS|INTERSPEECH|ICASSP|ISMIR"
    r"|SIGGRAPH(?: Asia)?|MICCAI|MIDL|ISBI|CHI|CSCW|UIST|TMLR|JMLR|TPAMI|SemEval|TREC"
    r"|USENIX Security|NDSS|CCS|ICSE|FSE)"
)
_YEAR = r"(?:['’]?(?P<year>(?:20)?\d\d)(?![0-9A-Za-z]))"
_DATED = rf"(?P<venue>{_VENUE})(?![A-Za-z0-9_-])(?: ?{_YEAR})?"
_VENUES = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?:,? ?(?i:that|which) (?i:were|was|are|is|got|have been|has been))?"
            r"(?: ?(?:(?i:accepted|published|presented|appear(?:ed|ing)?|to appear"
            r"|(?:an? )?(?:orals?|spotlights?|posters?|highlights?))))"
            rf" (?i:at|to|in|by|for) (?i:the )?{_DATED}(?: (?i:conference|workshops?))?"
        ),
        rf"(?<![\w-])(?i:from|at|in) (?i:the )?{_DATED}(?= *(?:$|[?.!,，。？]))",
        rf"(?<![\w-]){_DATED}(?= (?i:papers?|accepted|publications))",
        rf"^(?i:only |just )?{_DATED}(?i: only| ones)?(?= *[?.!]*$)",
        (
            rf"(?:被|发表在|发表于|录用于|收录于|来自|发在|中了?|在) ?{_DATED}"
            r"(?: ?(?:上|中|会议|大会))*(?: ?(?:录用|接收|收录|发表))?(?=[的，。？ ]|$)"
        ),
        rf"{_DATED} ?(?:上|录用|接收|收录|发表)(?:发表)?的?(?=论文|文章|工作|$)",
    )
)
_CODE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"(?<![\w-])(?:(?:that|which|who)(?: (?:have|has|also))* (?:released?|provided?|shared?"
            r"|publish(?:ed)?|open[- ]sourced?|come|comes|includ(?:e|ed)|have|has|got)"
            r"|released?|having|have|has|released their|with) (?:with )?"
            r"(?:(?:an?|the|their|its|some|any|available|released|public|publicly|open|official"
            r"|source|working|open-?source|accompanying) )*"
            r"(?:code(?:base)?|implementations?|source code|github(?: (?:repos?|repositor\w+"
            r"|links?))?|repos?|repositor(?:y|ies)|code(?:s)? (?:release|link)s?)"
            r"(?: (?:that is |is |are )?(?:available|released|online|on github|attached))?"
            r"(?= *(?:$|[?.!,;)]|only\b|please\b|from\b|since\b|in \d|on\b|about\b|for\b"
            r"|published\b))"
        ),
        r"(?<![\w-])(?:with |whose |where (?:the )?)?(?:source )?code (?:is |are )?available(?!\w)",
        (
            r"(?<![\w-])(?:open[- ]sourced?|open code)"
            r"(?= (?:ones|papers|only|works)| *[?.!]*$)(?<!which open-sourced)"
        ),
        r"^(?:only |just |any )?(?:source )?code(?: only)?(?= *[?.!]*$)",
        (
            r"(?:有|带|附|公开了?|开源了?|提供了?|包含)(?:源|开源)?代码(?=[的吗，。？\s]|$)"
            r"|代码(?:已)?(?:开源|公开)了?(?=[的吗，。？\s]|$)|(?<![\w])开源(?=的(?:论文|工作|$)|$)"
        ),
    )
)
_NONE_OF = (
    r"(?:no|not|without|excluding|exclude|except(?: for)?|other than|skip(?:ping)?"
    r"|leav(?:e|ing) out|minus|hide|remove|drop|ignor(?:e|ing))(?: (?:any|the|all))*"
)
_NO_SURVEY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?:^|[\s,;:]+)(?:(?:but|and|please|just) ){{0,3}}{_NONE_OF} "
            r"(?:surveys?|reviews|overviews?|(?:survey|review) (?:papers?|articles?)"
            r"|surveys? (?:and|or) reviews?)(?:,? please)?(?= *[?.!]*$)"
        ),
        (
            r"[，, ]*(?:但|请)?(?:不要|不含|不包括|不看|除了|除去|排除|去掉)(?:任何)?综述(?:性|类)?"
            r"(?:的)?(?:论文|文章|文献)?(?:以外|之外)?的?"
        ),
    )
)
_BEFORE = (  # what a request has before the word
    r"(?:any|some|the|all|a|an|recent|latest|new|good|only|just|show|find|give|list|me|us|is|are"
    r"|there|can|could|you|please|recommend|suggest|i|want|need|looking|look|for|what|which|where"
    r"|do|know|of|search|have|and|or|also|maybe|get|point|to)"
)
_SURVEY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"^(?P<kept>(?:{_BEFORE} )*?)(?:(?:comprehensive|recent|good|new) )*"
            r"(?:surveys?|overviews?|(?:literature|systematic|scoping) (?:surveys?|reviews?))"
            r"(?: (?:papers?|articles?|works?))?(?= (?:of|on|about|for|covering|regarding)"
            r" (?!\d|(?:\w+ )?(?:participants|users|students|respondents|people|patients)\b)"
            r"|(?: only)? *[?.!]*$)"
        ),
        r"(?<![\w-])(?:survey|review|overview) (?:papers|articles|paper|article)(?!\w)",
        r"^(?:only |just |any )?(?:surveys?|reviews|overviews?)(?: only| ones)?(?= *[?.!]*$)",
        r"(?:的)?综述(?:性)?(?:类)?(?:的)?(?:论文|文章|文献)?",
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The qualities that words ask for, and what is left."""

    text: str  # a survey still called one: papers say so in their titles
    rest: str  # without that word, too
    qualities: Qualities


def read_qualities(text: str) -> Asked:
    """Read and cut "with code", "surveys of", "accepted at CVPR 2025", "from DeepMind", 综述.

    What is not sure stays: "surveys of 500 students", "LLMs with code interpreters",
    "CVPR-style posters".
    """
    text, venues = _venues(text)
    text, affiliations = find_institutions(text)
    text, code = _without(text, _CODE)
    text, no_survey = _without(text, _NO_SURVEY)
    bare, survey = (text, False) if no_survey else _without(text, _SURVEY)
    return Asked(text, bare, Qualities(code, survey, venues, affiliations, no_survey))


def _venues(text: str) -> tuple[str, tuple[str, ...]]:
    found: dict[str, None] = {}
    for pattern in _VENUES:
        while match := pattern.search(plain(text)):
            year = match["year"] or ""
            full = year if len(year) != 2 else f"20{year}"  # noqa: PLR2004 - '25
            found[f"{match['venue']} {full}".strip()] = None
            text = cut(text, *match.span())
    return text, tuple(found)


def _without(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[str, bool]:
    for pattern in patterns:
        if match := pattern.search(plain(text)):
            start = match.end("kept") if "kept" in pattern.groupindex else match.start()
            return cut(text, start, match.end()), True
    return text, False
