"""Whether a sentence says the contrary of a paper: more for less, without for with.

Rules over words, no grammar: each finds one way of turning a claim round that leaves all its
words standing in the abstract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.written.directions import AGAINST, CARRY, SWEEPING, Direction
from retrieval.written.reading import DENYING, tells
from retrieval.written.wording import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.written.reading import Read

_TURNED = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}  # of numbers
_ABOUT = 3  # words beside a direction that tell of what it is said
_LIKELY, _SURELY = 2, 3  # of them that a paper must have near to speak of the same thing
_AROUND = 7  # words beside these in the paper within which it must stand
_NEAR = 5  # words on each side of a denied one that tell of what it is said
_FEW = 4  # a claim of so few words is too short to ask for that


def ways_missing(
    claim: Sequence[Read], source: Sequence[Read], *, only: Direction | None = None
) -> list[str]:
    """Words of the claim that point a way in which nothing in the source points.

    Args:
        claim: the sentence to check.
        source: sentences of a paper.
        only: look at this direction alone; otherwise at all but superlatives and "all".
    """
    held = {way for word in source for way in word.ways}
    stems = {word.stem for word in source}
    missing = []
    for word in claim:
        ways = word.ways & {only} if only else word.ways - SWEEPING
        if ways and word.stem not in stems and not any(CARRY[way] & held for way in ways):
            missing.append(word.text)
    return missing


def ways_turned(
    claim: Sequence[Read], sources: Sequence[Sequence[Read]], *, surely: bool = False
) -> list[str]:
    """Words of the claim that point against what a paper says of the same thing.

    Args:
        claim: the sentence to check.
        sources: the sentences of a paper.
        surely: ask for more words that both speak of, and that no sentence of the paper with any
            of them points the claim's way: a paraphrase may have its reasons from elsewhere.
    """
    turned = []
    for at, word in enumerate(claim):
        ways = word.ways - SWEEPING
        about = {w.stem for w in claim[max(0, at - _ABOUT) : at + _ABOUT + 1] if tells(w)}
        if not ways or not about or word.negated or _bounds(claim, at):
            continue
        said = _said_of(about, sources, _SURELY if surely else _LIKELY, _AROUND)
        held = _said_of(about, sources, 1, len(max(sources, key=len))) if surely else said
        carried = any(held & CARRY[way] for way in ways)
        if not carried and any(said & AGAINST[way] for way in ways):
            turned.append(word.text)
    return turned


def numbers_turned(claim: Sequence[Read], sources: Sequence[Sequence[Read]]) -> list[str]:
    """Words that have a number go up where a paper has it go down, or the other way round."""
    turned = []
    for at, word in enumerate(claim):
        ways = word.ways & _TURNED.keys()
        if not ways or word.negated or _bounds(claim, at):
            continue
        numbers = {w.text for w in _beside(claim, at) if w.text[0].isdigit()}
        said = {
            way
            for source in sources
            for i, other in enumerate(source)
            if other.text in numbers
            for near in _beside(source, i)
            for way in near.ways
        }
        carried = any(said & CARRY[way] for way in ways)
        if not carried and any(_TURNED[way] in said for way in ways):
            turned.append(word.text)
    return turned


def _beside(words: Sequence[Read], at: int) -> Sequence[Read]:
    return words[max(0, at - _ABOUT) : at + _ABOUT + 1]


def _bounds(claim: Sequence[Read], at: int) -> bool:
    """Whether the word belongs to a number: "by more than 66%" says nothing of more."""
    following = [word.text for word in claim[at + 1 : at + 3]]
    return following[:1] == ["than"] and following[-1][0].isdigit()


def _said_of(
    about: set[str], sources: Sequence[Sequence[Read]], enough: int, around: int
) -> set[Direction]:
    """The directions that stand near so many of these words, or all where there are fewer."""
    said: set[Direction] = set()
    for source in sources:
        places = [at for at, word in enumerate(source) if word.stem in about]
        if len({source[at].stem for at in places}) < min(enough, len(about)):
            continue
        for at in places:
            for word in source[max(0, at - around) : at + around + 1]:
                said |= word.ways
    return said


def negations_turned(
    claim: Sequence[Read], source: Sequence[Read], *, surely: bool = False
) -> list[str]:
    """Words that the claim denies and the source never does, or the other way round.

    Args:
        claim: the sentence to check.
        source: the words of a paper.
        surely: ask for two words beside it that both have, not one.
    """
    turned = []
    enough = _LIKELY if surely else 1
    long = sum(map(tells, claim)) > _FEW
    for at, word in enumerate(claim):
        if not word.text[0].isalpha() or word.text in STOPWORDS | DENYING:
            continue
        places = [i for i, other in enumerate(source) if other.stem == word.stem]
        if long and not any(len(_about(claim, at) & _about(source, i)) >= enough for i in places):
            continue  # one word alone, said of something else
        same = [source[i].negated for i in places]
        against = not word.negated if word.negated is not None else None
        if same and against is not None and all(negated is against for negated in same):
            turned.append(word.text)
    return turned


def _about(words: Sequence[Read], at: int) -> set[str]:
    """The words near a place that tell of what it speaks."""
    near = [*words[max(0, at - _NEAR) : at], *words[at + 1 : at + _NEAR + 1]]
    return {word.stem for word in near if tells(word)} - {words[at].stem}
