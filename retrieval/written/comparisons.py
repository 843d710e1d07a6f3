"""Whether a sentence compares what a paper compares, and the same way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.written.reading import ENDS_SCOPE, tells
from retrieval.written.wording import each, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.written.reading import Read

_ALONE = stems("outperform surpass exceed beat underperform")  # they need no "than"
_AMOUNTS = each("less more fewer")
_NO_COMPARISON = each("rather other")
_COMPARES = each(
    "than outperform outperforms outperforming outperformed surpass surpasses surpassing surpassed "
    "exceed exceeds exceeding exceeded beat beats compared comparing comparison relative against "
    "versus vs over superior inferior unlike while whereas improve improves improvement "
    "underperform underperforms more less lower higher better worse best matching matches"
)
_BETTER = stems("outperform surpass exceed beat better superior higher faster best")
_WORSE = stems("underperform worse inferior lower slower less")


def comparison_turned(claim: Sequence[Read], source: Sequence[Read]) -> bool:
    """Whether claim and source compare the same two things, the other way round."""
    return any(
        _crossed(ours, theirs) for ours in _comparisons(claim) for theirs in _comparisons(source)
    )


def comparisons_missing(claim: Sequence[Read], sources: Sequence[Sequence[Read]]) -> int:
    """How many comparisons the claim makes between what no sentence of a paper compares."""
    told = [
        ({w.stem for w in source if tells(w)}, any(w.text in _COMPARES for w in source))
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
        left = {w.stem for w in words[:at] if tells(w)}
        right = {w.stem for w in words[at + 1 :] if tells(w)}
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
        if word.text in ENDS_SCOPE | {","}:
            break
        if tells(word):
            found.add(word.stem)
    return found


def _crossed(ours: tuple[set[str], set[str]], theirs: tuple[set[str], set[str]]) -> bool:
    rising, falling = ours[0] & theirs[1], ours[1] & theirs[0]
    straight = len(ours[0] & theirs[0]) + len(ours[1] & theirs[1])
    return bool(rising and falling) or len(rising) + len(falling) > straight
