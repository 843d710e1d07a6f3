"""Which way words point: more or less, better or worse, quick or slow."""

from __future__ import annotations

from enum import StrEnum

from retrieval.written.wording import stems


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
_STEMS: dict[Direction, frozenset[str]] = {way: stems(words) for way, words in _WORDS.items()}
# What else in a paper carries a direction.
CARRY: dict[Direction, set[Direction]] = {
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
# What in a paper speaks against a direction.
AGAINST: dict[Direction, set[Direction]] = {
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
# Nothing is the contrary of these; what lacks them in a paper may be said too sweepingly.
SWEEPING = {Direction.TOP, Direction.ALL, Direction.ONLY}


def ways_of(word_stem: str) -> frozenset[Direction]:
    """The directions in which a word points, most in none, by its stem."""
    return frozenset(way for way, its in _STEMS.items() if word_stem in its)
