"""Written answers as a model might give them, with planted faults.

Sentences come from `tests/data/claims.jsonl`: for 121 papers of `docs/sample`, in 28 groups of
papers on one subject, honest paraphrases and plausible inventions, all written by hand. An
answer is about one group. Papers marked "kept" took no part in tuning the check.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.text.sentences import sentences
from retrieval.written.figures import figures
from retrieval.written.values import Source
from retrieval.written.wording import names

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
CLAIMS = ROOT / "tests" / "data" / "claims.jsonl"
PAPERS = ROOT / "docs" / "sample" / "papers.jsonl.gz"
FAULTY = 0.5  # of the sentences, about


class Kind(StrEnum):
    """What a sentence is."""

    PARAPHRASE = "honest paraphrase"
    COPY = "sentence of the abstract"
    QUOTING = "true quotation"
    BOTH = "two papers in one sentence"
    NUMBER = "wrong number"
    EXCHANGED = "number of another thing"
    PAPER = "wrong paper cited"
    QUOTATION = "invented quotation"
    RESULT = "invented result"
    CLAIM = "claim from another paper"
    RENAMED = "claim from another paper, renamed"
    MIXED = "half a claim from another paper"

    @property
    def sound(self) -> bool:
        """Whether it is to be shown."""
        return self in _SOUND


_SOUND = (Kind.PARAPHRASE, Kind.PARAPHRASE, Kind.PARAPHRASE, Kind.COPY, Kind.QUOTING, Kind.BOTH)
_FAULTS = tuple(kind for kind in Kind if kind not in _SOUND)


@dataclass(frozen=True)
class Claim:
    """What is said of one paper."""

    paper: dict[str, Any]
    group: int
    sound: tuple[str, ...]
    invented: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A sentence of an answer, as the model writes it."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Scripted:
    """One answer, and the papers that it is about."""

    sources: tuple[Source, ...]
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The whole answer."""
        return " ".join(line.text for line in self.lines)


def claims(which: str) -> list[Claim]:
    """The claims of a set, "tuned" or "kept"."""
    with gzip.open(PAPERS, "rt", encoding="utf-8") as file:
        papers = {row["id"]: row for row in map(json.loads, file)}
    rows = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    return [
        Claim(papers[row["id"]], row["group"], tuple(row["sound"]), tuple(row["invented"]))
        for row in rows
        if row["set"] == which
    ]


def answers(which: str, count: int, seed: int) -> list[Scripted]:
    """So many answers, the same ones for the same seed; every kind of fault as often."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice
    every = claims(which)
    groups = sorted({one.group for one in every})
    due: list[Kind] = []
    found = []
    for _ in range(count):
        group = chance.choice(groups)
        about = [one for one in every if one.group == group]
        chance.shuffle(about)
        others = [one for one in every if one.group != group]
        lines = []
        length = chance.randint(2, 5)
        faulty = max(1, sum(chance.random() < FAULTY for _ in range(length)))
        for at in range(length):
            if at < faulty:
                lines.append(_faulty(due, about, others, chance))
            else:
                lines.append(_sound(about, others, chance))
        chance.shuffle(lines)
        found.append(Scripted(tuple(_sources(about)), tuple(lines)))
    return found


def _sources(about: Sequence[Claim]) -> list[Source]:
    return [
        Source(n, one.paper["title"], one.paper["abstract"], " ".join(one.paper["authors"]))
        for n, one in enumerate(about, 1)
    ]


def _faulty(
    due: list[Kind], about: Sequence[Claim], others: Sequence[Claim], chance: random.Random
) -> Line:
    """The next kind of fault that these papers allow; the others stay due."""
    while True:
        for kind in due:
            line = _line(kind, about, others, chance)
            if line is not None:
                due.remove(kind)
                return line
        due += chance.sample(_FAULTS, len(_FAULTS))


def _sound(about: Sequence[Claim], others: Sequence[Claim], chance: random.Random) -> Line:
    while True:
        line = _line(chance.choice(_SOUND), about, others, chance)
        if line is not None:
            return line


def _line(
    kind: Kind, about: Sequence[Claim], others: Sequence[Claim], chance: random.Random
) -> Line | None:
    """A sentence of the kind, with its mark; None where these papers allow none."""
    for _ in range(50):
        n = chance.randrange(len(about))
        text = _text(kind, n, about, others, chance)
        if text:
            return Line(
                kind, text if kind is Kind.BOTH else _marked(text, _cited(kind, n, about, chance))
            )
    return None


def _cited(kind: Kind, n: int, about: Sequence[Claim], chance: random.Random) -> int:
    if kind is not Kind.PAPER:
        return n + 1
    return chance.choice([m for m in range(len(about)) if m != n]) + 1


def _marked(text: str, number: int) -> str:
    return f"{text.rstrip('.')} [{number}]."


def _text(  # noqa: C901, PLR0911 - one branch for each kind
    kind: Kind,
    n: int,
    about: Sequence[Claim],
    others: Sequence[Claim],
    chance: random.Random,
) -> str:
    own = about[n]
    said = chance.choice(own.sound)
    other = chance.choice([*others, *(one for one in about if one is not own)])
    abstract = own.paper["abstract"]
    match kind:
        case Kind.PARAPHRASE | Kind.PAPER:
            return said
        case Kind.COPY:
            return _piece(abstract, chance)
        case Kind.QUOTING:
            return f'According to the abstract, "{_words(abstract, chance)}"'
        case Kind.BOTH:
            m = chance.choice([m for m in range(len(about)) if m != n])
            second = _continued(chance.choice(about[m].sound).rstrip("."))
            return f"{said.rstrip('.')} [{n + 1}], whereas {second} [{m + 1}]."
        case Kind.NUMBER:
            return _misnumbered(said, abstract, chance)
        case Kind.EXCHANGED:
            return _exchanged(said, abstract, chance)
        case Kind.QUOTATION:
            return _misquoted(own, other, chance)
        case Kind.RESULT:
            return chance.choice(own.invented)
        case Kind.CLAIM:
            return chance.choice(chance.choice(others).sound)
        case Kind.RENAMED:
            return _renamed(chance.choice(other.sound), other, own)
        case Kind.MIXED:
            return mixed(said, chance.choice(other.sound))


def mixed(said: str, half: str) -> str:
    """Two claims as one sentence."""
    return f"{said.rstrip('.')}, and {half[0].lower()}{half[1:].rstrip('.')}"


def _continued(said: str) -> str:
    """A claim as it stands after "whereas": its first word small, unless it is a name."""
    first = re.match(r"[A-Z][a-z]*(?= )", said)
    return said[0].lower() + said[1:] if first else said


def _piece(abstract: str, chance: random.Random) -> str:
    """A sentence of the abstract as it stands."""
    spans = [(a, b) for a, b in sentences(abstract) if 60 <= b - a <= 300]
    if not spans:
        return ""
    start, end = chance.choice(spans)
    return abstract[start:end]


def _words(text: str, chance: random.Random) -> str:
    """Some words in a row, as they stand."""
    pieces = [text[a:b] for a, b in sentences(text)]
    words = chance.choice(pieces).split()
    length = min(len(words), chance.randint(5, 10))
    first = chance.randrange(len(words) - length + 1)
    return " ".join(words[first : first + length]).strip(".,;:()\"'")


def _misnumbered(said: str, abstract: str, chance: random.Random) -> str:
    """The sentence with one number changed to what no part of the abstract says."""
    found = [one for one in figures(said) if said[one.start].isdigit()]
    if not found:
        return ""
    one = chance.choice(found)
    written = re.match(r"[\d.,]*\d", said[one.start : one.end])
    if written is None:
        return ""
    digits = list(written[0])
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    at = chance.choice(places)
    digits[at] = chance.choice([c for c in "123456789" if c != digits[at]])
    new = "".join(digits)
    if new in abstract:
        return ""
    return f"{said[: one.start]}{new}{said[one.start + len(written[0]) :]}"


def _exchanged(said: str, abstract: str, chance: random.Random) -> str:
    """The sentence with one number changed to another of the same abstract and unit."""
    found = [one for one in figures(said) if said[one.start].isdigit()]
    if not found:
        return ""
    one = chance.choice(found)
    taken = {other.value for other in figures(said)}
    held = [
        other
        for other in figures(abstract)
        if other.unit == one.unit and other.value not in taken and abstract[other.start].isdigit()
    ]
    if not held:
        return ""
    other = chance.choice(held)
    return f"{said[: one.start]}{abstract[other.start : other.end]}{said[one.end :]}"


def _misquoted(own: Claim, other: Claim, chance: random.Random) -> str:
    """Words between marks that the paper does not have: another's, or turned a little."""
    if chance.random() < 1 / 3:
        return f'The authors write that "{_words(other.paper["abstract"], chance)}"'
    if chance.random() < 1 / 2:
        return f'The authors write that "{chance.choice(own.invented).rstrip(".").lower()}"'
    words = _words(own.paper["abstract"], chance).split()
    at = chance.randrange(len(words))
    new = chance.choice(["entirely", "hardly", "cheaper", "human", "random", "weaker", "never"])
    return f'The authors write that "{" ".join([*words[:at], new, *words[at + 1 :]])}"'


def _renamed(said: str, other: Claim, own: Claim) -> str:
    """Another paper's claim under this paper's name."""
    theirs = [
        one for one in names(said) if one.text in other.paper["title"] + other.paper["abstract"]
    ]
    ours = [one.text for one in names(own.paper["title"]) if any(c.isupper() for c in one.text[1:])]
    if not theirs or not ours:
        return ""
    return said.replace(theirs[0].text, ours[0])
