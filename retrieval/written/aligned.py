"""A sentence that is nearly the paper's own, with one word exchanged for another that it is not.

The sentence is laid word for word beside each sentence of the paper. Where the words on both sides
of a gap are the same, what stands in the gap must not be the opposite ("low" for "high"), another
number, or another of the paper's names; and no "not" may have come or gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from retrieval.written.figures import figures
from retrieval.written.opposites import are_opposite
from retrieval.written.reading import NEGATORS
from retrieval.written.wording import STOPWORDS, each, names, squashed, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.written.figures import Figure

_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:'[a-z]+)?%?")
_WIDEST = 3  # words of a gap on each side
_REACH = 6  # words beside a gap that are counted
_ENOUGH = 3  # of them that must be the same
_NAMES_ENOUGH = 4  # the same for a name, for which there are more honest reasons
_LISTS = each("and or as well both versus vs between with similar same equal")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence cut into words, hyphens or not, with its names and numbers in their places."""

    tokens: tuple[_Token, ...]
    names: dict[int, str]  # index of a name's first word: the name, letters and digits alone
    figures: dict[int, Figure]  # index of a number's first word

    @property
    def stems(self) -> list[str]:
        """What is compared."""
        return [token.stem for token in self.tokens]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where both differ, and how much beside it is the same."""

    ours: range
    theirs: range
    beside: int  # words on both sides, up to `_REACH` each


def line(text: str) -> Line:
    """Read a sentence."""
    text = text.replace("’", "'")
    tokens = tuple(_Token(m[0], stem(m[0]), *m.span()) for m in _TOKEN.finditer(text))
    at = {place: i for i, token in enumerate(tokens) for place in range(token.start, token.end)}
    named = {at[one.start]: squashed(one.text) for one in names(text) if one.start in at}
    counted = {at[one.start]: one for one in figures(text) if one.start in at}
    return Line(tokens, named, counted)


def exchanged_words(claim: Line, sources: Sequence[Line]) -> Iterator[str]:
    """The words of a claim that stand where the paper has their opposite, or other numbers, names.

    A word that another sentence of the paper has in as fitting a place is left alone.
    """
    laid = [(source, *_laid(claim, source)) for source in sources]
    for source, gaps, _ in laid:
        for gap in gaps:
            held = max((kept.get(i, 0) for _, _, kept in laid for i in gap.ours), default=0)
            if gap.beside >= max(_ENOUGH, held + 1) and (words := _wrong(claim, source, gap)):
                yield words


def _laid(claim: Line, source: Line) -> tuple[list[_Gap], dict[int, int]]:
    """The gaps; and how much beside each word of the claim stands in the source, as it does."""
    matcher = SequenceMatcher(None, claim.stems, source.stems, autojunk=False)
    codes = matcher.get_opcodes()
    gaps: list[_Gap] = []
    kept: dict[int, int] = {}
    for n, (tag, i1, i2, j1, j2) in enumerate(codes):
        left, right = (codes[n - 1] if n else None), (codes[n + 1] if n + 1 < len(codes) else None)
        if tag == "equal":
            kept |= {i: min(_REACH, i - i1) + min(_REACH, i2 - i - 1) for i in range(i1, i2)}
        elif i2 - i1 <= _WIDEST and j2 - j1 <= _WIDEST:
            gaps.append(_Gap(range(i1, i2), range(j1, j2), _same(left) + _same(right)))
    return gaps, kept


def _same(code: tuple[str, int, int, int, int] | None) -> int:
    """How many words of a stretch that is the same are looked at."""
    return min(_REACH, code[2] - code[1]) if code is not None else 0


def _wrong(claim: Line, source: Line, gap: _Gap) -> str:
    """The words of the claim in a gap that say another thing than the source's; or nothing."""
    ours = [claim.tokens[i] for i in gap.ours]
    theirs = [source.tokens[j] for j in gap.theirs]
    for one in ours:
        if any(are_opposite(one.text.lower(), other.text.lower()) for other in theirs):
            return one.text
    if _denied(ours) != _denied(theirs) and _left(ours) == _left(theirs):
        return next((one.text for one in ours if one.text.lower() in NEGATORS), "not")
    return _another_number(claim, source, gap) or _another_name(claim, source, gap)


def _denied(tokens: Sequence[_Token]) -> bool:
    return sum(token.text.lower() in NEGATORS for token in tokens) % 2 == 1


def _left(tokens: Sequence[_Token]) -> set[str]:
    """What else stands there: who leaves out "no training" as a whole denies nothing."""
    joining = STOPWORDS | NEGATORS
    return {token.stem for token in tokens if token.text.lower() not in joining}


def _another_number(claim: Line, source: Line, gap: _Gap) -> str:
    own = [claim.figures[i] for i in gap.ours if i in claim.figures]
    held = [source.figures[j] for j in gap.theirs if j in source.figures]
    if len(own) == len(held) == 1 and not own[0].carried_by(held[0]):
        return claim.tokens[next(i for i in gap.ours if i in claim.figures)].text
    return ""


def _another_name(claim: Line, source: Line, gap: _Gap) -> str:
    own = [claim.names[i] for i in gap.ours if i in claim.names]
    held = [source.names[j] for j in gap.theirs if j in source.names]
    if len(own) != 1 or len(held) != 1 or gap.beside < _NAMES_ENOUGH:
        return ""
    (ours,), (theirs,) = own, held
    if ours in theirs or theirs in ours or ours not in source.names.values():
        return ""
    around = {
        token.text.lower() for token in claim.tokens[max(0, gap.ours.start - 2) : gap.ours.stop + 2]
    }
    return "" if around & _LISTS else claim.tokens[gap.ours.start].text
