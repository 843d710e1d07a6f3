"""Words that exclude each other where they stand in the same place of a sentence."""

from __future__ import annotations

from retrieval.written.wording import stem

# Each line: words of one side | words of the other.
_PAIRS = """
high higher highly | low lower lowly
highest most best | lowest least worst
strong stronger strongly | weak weaker weakly
more most | less fewer least
better best superior | worse worst inferior
increase raise rise grow boost | decrease reduce lower cut fall drop decline shrink
improve enhance boost | degrade harm hurt worsen impair
improvement gain | degradation loss decline drop
outperform surpass exceed beat | underperform
fast faster quick rapid quickly | slow slower slowly
large larger big bigger huge great | small smaller tiny little
long longer | short shorter
easy easier easily simple simpler | hard harder difficult complex
robust stable | fragile brittle unstable vulnerable
success succeed successful successfully | failure fail unsuccessful
significantly substantially considerably greatly dramatically | barely hardly slightly marginally
significant substantial considerable dramatic | slight marginal negligible
many numerous | few
always often frequently usually commonly | never rarely seldom
all every | none few no
first | second third fourth last final
second | third fourth last final
positive positively | negative negatively
before | after
early earlier | late later
with | without
above over | below under
include including | exclude excluding
same identical | different
minimize minimum minimal | maximize maximum maximal
global globally | local locally
static | dynamic
online | offline
open | closed
public publicly | private privately
single | multiple many
sparse | dense
homogeneous | heterogeneous
monolingual | multilingual bilingual
explicit explicitly | implicit implicitly
cheap cheaper inexpensive | costly expensive
safe safer | dangerous harmful unsafe
upper top | bottom
deep deeper | shallow shallower
wide wider broad | narrow narrower
near nearer close closer | far farther further
old older | new newer young younger
true | false
correct right | wrong false
abundant rich | scarce poor
limited scarce | unlimited abundant ample
full fully complete completely entirely | partial partially
accept | reject
allow enable | prevent prohibit forbid
strengthen | weaken
simplify | complicate
accelerate | slow delay
encourage | discourage penalize
support confirm | refute contradict
agree agreement | disagree disagreement
"""
_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "mis")
_SHORTEST = 5  # letters of a word that a prefix turns round


def _table() -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for row in _PAIRS.strip().splitlines():
        one, other = ([stem(word) for word in side.split()] for side in row.split("|"))
        found |= {pair for a in one for b in other for pair in ((a, b), (b, a))}
    return frozenset(pair for pair in found if pair[0] != pair[1])


_OPPOSITE = _table()


def are_opposite(one: str, other: str) -> bool:
    """Whether two words in lower case cannot stand for each other."""
    if (stem(one), stem(other)) in _OPPOSITE:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and any(
        longer.startswith(prefix) and _alike(longer[len(prefix) :], shorter) for prefix in _PREFIXES
    )


def _alike(one: str, other: str) -> bool:
    return stem(one) == stem(other)
