"""Whether what stands around a date's words makes them a request, or part of a topic."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.question.dates.english_periods import FLAGS
from retrieval.question.dates.period_rules import Form, Kind, Words

PAPERS = (
    r"(?:papers?|works?|results?|publications?|preprints?|articles?|stud(?:y|ies)|research"
    r"|literature|submissions?|releases?|findings|listings?|digests?|uploads?|announcements?)"
)
_ADJECTIVE = (
    r"(?:new(?:est)?|best|top|latest|most|recent|interesting|important|hot|hottest|trending|popular"
    r"|relevant|good|great|arxiv|research|daily|other|\d{1,3})"
)
_PAPERS_FOLLOW = re.compile(rf"\s+(?:{_ADJECTIVE}\s+){{0,3}}{PAPERS}(?![\w-])", FLAGS)
_EDGE_FOLLOWS = re.compile(r"\s*(?:$|[,;:.?!)\]]|[|/-] )", FLAGS)
_FUNCTION_FOLLOWS = re.compile(
    r"\s+(?:on|about|regarding|concerning|for|in|by|from|with|that|which|who|where|using|related"
    r"|and|or|but|to|please|pls|plz|only|covering|discussing|dealing|exploring|studying|addressing"
    r"|investigating|introducing|proposing|focus(?:ing|ed)|at|are|is|was|were|have|has|do|does|did"
    r"|into|around|under|without|via|through|after|before|since|until|across|when|whose|similar"
    r"|like"
    r"|category|author|authored|written|published|sorted|thanks|what|how|why)(?![\w-])",
    FLAGS,
)
# A noun that takes the date for itself: the year of a model, a data set, an event.
_BELONGS_FOLLOWS = re.compile(
    r"\s+(?:[\w'-]+\s+){0,2}(?:data(?:sets?)?|corpus|corpora|benchmarks?|versions?|checkpoints?"
    r"|snapshots?|reports?|styles?|editions?|challenges?|competitions?|schedules?|forecasts?"
    r"|elections?|census|transformers?|dumps?|crash|pandemic|lockdowns?|earnings|revenue|guidance"
    r"|splits?|tracks?|shared task|subsets?|release notes|cutoff|cut-off|standards?|madness"
    r"|wikipedia"
    r"|olympics?|world cup|outbreaks?|earthquakes?|hurricanes?|wildfires?|war)(?![\w-])",
    FLAGS,
)
_UNITS_FOLLOW = re.compile(
    r"\s+(?:tokens?|steps?|iterations?|epochs?|frames?|images?|samples?|examples?|hours?|points?"
    r"|pixels?|videos?|words?|characters?|users?|people|languages?|classes|nodes?|parameters?"
    r"|layers?|dimensions?|rounds?|queries|questions?|pages?|k|ms|hz|km|gpus?|calls?|documents?"
    r"|sentences?|demonstrations?|trajectories|tasks?|participants?|patients?|subjects?|species"
    r"|labels?|clips?|objects?|episodes?|instances?|categories|agents?|seconds?|minutes?)(?![\w-])",
    FLAGS,
)
_OF_FOLLOWS = re.compile(rf"\s+of(?!\s+(?:the\s+)?(?:{_ADJECTIVE}\s+)?{PAPERS}\b)(?![\w-])", FLAGS)
_PAPERS_ANYWHERE = re.compile(rf"(?<![\w-]){PAPERS}(?![\w-])", FLAGS)
_REQUEST_BEFORE = re.compile(
    rf"(?<![\w-])(?:{PAPERS}|published|released|posted|submitted|appeared|appearing|announced"
    rf"|uploaded"
    r"|written|out|new|anything|something|everything|stuff|things|available|listed|ones|presented"
    r"|show me|list|find)\s*[,:(]?\s*$",
    FLAGS,
)
_OPENS = re.compile(
    r"^\W*(?:(?:show|me|the|list|find|give|get|any|all|some|please|hi|hey|hello|i|need|want"
    r"|what|are"
    r"|were|is|best|top|of|and|which|can|could|you|recommend|suggest|good|new|interesting|only|just"
    r"|tell|about|there|\d{1,3}|search|for|looking|read|most|cited|popular|important|relevant"
    r"|notable"
    r"|a|few|in|from)\W+)*$",
    FLAGS,
)
_GIVEN_BEFORE = re.compile(
    r"(?<![\w-])(?:given|using|based on|conditioned on|observing)\s*$", FLAGS
)
_RECORDS_BEFORE = re.compile(
    r"(?<![\w-])(?:data|dataset|datasets|corpus|dumps?|imagery|census|tweets|posts|records"
    r"|snapshots?"
    r"|elections?|olympics|pandemic|news)\s*$",
    FLAGS,
)
_NAME_BEFORE = re.compile(r"(?:\S*\d\S*|et al\.?,?|\()\s*$", FLAGS)
_TITLE_BEFORE = re.compile(r"(?:[A-Z]\S*[A-Za-z](?<!s)|\S*\d\S*)\s*$")
_VERB_BEFORE = re.compile(
    r"(?:(?<=\s)|^)(?:(?P<passive>(?:was|were|is|are|been|be|got|gets?|what|what's|whats|who"
    r"|has|have)\s+)?"
    r"(?:newly |first |just )?(?:published|released|posted|submitted|announced|uploaded|written"
    r"|dated)"
    r"(?: on arxiv)?|only|just|specifically)\s+$",
    FLAGS,
)
_PART_OPENS = re.compile(r"(?:early|mid|late)[ -]", FLAGS)
_NEAR = 120
_JOINT_BEFORE = re.compile(r"(?:,|,? (?:and|but|or))\s+$", FLAGS)


@dataclass(frozen=True, slots=True)
class Around:
    """The text on both sides of `[start, end)`; `joined` is the end of the date before it."""

    text: str
    start: int
    end: int
    joined: int | None = None

    def papers_follow(self) -> bool:
        """Whether "papers", "work" or their like come next, adjectives between allowed."""
        return _PAPERS_FOLLOW.match(self.text, self.end) is not None

    def start_with_verb(self) -> int:
        """Where the words begin, "published", "only" or an "and" between two dates counted."""
        left = self._left()
        if self.joined is not None and (joint := _JOINT_BEFORE.search(left)):
            begin = self.start - len(left) + joint.start()
            return begin if begin <= self.joined + 1 else self.start
        verb = _VERB_BEFORE.search(left)
        return self.start - len(verb[0]) if verb and not verb["passive"] else self.start

    def allows(self, lead: str, words: Words) -> bool:
        """Whether the words are a request here, after their lead ("since", "in", "")."""
        if words.kind is Kind.RELATIVE:
            return self._allows_relative(lead, words)
        if words.kind is Kind.YEAR and _UNITS_FOLLOW.match(self.text, self.end):
            return False
        if lead in {"since", "after", "before", "until", "between"}:
            return self._allows_bound(words)
        if _BELONGS_FOLLOWS.match(self.text, self.end) and not self.papers_follow():
            return False
        preposition = lead in {"in", "from"}
        return self._allows_after_preposition(words) if preposition else self._allows_bare(words)

    def _allows_bound(self, words: Words) -> bool:
        if self._preposition() == "by" and not self._closed():
            return False
        return not (words.open_month and _OF_FOLLOWS.match(self.text, self.end))

    def _left(self) -> str:
        """What stands before: as much as a rule looks at, marked where it goes on further."""
        if self.start <= _NEAR:
            return self.text[: self.start]
        return "…word " + self.text[self.start - _NEAR : self.start]

    def _preposition(self) -> str:
        return self.text[self.start : self.end].split(maxsplit=1)[0].lower()

    def _allows_relative(self, lead: str, words: Words) -> bool:
        if (
            words.form is Form.LENGTH
            and _OF_FOLLOWS.match(self.text, self.end)
            and not (_OPENS.match(self._left()) and _PAPERS_ANYWHERE.search(self.text, self.end))
        ):
            return False
        if words.form is Form.LENGTH and _GIVEN_BEFORE.search(self._left()):
            return False
        if self._preposition() == "of" and lead == "in" and words.form is not Form.LENGTH:
            return _REQUEST_BEFORE.search(self._left()) is not None
        return True

    def _allows_after_preposition(self, words: Words) -> bool:
        left, preposition = self._left(), self._preposition()
        requested = _REQUEST_BEFORE.search(left) is not None
        if preposition in {"of", "for"}:
            return requested
        if words.kind is Kind.FULL:
            return requested or not _RECORDS_BEFORE.search(left)
        if preposition == "on":  # "papers on Sunday driving"
            return self._closed() and not words.open_month and words.kind is not Kind.YEAR
        if _RECORDS_BEFORE.search(left):
            return False
        return requested or not left.strip() or self._closed()

    def _closed(self) -> bool:
        """Whether the phrase ends here: the text does, or a word that begins another."""
        return bool(
            _EDGE_FOLLOWS.match(self.text, self.end)
            or _FUNCTION_FOLLOWS.match(self.text, self.end)
            or self.papers_follow()
        )

    def _allows_bare(self, words: Words) -> bool:
        left = self._left()
        requested = _REQUEST_BEFORE.search(left) is not None
        opens = _OPENS.match(left) is not None
        if self.papers_follow() and (opens or requested):
            return True
        if words.kind is Kind.FULL:
            listed = left.rstrip()[-1:] in {",", ";", ":"}
            named = _NAME_BEFORE.search(left) is not None
            return not named and (opens or requested or listed or self._closed())
        if words.kind is Kind.YEAR:
            return self._allows_bare_year(left, requested=requested)
        # "charts, June", "charts mid June"
        part = _PART_OPENS.match(self.text, self.start) is not None
        return (part or left.rstrip().endswith(",")) and _EDGE_FOLLOWS.match(
            self.text, self.end
        ) is not None

    def _allows_bare_year(self, left: str, *, requested: bool) -> bool:
        """Allow "papers 2024", "charts, 2024", "charts 2023-2024", not "COCO 2017"."""
        if requested and self._closed():
            return not left.rstrip().endswith("(")
        if _EDGE_FOLLOWS.match(self.text, self.end) is None:
            return False
        if self.text[self.start : self.end].isdigit():
            listed = left.rstrip().endswith(",") and "et al" not in left
            return listed or not left.strip()
        return _TITLE_BEFORE.search(left) is None
