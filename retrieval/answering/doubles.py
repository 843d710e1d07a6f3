"""One work that arXiv has twice, under two ids: shown once, as the better of the two matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.catalogue.titles import same_work, says_enough
from retrieval.identity import normalised_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.papers import KnownPaper, Paper


_ENOUGH = 200  # characters of an abstract that hardly two works share


def without_doubles(papers: Iterable[KnownPaper]) -> list[KnownPaper]:
    """The papers in their order, without those that repeat one before them.

    A paper repeats another if it has its abstract to the letter, unless that is as short as a
    notice, or its title while authors or abstracts agree: two people may write an "Introduction".
    """
    kept: list[KnownPaper] = []
    titles: dict[str, Paper] = {}
    abstracts: set[str] = set()
    for known in papers:
        paper = known.paper
        title = normalised_title(paper.title)
        named = titles.get(title)
        if paper.abstract in abstracts:
            continue
        if named is not None and says_enough(paper.title) and same_work(named, paper):
            continue
        kept.append(known)
        titles.setdefault(title, paper)
        if len(paper.abstract) >= _ENOUGH:
            abstracts.add(paper.abstract)
    return kept
