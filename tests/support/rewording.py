"""Sentences of real abstracts, reworded honestly or turned round by rules.

The papers are those of `docs/sample` that `tests/data/claims.jsonl` says nothing of. No weight and
no limit of the check was fitted to them.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.text.sentences import sentences
from retrieval.written.values import Source
from retrieval.written.wording import names
from tests.support.planting import CLAIMS, PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Rule = tuple[str, str]  # a pattern, and what stands in its place

SHORTEST, LONGEST = 50, 320  # characters of a sentence
_COUNTS = "two three four five six seven eight nine ten"


def _words(pairs: str) -> list[Rule]:
    """The rules "a|b, c|d" over whole words; "_" is a space."""
    both = [pair.strip().replace("_", " ").split("|") for pair in pairs.split(",")]
    return [(rf"\b{one}\b", other) for one, other in both]


def _turning(pairs: str) -> list[Rule]:
    """The same in both directions."""
    back = ", ".join("|".join(pair.strip().split("|")[::-1]) for pair in pairs.split(","))
    return _words(pairs) + _words(back)


_FLIPS = _turning(
    "increases|decreases, increase|decrease, improves|degrades, improving|degrading, "
    "improved|degraded, higher|lower, faster|slower, better|worse, best|worst, "
    "outperforms|underperforms, outperforming|underperforming, more|less, high|low, "
    "larger|smaller, strong|weak, efficient|inefficient, robust|fragile, superior|inferior, "
    "significantly|barely, gains|losses, accurate|inaccurate, effective|ineffective, "
    "success|failure, easy|hard, first|second, before|after, reliable|unreliable"
)
_DENIALS = [
    (r"\b(is|are|can|was|were)\b(?! not)", r"\1 not"),
    (r"\bwithout\b", "with"),
    (r"\bdo not\b", "do"),
    (r"\bimproves\b", "does not improve"),
    (r"\breduces\b", "does not reduce"),
    (r"\bachieves\b", "does not achieve"),
    (r"\boutperforms\b", "does not outperform"),
    (r"\benables\b", "does not enable"),
    (r"\brequires\b", "does not require"),
]
_UNITS = [
    (r"(\d)\s?\\?%", r"\1 points"),
    (r"(\d)\s?\\?%", r"\1x"),
    (r"(\d)x\b", r"\1%"),
    (r"(\d)B\b", r"\1M"),
    (r"(\d)M\b", r"\1B"),
    (r"(\d)K\b", r"\1M"),
    (r"\bmillion\b", "billion"),
    (r"\bbillion\b", "million"),
    (r"(\d) hours\b", r"\1 minutes"),
    (r"(\d)\s?GB\b", r"\1MB"),
]
_SYNONYMS = _words(
    "We_propose|The authors propose, we_propose|the authors propose, We_introduce|The authors "
    "introduce, we_introduce|the authors introduce, We_present|The paper presents, we_show|the "
    "authors show, We_show|The authors show, outperforms|is better than, outperforms|surpasses, "
    "achieves|reaches, achieving|reaching, improves|enhances, reduces|lowers, reducing|cutting, "
    "significantly|substantially, novel|new, leverages|uses, leveraging|using, existing|current, "
    "demonstrate|show, enables|allows, framework|system, crucial|essential, "
    "challenging|difficult, comprehensive|broad, increases|raises, requires|needs, "
    "while_maintaining|and keeps, our|its, Our|The, compared_to|in comparison with, "
    "method|approach"
)
_SPELT = [
    (r"(\w{3,})izing\b", r"\1ising"),
    (r"(\w{3,})ized\b", r"\1ised"),
    (r"(\w{3,})ization\b", r"\1isation"),
    (r"\bmodeling\b", "modelling"),
    (r"\bbehavior", "behaviour"),
]
_WRITTEN = [
    (r"(\d)\s?\\?%", r"\1 percent"),
    (r"(\d)x\b", r"\1 times"),
    (r"\b(\d+),(\d{3})\b", r"\1\2"),
    (r"\b(\d+)K\b", r"\1,000"),
    (r"\b(\d+) million\b", r"\1M"),
    (r"\b(\d+)B\b", r"\1 billion"),
    *(
        (rf"(?<![\w.,$\\{{^_@-]){n}(?![\w.,%$\\}}×-])", word)
        for n, word in enumerate(_COUNTS.split(), 2)
    ),
    *((rf"\b{word}\b", str(n)) for n, word in enumerate(_COUNTS.split(), 2)),
]
_HYPHENS = [(r"(?<=[a-z]{3})-(?=[a-z]{3})", " ")]
_SHORTENED = [
    (r",? (?:which|thereby|thus|while|demonstrating|highlighting|leading to)\b.*$", ""),
    (r"^(?:Specifically|Moreover|Furthermore|In this paper|To this end|However|Finally), ", ""),
]

SOUND: dict[str, Sequence[Rule]] = {
    "other words": _SYNONYMS,
    "other spelling": _SPELT,
    "numbers written otherwise": _WRITTEN,
    "hyphens left out": _HYPHENS,
    "shortened": _SHORTENED,
}
FAULTY: dict[str, Sequence[Rule]] = {
    "turned round": _FLIPS,
    "denied": _DENIALS,
    "another unit": _UNITS,
}
_CROSSING = r".{0,60}?\b(?:outperform|surpass|exceed|over|than|beat|from|to|against)\w*\b.{0,60}?"


@dataclass(frozen=True)
class Kind:
    """What was done to a sentence."""

    name: str
    sound: bool


@dataclass(frozen=True)
class Reworded:
    """A sentence of the first source of a group, changed."""

    kind: Kind
    sources: tuple[Source, ...]
    original: str
    text: str


def papers() -> list[dict[str, str]]:
    """Those that no claim is about."""
    known = {json.loads(row)["id"] for row in CLAIMS.read_text(encoding="utf-8").splitlines()}
    with gzip.open(PAPERS, "rt", encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    return [row for row in rows if row["id"] not in known and row["abstract"]]


def reworded(count: int, seed: int) -> Iterator[Reworded]:
    """Every sentence of so many papers, with each kind of change that it allows by chance."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice
    chosen = chance.sample(papers(), count)
    for at, paper in enumerate(chosen):
        others = [chosen[(at + n) % count] for n in range(1, 4)]
        sources = tuple(_source(n, one) for n, one in enumerate([paper, *others], 1))
        for start, end in sentences(paper["abstract"]):
            said = paper["abstract"][start:end]
            if SHORTEST <= len(said) <= LONGEST:
                for kind, text in _changes(said, chance):
                    yield Reworded(kind, sources, said, text)


def _source(number: int, paper: dict[str, str]) -> Source:
    return Source(number, paper["title"], paper["abstract"], " ".join(paper["authors"]))


def _changes(said: str, chance: random.Random) -> Iterator[tuple[Kind, str]]:
    makers: list[tuple[Kind, Callable[[str], str]]] = [
        (Kind(name, sound), _changing(rules, chance))
        for sound, kinds in ((True, SOUND), (False, FAULTY))
        for name, rules in kinds.items()
    ]
    makers.append((Kind("names exchanged", sound=False), lambda text: _crossed(text, chance)))
    for kind, make in makers:
        text = make(said)
        if text and text != said:
            yield kind, text


def _changing(rules: Sequence[Rule], chance: random.Random) -> Callable[[str], str]:
    def change(text: str) -> str:
        found = [(match, new) for old, new in rules if (match := re.search(old, text))]
        if not found:
            return ""
        match, new = chance.choice(found)
        text = text[: match.start()] + match.expand(new) + text[match.end() :]
        return text[:1].upper() + text[1:]

    return change


def _crossed(text: str, chance: random.Random) -> str:
    """Two of its names in each other's place, on two sides of what tells them apart."""
    found = sorted({one.text for one in names(text) if len(one.text) > 2})
    if len(found) < 2:
        return ""
    one, other = chance.sample(found, 2)
    if one in other or other in one:
        return ""
    if not re.search(f"{re.escape(one)}{_CROSSING}{re.escape(other)}", text):
        return ""
    return text.replace(one, "\0").replace(other, one).replace("\0", other)
