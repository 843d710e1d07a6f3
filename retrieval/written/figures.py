"""Numbers in running text: what they say, and whether a paper says the same.

A number is read with its unit, so that "4.5x" does not carry "4.5%", and with the words before
it, so that "about 96%" is carried by "95.7%" and "under 77%" is not carried by "over 77%".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNIT = (
    r"\\?%|per\s?cent\b|percentage\s+points?\b|points?\b|×|x\b|times\b|fold\b|"
    r"[kK]\b|[MBT]\b|thousand\b|million\b|billion\b|trillion\b|"
    r"[KMGT]i?B\b|ms\b|milliseconds?\b|s\b|seconds?\b|minutes?\b|hours?\b|days?\b|weeks?\b|"
    r"months?\b|years?\b"
)
_NUMBER = re.compile(
    # not inside a name: "GPT-4", "RTX3090", "v1.5"; "4B" of "Qwen3-4B" is a name's as well
    r"(?<![\w.])(?<![A-Za-z0-9][-–/@_])"
    r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:[-\s{{}}$~]{{0,3}}(?P<unit>{_UNIT}))?"
    r"(?![A-Za-z0-9]|[-–]?[A-Z]\w)(?!\.\d)"
)
# A model's size in its name, which a sentence may tell alone: "OmniV-Med-1.5B".
_SIZE = re.compile(r"(?<=[-_])(?P<value>\d+(?:\.\d+)?)(?P<unit>[KMBT])(?![A-Za-z0-9])")
# The second number of a range: "16-36%", "5--11%".
_RANGE = re.compile(
    rf"(?<=\d)(?:-{{1,2}}|–)(?P<value>\d+(?:\.\d+)?)(?:\s?(?P<unit>{_UNIT}))?(?!\w)"
)
_SCALE = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "million": 6,
    "b": 9,
    "billion": 9,
    "t": 12,
    "trillion": 12,
}
_TIME = {"s": "second", "ms": "millisecond"}
_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_COUNTS = {word: Decimal(n) for n, word in enumerate(_WORDS.split(), 2)}
_COUNTS |= {word: Decimal(10 * n) for n, word in enumerate(_TENS.split(), 2)}
_COUNTS |= {
    f"{ten}-{one}": _COUNTS[ten] + n
    for ten in _TENS.split()
    for n, one in enumerate(["one", *_WORDS.split()[:8]], 1)
}
_MANY = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_MANIFOLD = (
    (re.compile(r"\b(?:doubl(?:e[sd]?|ing)|twice|twofold)\b", re.IGNORECASE), Decimal(2)),
    (re.compile(r"\b(?:tripl(?:e[sd]?|ing)|thrice|threefold)\b", re.IGNORECASE), Decimal(3)),
    (re.compile(r"\b(?:quadrupl(?:e[sd]?|ing)|fourfold)\b", re.IGNORECASE), Decimal(4)),
    (re.compile(r"\bfivefold\b", re.IGNORECASE), Decimal(5)),
    (re.compile(r"\btenfold\b", re.IGNORECASE), Decimal(10)),
    (re.compile(r"\bhundredfold\b", re.IGNORECASE), Decimal(100)),
    (re.compile(r"\b(?:half|halv(?:e[sd]?|ing))\b", re.IGNORECASE), Decimal("0.5")),
)
# "seven", "seven million", "twenty-five", "a hundred": the longest first
_COUNT = re.compile(
    rf"\b(?:(?P<count>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}|one)[\s-](?P<many>"
    rf"{'|'.join(_MANY)})|(?P<alone>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}"
    r"|(?<!\d )(?<!\d-)(?:dozen|hundred)))\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|approximately|circa|some|close\s+to|just)\s+$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over|above|exceed\w*|more\s+than|greater\s+than|higher\s+than|at\s+least)\s+$"
    r"|[>≥]\s*$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:under|below|less\s+than|fewer\s+than|lower\s+than|at\s+most|within|only)\s+$|[<≤]\s*$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:to|and|or|-{1,2}|–)\s*")
_BEFORE = 24  # characters that a qualifying phrase may take


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text."""

    value: Decimal
    unit: str  # "%", "x" (a factor), "points", "gb", "millisecond", ...; "" without one
    start: int
    end: int
    bound: str = ""  # "about", "over", "under"
    digits: int = 0  # decimals as written

    def carried_by(self, other: Figure) -> bool:
        """Whether the other number, of a paper, says what this one says."""
        if {self.bound, other.bound} == {"over", "under"}:
            return False
        theirs = other.value
        if self.unit != other.unit and self.unit and other.unit:
            if {self.unit, other.unit} != {"%", "x"}:
                return False
            # "half" and "50%"; "2x" and "100%" are not the same thing
            ours = self.value * 100 if self.unit == "x" else self.value
            theirs = theirs * 100 if other.unit == "x" else theirs
            return ours == theirs <= 50  # noqa: PLR2004 - a half
        if self.unit == "%" and not other.unit and theirs <= 1 and self.value == theirs * 100:
            return True
        return self.value == theirs or self._rounds(theirs)

    def _rounds(self, value: Decimal) -> bool:
        if not self.bound:
            return False
        step = Decimal(1).scaleb(-self.digits)
        modes = {"about": ROUND_HALF_UP, "over": ROUND_FLOOR, "under": ROUND_CEILING}
        return value.quantize(step, rounding=modes[self.bound]) == self.value


def figures(text: str, *, sizes: bool = False) -> list[Figure]:
    """The numbers of a text in order, number words and factors ("twice") among them.

    Args:
        text: running text.
        sizes: read also the sizes that stand in the names of models.
    """
    numbers = list(_NUMBER.finditer(text))
    ends = {match.end() for match in numbers}
    ranges = [match for match in _RANGE.finditer(text) if match.start() in ends]
    names = list(_SIZE.finditer(text)) if sizes else []
    found = [_figure(match, text) for match in (*numbers, *ranges, *names)]
    found += [
        Figure(_counted(m), "", *m.span(), _bound(text, m.start())) for m in _COUNT.finditer(text)
    ]
    found += [
        Figure(factor, "x", *m.span(), _bound(text, m.start()))
        for pattern, factor in _MANIFOLD
        for m in pattern.finditer(text)
    ]
    return _with_shared_units(sorted(found, key=lambda one: one.start), text)


def _with_shared_units(found: list[Figure], text: str) -> list[Figure]:
    """The first number of "0.5 to 9 billion" has the unit of the second."""
    for at, (one, other) in enumerate(pairwise(found)):
        joined = _JOINED.fullmatch(text, one.end, other.start)
        unit = re.search(r"[A-Za-z%\\]+$", text[other.start : other.end].strip())
        if joined and unit and text[one.end - 1].isdigit() and not one.unit:
            name = unit[0].lower()
            if name in _SCALE:
                found[at] = replace(one, value=one.value.scaleb(_SCALE[name]))
            elif other.unit:
                found[at] = replace(one, unit=other.unit)
    return found


def missing(claimed: Sequence[Figure], held: Sequence[Figure]) -> list[Figure]:
    """The claimed numbers that none of a paper's numbers carries."""
    return [one for one in claimed if not any(one.carried_by(other) for other in held)]


def _counted(match: re.Match[str]) -> Decimal:
    """A number in words."""
    if match["many"]:
        count = match["count"].lower()
        return _COUNTS.get(count, Decimal(1)) * _MANY[match["many"].lower()]
    alone = match["alone"].lower()
    return _COUNTS[alone] if alone in _COUNTS else _MANY[alone]


def _figure(match: re.Match[str], text: str) -> Figure:
    written = match["value"].replace(",", "")
    unit = " ".join((match["unit"] or "").lower().split())
    value = Decimal(written)
    if unit in _SCALE:
        value, unit = value.scaleb(_SCALE[unit]), ""
    digits = len(written.partition(".")[2])
    return Figure(value, _named(unit), *match.span(), _bound(text, match.start()), digits)


def _named(unit: str) -> str:
    if unit in {"\\%", "%", "percent", "per cent"}:
        return "%"
    if unit in {"x", "×", "times", "fold"}:
        return "x"
    if unit.endswith(("point", "points")):
        return "points"
    return _TIME.get(unit, unit.rstrip("s") if len(unit) > 2 else unit)  # noqa: PLR2004 - "gb"


def _bound(text: str, start: int) -> str:
    before = text[max(0, start - _BEFORE) : start]
    for name, pattern in (("about", _ABOUT), ("over", _OVER), ("under", _UNDER)):
        if pattern.search(before):
            return name
    return ""
