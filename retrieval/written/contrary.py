"""Whether a sentence says the contrary of a paper: more for less, without for with, B before A.

Rules over words, no grammar: each finds one way of turning a claim round that leaves all its
words standing in the abstract.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.written.wording import STOPWORDS, each, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*(?:\.\d+)*|[.,;:!?()+]")
_NEGATORS = each(
    "no not never without cannot neither nor none hardly rarely unlike avoid avoids "
    "avoided avoiding avoidance bypassing bypass eliminate eliminates eliminating lack "
    "lacks lacking fail fails failed failing prevent prevents preventing refuse absence "
    "instead don't doesn't didn't isn't aren't won't can't couldn't wasn't weren't "
    "nothing rather zero don’t doesn’t didn’t isn’t aren’t won’t can’t couldn’t wasn’t weren’t"
)
# "limitations of metrics to capture it": neither denied nor affirmed
_DOUBTED = each(
    "limitation limitations struggle struggles struggled struggling difficult difficulty hard "
    "unclear underexplored overlook overlooks overlooking ignore ignores ignoring"
)
_ENDS_SCOPE = each(
    ". ; : ! ? ( ) but while whereas although and which that when if because since for"
)
# A sentence with one of these may speak of what others did, and deny or affirm it of them.
_OTHERS = each(
    "existing previous previously conventional traditional typically often usually "
    "however currently unlike although despite frequently"
)
_NEEDS = each("need needs needed")
# "small language models" are a kind of models, and nothing that became less
_SIZES, _MODELS = each("small large smaller larger"), each("model models llm llms slm slms")
_SCOPE = 2  # words that a negation reaches for certain
_DOUBT = 4  # and as many after them that it may reach


class Direction(StrEnum):
    """Which way a word points."""

    UP = "up"
    DOWN = "down"
    GAIN = "gain"
    GOOD = "good"
    BAD = "bad"
    FAST = "fast"
    SLOW = "slow"
    EASY = "easy"
    HARD = "hard"
    TOP = "top"
    ALL = "all"
    ONLY = "only"


_WORDS: dict[Direction, str] = {
    Direction.UP: (
        "increase raise rise grow growth higher high more larger large greater add additional "
        "double triple expand extend elevate exceed extra maximize multiply amplify longer deeper"
    ),
    Direction.DOWN: (
        "decrease reduce reduction lower low fall drop less fewer smaller small cut shrink halve "
        "minimize few fraction diminish decline lessen curb short shorter mitigate alleviate limit "
        "save suppress compress lightweight cheaper shallow shallower under remove"
    ),
    Direction.GAIN: (
        "improve improvement better outperform surpass exceed beat superior superiority win "
        "enhance boost gain raise advantage excel advance restore recover benefit strengthen"
    ),
    Direction.GOOD: (
        "robust robustness success succeed successful strong stronger effective effectiveness well "
        "competitive accurate reliable capable promising stable state-of-the-art comparable high "
        "efficient helpful consistent"
    ),
    Direction.BAD: (
        "worse underperform degrade degradation harm hurt fail failure struggle lose loss poor "
        "poorly weak weaker behind inferior break brittle vulnerable vulnerability deficiency "
        "deficient exploitable suffer collapse inaccurate unreliable overconfident drop limitation "
        "miss regression lag wrong unable compromise defeat unfaithful forget self-defeating"
    ),
    Direction.FAST: (
        "fast faster accelerate speed speedup quick quickly quicker efficient efficiency sooner "
        "rapid"
    ),
    Direction.SLOW: "slow slower slowdown delay",
    Direction.EASY: "easy easier easily simple simpler simplify straightforward ease",
    Direction.HARD: "hard harder difficult difficulty challenging challenge struggle complex",
    Direction.TOP: (
        "best worst largest highest lowest least strongest weakest easiest hardest fastest slowest "
        "smallest leading leads state-of-the-art sota longest"
    ),
    Direction.ALL: (
        "all every always entirely completely perfectly none nothing both across consistently "
        "reliably entire fully generally never each any whole"
    ),
    Direction.ONLY: "only alone solely just merely purely single",
}


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_STEMS: dict[Direction, frozenset[str]] = {way: _stems(words) for way, words in _WORDS.items()}
# What else in a paper carries a direction.
_CARRY: dict[Direction, set[Direction]] = {
    Direction.UP: {Direction.UP, Direction.GAIN},
    Direction.DOWN: {Direction.DOWN},
    Direction.GAIN: {Direction.GAIN, Direction.UP, Direction.TOP, Direction.GOOD},
    Direction.GOOD: {Direction.GOOD, Direction.GAIN, Direction.TOP},
    Direction.BAD: {Direction.BAD, Direction.HARD},
    Direction.FAST: {Direction.FAST, Direction.DOWN},
    Direction.SLOW: {Direction.SLOW},
    Direction.EASY: {Direction.EASY, Direction.GAIN},
    Direction.HARD: {Direction.HARD, Direction.BAD},
    Direction.TOP: {Direction.TOP},
    Direction.ALL: {Direction.ALL},
    Direction.ONLY: {Direction.ONLY},
}
_AGAINST: dict[Direction, set[Direction]] = {
    Direction.UP: {Direction.DOWN},
    Direction.DOWN: {Direction.UP, Direction.GAIN},
    Direction.GAIN: {Direction.BAD},
    Direction.GOOD: {Direction.BAD, Direction.HARD},
    Direction.BAD: {Direction.GAIN, Direction.GOOD},
    Direction.FAST: {Direction.SLOW},
    Direction.SLOW: {Direction.FAST},
    Direction.EASY: {Direction.HARD},
    Direction.HARD: {Direction.EASY},
}
_OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
_STRICT = {Direction.TOP, Direction.ALL, Direction.ONLY}
_ABOUT = 3  # words beside a direction that tell of what it is said
_LIKELY, _SURELY = 2, 3  # of them that a paper must have near to speak of the same thing
_AROUND = 7  # words beside these in the paper within which it must stand
_ALONE = frozenset(
    stem(word) for word in ["outperform", "surpass", "exceed", "beat", "underperform"]
)
_NEAR = 5  # words on each side of a denied one that tell of what it is said
_FEW = 4  # a claim of so few words is too short to ask for that
_AMOUNTS = each("less more fewer")
_NO_COMPARISON = each("rather other")
_COMPARES = each(
    "than outperform outperforms outperforming outperformed surpass surpasses surpassing surpassed "
    "exceed exceeds exceeding exceeded beat beats compared comparing comparison relative against "
    "versus vs over superior inferior unlike while whereas improve improves improvement "
    "underperform underperforms more less lower higher better worse best matching matches"
)
_BETTER = _stems("outperform surpass exceed beat better superior higher faster best")
_WORSE = frozenset(
    stem(word) for word in ["underperform", "worse", "inferior", "lower", "slower", "less"]
)


@dataclass(frozen=True, slots=True)
class Read:
    """One word of a text as these rules see it."""

    text: str
    stem: str
    negated: bool | None  # None: it may be
    ways: frozenset[Direction]


def read(text: str) -> list[Read]:
    """The words of a text with their directions, and whether a negation reaches them."""
    tokens = [token.lower() for token in _TOKEN.findall(text.replace("out-perform", "outperform"))]
    found: list[Read] = []
    left = 0  # words that a negation still reaches, those in doubt among them
    for at, token in enumerate(tokens):
        if token in _ENDS_SCOPE:
            left = 0
        elif token == "," and left:  # noqa: S105 - a comma
            left = _SCOPE + _DOUBT if _goes_on(tokens[at + 1 : at + 9]) else 0
        negated = None if 0 < left <= _DOUBT else left > 0
        word, _, last = token.rpartition("-")
        if (word and last == "free") or tokens[at + 1 : at + 2] == ["free"]:
            token, negated = word if last == "free" else token, True  # noqa: PLW2901 - "training-free"
        key = stem(token)
        if token in _NEEDS and (negated or {"not", "no"} & set(tokens[at + 1 : at + 2])):
            negated = None  # "need not be", "needs no labels", "avoids the need": others are denied
        of_models = token in _SIZES and bool(_MODELS & set(tokens[at + 1 : at + 4]))
        found.append(Read(token, key, negated, frozenset() if of_models else _ways_of(key)))
        if token not in STOPWORDS:
            left = max(0, left - 1)
        if token in _NEGATORS and tokens[at + 1 : at + 2] not in (["more"], ["less"], ["longer"]):
            left = _DOUBT if tokens[max(0, at - 1)] in _NEEDS else _SCOPE + _DOUBT
        elif token in _DOUBTED:
            left = max(left, _DOUBT)
    return found


def _ways_of(key: str) -> frozenset[Direction]:
    return frozenset(way for way, stems in _STEMS.items() if key in stems)


def _goes_on(following: Sequence[str]) -> bool:
    """Whether a list goes on after a comma: "no retrievers, priors, or retraining"."""
    for token in following:
        if token in {"or", "nor"}:
            return True
        if token in _ENDS_SCOPE:
            return False
    return False


def own(source: Sequence[Read]) -> bool:
    """Whether a sentence of an abstract speaks of this work and not of others'."""
    return not any(word.text in _OTHERS for word in source)


def spoken(claim: Sequence[Read], pieces: Sequence[Sequence[Read]]) -> list[Read]:
    """The words of a paper that a claim's negations are to be looked for in.

    A claim about this work is not laid beside what the abstract says of others'.
    """
    pieces = [words for words in pieces if own(words)] if own(claim) else pieces
    return [word for words in pieces for word in words]


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
        ways = word.ways & {only} if only else word.ways - _STRICT
        if ways and word.stem not in stems and not any(_CARRY[way] & held for way in ways):
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
        ways = word.ways - _STRICT
        about = {w.stem for w in claim[max(0, at - _ABOUT) : at + _ABOUT + 1] if _tells(w)}
        if not ways or not about or word.negated or _bounds(claim, at):
            continue
        said = _said_of(about, sources, _SURELY if surely else _LIKELY, _AROUND)
        held = _said_of(about, sources, 1, len(max(sources, key=len))) if surely else said
        carried = any(held & _CARRY[way] for way in ways)
        if not carried and any(said & _AGAINST[way] for way in ways):
            turned.append(word.text)
    return turned


def numbers_turned(claim: Sequence[Read], sources: Sequence[Sequence[Read]]) -> list[str]:
    """Words that have a number go up where a paper has it go down, or the other way round."""
    turned = []
    for at, word in enumerate(claim):
        ways = word.ways & _OPPOSITE.keys()
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
        carried = any(said & _CARRY[way] for way in ways)
        if not carried and any(_OPPOSITE[way] in said for way in ways):
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
    long = sum(map(_tells, claim)) > _FEW
    for at, word in enumerate(claim):
        if not word.text[0].isalpha() or word.text in STOPWORDS | _NEGATORS:
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
    return {word.stem for word in near if _tells(word)} - {words[at].stem}


def comparison_turned(claim: Sequence[Read], source: Sequence[Read]) -> bool:
    """Whether claim and source compare the same two things, the other way round."""
    return any(
        _crossed(ours, theirs) for ours in _comparisons(claim) for theirs in _comparisons(source)
    )


def comparisons_missing(claim: Sequence[Read], sources: Sequence[Sequence[Read]]) -> int:
    """How many comparisons the claim makes between what no sentence of a paper compares."""
    told = [
        ({w.stem for w in source if _tells(w)}, any(w.text in _COMPARES for w in source))
        for source in sources
    ]
    missing = 0
    for left, right in _likened(claim):
        held = (stems for stems, compares in told if compares)
        missing += not any((stems & left or not left) and stems & right for stems in held)
    return missing


def _likened(words: Sequence[Read]) -> Iterable[tuple[set[str], set[str]]]:
    """What stands before and after "than" and its like, where it is no number's."""
    for at, word in enumerate(words[:-1]):
        alone = word.stem in _ALONE
        if not alone and (word.text != "than" or words[at - 1].text in _NO_COMPARISON):
            continue
        if words[at + 1].text[0].isdigit() or words[at + 1].text == "by":
            continue
        left = {w.stem for w in words[:at] if _tells(w)}
        right = {w.stem for w in words[at + 1 :] if _tells(w)}
        yield left, right


def _comparisons(words: Sequence[Read]) -> Iterable[tuple[set[str], set[str]]]:
    """(what is said to be better, what worse), as far as words left and right tell."""
    texts = [word.text for word in words]
    for at, word in enumerate(words):
        if word.stem not in _BETTER | _WORSE or word.negated:
            continue
        begin = at + 1
        if word.stem not in _ALONE:
            if "than" not in texts[at : at + 8]:
                continue
            begin = texts.index("than", at) + 1
            if texts[begin - 2] in _AMOUNTS and begin - 2 > at:
                continue  # "better results with less than 1%"
        left = _compared(words[max(0, at - 10) : at][::-1])
        right = _compared(words[begin : begin + 10])
        yield (left, right) if word.stem in _BETTER else (right, left)


def _compared(words: Sequence[Read]) -> set[str]:
    """What stands on one side, up to where the clause ends."""
    found = set()
    for word in words:
        if word.text in _ENDS_SCOPE | {","}:
            break
        if _tells(word):
            found.add(word.stem)
    return found


def _tells(word: Read) -> bool:
    return word.text not in STOPWORDS and word.text[0].isalpha() and not word.ways


def _crossed(ours: tuple[set[str], set[str]], theirs: tuple[set[str], set[str]]) -> bool:
    rising, falling = ours[0] & theirs[1], ours[1] & theirs[0]
    straight = len(ours[0] & theirs[0]) + len(ours[1] & theirs[1])
    return bool(rising and falling) or len(rising) + len(falling) > straight
