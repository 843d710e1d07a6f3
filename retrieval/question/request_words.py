"""What requests for papers are made of, in English: patterns for wrapping.py.

All are fragments for a case-insensitive pattern; words inside are parted by single spaces.
"""

from __future__ import annotations

_PAPER = (
    r"(?:(?:research|scientific|scholarly|academic|arxiv|conference|review|published"
    r"|peer-reviewed) )?"
    r"(?:papers?|pappers?|articles?|stud(?:y|ies)|works?|literature|publications?|preprints?"
    r"|references?|research(?:es)?(?: (?:papers?|articles?|works?|efforts?|stud(?:y|ies)))?)"
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
    r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) )*"
)
_EMPTY_VERB = (
    r"(?:explor|discuss|investigat|examin|stud[iy]|address|cover|describ|analy[sz]|present"
    r"|introduc|propos|report"
    r"|concentrat|focus|look|deal|delv|tackl|consider|touch|talk|work|centre|center)"
    r"(?:e|es|ed|s|ing|y|ies|ied|ying|red|ring)?"
)
PREPOSITION = (
    r"(?:on|about|regarding|concerning|for|in|of|into|at|with|around|towards?|over|covering"
    r"|where|how|whether|that|which)"
)
LINK = (
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
PLEASE = (
    r"(?:(?:please|pls|plz|kindly|also|maybe|perhaps|so|ok|okay|and|but)(?![\w-])[,.!:]? *"
    r"|(?:hi|hello|hey|thanks|thank you|paperwire|bot)(?: (?:there|all|everyone|bot|paperwire))?"
    r"(?:[,.!:]+ *| (?=(?:can|could|would|please|i|i'm|any|show|find|do|is|are|what|which|list"
    r"|give|recommend|suggest)\b)))*"
)
"""Greetings and courtesies before a request."""

I_WANT = (
    r"(?:(?:i'?m|i am|we are|we're|im)(?: (?:currently|particularly|also|very|really|especially))*"
    r" (?:look(?:ing)?|search(?:ing)?|hunting|interested|curious|explor(?:ing|e)|after|trying"
    r"|keen|reading|researching|working|stud(?:ying|y)|preparing)"
    r"(?: (?:for|into|in|about|on|to|up|find|learn|read|understand(?:ing)?|know|see|get|more))*"
    r"|(?:i|we)(?:'d|'ll| would| will| do)?(?: (?:like|love|want|need|wish|hope|have to|know"
    r"|remember|wonder))"
    r"(?: (?:to|read|see|find|know|learn|understand|get|have|look|about|for|into|more|if"
    r"|whether|up|on))*)"
)
NOUNS = rf"(?:{_QUANTITY}(?:{_PAPER}|{_THING}))"
YOU_SHOW = (
    r"(?:(?:can|could|would|will|ould) (?:you|u|anyone|someone|somebody)"
    rf" (?:please |kindly )?{_SHOW}{_TO_ME})"
)
THERE_IS = r"(?:(?:is|are|was|were) there(?: (?:any|some|a|an|already|existing|currently))*)"
YOU_KNOW = (
    r"(?:do (?:you|we|u)(?: guys)? (?:know|have|see|recall)"
    r"(?: (?:of|about|if there (?:is|are)))?)"
)
_HAS_ANYONE = r"(?:(?:has|have)(?: there been| anyone| anybody| any| some| people)+)"
WHERE_FIND = (
    r"(?:where (?:can|could|might|may|do|should|would) (?:i|we|one) (?:find|read|look"
    r"|get|learn|see|search)(?: (?:for|up|about|more))*)"
)
_HOW_FIND = WHERE_FIND.replace("where", "how")
_WHICH = r"(?:(?:what|which|who)(?:'s| is| are| were| was| has| have)?(?: (?:been|there|out|up))*)"
_SEARCH = r"(?:(?:check|search|scan|browse)(?: (?:the )?(?:arxiv|literature|archive))?(?: for)?)"
OPENER = (
    rf"(?:{YOU_SHOW}|{_SHOW}{_TO_ME}|{I_WANT}|{THERE_IS}|{YOU_KNOW}|{_HAS_ANYONE}|{WHERE_FIND}"
    rf"|{_HOW_FIND}|{_WHICH}|any|all|some|every|{_SEARCH})"
)
"""How a request for papers begins."""

# "Point cloud segmentation" and "list decoding" begin with such a verb and ask nothing.
SURE_OPENER = (
    rf"(?:{YOU_SHOW}|{_SHOW} (?:me|us){_TO_ME}"
    r"|(?:show|find|list|recommend|suggest|search for) (?=(?:an?|the|some|any|all) )"
    rf"|{I_WANT}|{THERE_IS}|{YOU_KNOW}|{WHERE_FIND})"
)
"""An opener that is one whatever follows it."""

CONSULT = (
    r"(?:look(?: at| into| for)?|read|refer to|explore|check(?: out)?|consult|study|use|cite"
    r"|start with|see)"
    r"(?: (?:if|when) (?:i|we) (?:am|are|want|need|would like|wish)(?: (?:to|interested|explore"
    r"|understand|learn|know|more|in|about))*"
    r"| (?:to|in order to) (?:understand|learn|know|explore|find out|get into)(?: (?:more"
    r"|about))*| for| about| on)?(?= )"
)
