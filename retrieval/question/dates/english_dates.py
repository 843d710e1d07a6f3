"""Which of an English question's words ask for a period, and for which.

The form of the words says what they may mean (english_periods.py); what stands around
them says whether they mean it: "papers in 2017" asks for a year, "the 2017 transformer"
does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.question.dates import periods
from retrieval.question.dates.english_context import Around
from retrieval.question.dates.english_lengths import read_lengths
from retrieval.question.dates.english_periods import FLAGS, words_at
from retrieval.question.dates.period_rules import Form, Kind, Words, joined
from retrieval.question.dates.span import Span

if TYPE_CHECKING:
    import datetime as dt

_SINCE = (
    r"ever since|since|starting (?:in|from|on|with|at)|starting|beginning (?:in|from|on|with)"
    r"|as from|no older than|not older than|no earlier than|not earlier than|not before|on or after"
    r"|younger than"
)
_AFTER = r"after|later than|newer than|more recent than"
_BEFORE = r"before|prior to|earlier than|older than"
_UNTIL = (
    r"until|untill|till|til|up until|up to|up till|through|no later than|not later than|not after"
    r"|no newer than|on or before|by"
)
_IN = r"in|on|during|within|over|throughout|across|around|dated|dating from|of|for"
_LEAD = re.compile(
    r"(?<![\w'/.$#-])"
    rf"(?:(?:(?P<between>between)|(?P<since>{_SINCE})|(?P<after>{_AFTER})|(?P<before>{_BEFORE})"
    rf"|(?P<until>{_UNTIL})|(?P<from>from)|(?P<in>{_IN}))\b[ ]*"
    r"(?:the (?:years?|months? of|period|period from|period between|time)\b ?|years? )?)?"
    # What a period can begin with. Everything else is passed over without a closer look.
    r"(?=\d|the\b|a\b|an\b|q[1-4]|h[12]|this|these|last|past|most recent|recent|latest|previous"
    r"|preceding|current|to|yest|day|week|month|year|early|earlier|beginning|start|mid|late|end"
    r"|first|second|third|fourth|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|wen"
    r"|thu|fri|sat|sun|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fif|twen"
    r"|thirt|sixt|ninet|hund|couple|few|sev)",
    FLAGS,
)
_TO = re.compile(r" ?- ?| (?:to|till|until|up to|through|thru|and up to)(?: the)? ", FLAGS)
_AND = re.compile(r" (?:and|&|to|till|until|through|up to) | ?- ?", FLAGS)
_OR = re.compile(r",? (?:and|or|&) (?:in |from |on |during )?|, ", FLAGS)
_NOW = re.compile(r"(?:now|the present|present|date|this day|the current date)(?![\w-])", FLAGS)
_ONWARDS = re.compile(
    r",? (?:onwards?|on(?=\s*(?:$|[,;:.?!]))|forward|upwards?|and (?:later|newer|after|onwards?"
    r"|beyond)"
    r"|or (?:later|newer|after))(?![\w-])|(?<=\d)\+(?!\w)",
    FLAGS,
)
_EARLIER = re.compile(r",? (?:and|or) (?:earlier|before|older)(?![\w-])", FLAGS)
_ONLY = re.compile(r",? (?:only|alone|so far|inclusive)(?![\w-])", FLAGS)
_POSSESSIVE = re.compile(r"(?:'s|s'|s|')(?![\w-])", FLAGS)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A candidate: its lead ("since", "in", "" for none), its words, and their place."""

    lead: str
    words: Words
    start: int
    span: Span


def read_english(text: str, today: dt.date) -> list[Span]:
    """The spans of a plain text that ask for a period, those of lengths last.

    Raises:
        BadQuestion: a day is named that no calendar has.
    """
    spans: list[Span] = []
    place = 0
    while match := _LEAD.search(text, place):
        words = words_at(text, match.end(), today)
        if words is None:
            place = match.end() + 1
            continue
        reading = _reading(text, match, words, today)
        if reading is None:
            place = words.end
            continue
        joined = spans[-1].end if spans else None
        around = Around(text, reading.start, reading.span.end, joined)
        spans.append(replace(reading.span, start=around.start_with_verb()))
        place = reading.span.end
    return spans + [
        length
        for length in read_lengths(text, today)
        if all(length.end <= span.start or length.start >= span.end for span in spans)
    ]


def _reading(text: str, match: re.Match[str], words: Words, today: dt.date) -> _Reading | None:
    lead, start = match.lastgroup or "", match.start()
    found = _range(text, start, lead, words, today) or _single(text, start, lead, words)
    if found is None:
        return None
    possessive = _POSSESSIVE.match(text, found.span.end)
    around = Around(text, start, possessive.end() if possessive else found.span.end)
    if possessive:
        ok = around.papers_follow() and not text[possessive.start() - 1].isdigit()
    else:
        ok = around.allows(found.lead, found.words)
    if not ok:
        return None
    only = _ONLY.match(text, around.end)
    return replace(found, span=replace(found.span, end=only.end() if only else around.end))


def _range(text: str, start: int, lead: str, words: Words, today: dt.date) -> _Reading | None:
    """Read "between A and B", "from A to B", "A to B", "in A or B", "since A until B"."""
    joint = _AND if lead == "between" else _TO
    if lead in {"between", "from", "in", "since", ""} and (match := joint.match(text, words.end)):
        now = _NOW.match(text, match.end())
        last = _today(now.end(), today) if now else words_at(text, match.end(), today)
        if last and (lead == "between" or not match[0].startswith(" and ")):
            whole = joined(words, last)
            span = Span(start, last.end, whole.first, whole.last)
            widest = words if words.kind is Kind.YEAR else last
            return _Reading(
                lead if lead != "since" else "from", replace(widest, end=last.end), start, span
            )
    if lead in {"in", "from", ""} and (match := _OR.match(text, words.end)):
        other = words_at(text, match.end(), today)
        if other and other.kind is words.kind:
            whole = joined(words, other)
            return _Reading(
                lead,
                replace(other, form=Form.OTHER),
                start,
                Span(start, other.end, whole.first, whole.last),
            )
    return None


def _today(end: int, today: dt.date) -> Words:
    return Words(periods.day(today), end, Kind.RELATIVE)


def _single(text: str, start: int, lead: str, words: Words) -> _Reading | None:
    first, last, end = words.period.first, words.period.last, words.end
    if lead == "between":
        return None
    if lead in {"from", "in", ""} and (match := _ONWARDS.match(text, end)):
        return _Reading("since", words, start, Span(start, match.end(), first, None))
    if lead in {"from", "in", ""} and (match := _EARLIER.match(text, end)):
        return _Reading("until", words, start, Span(start, match.end(), None, last))
    bounds = {
        "since": (first, None),
        "after": (periods.day_after(last), None),
        "before": (None, periods.day_before(first)),
        "until": (None, last),
    }
    return _Reading(lead, words, start, Span(start, end, *bounds.get(lead, (first, last))))
