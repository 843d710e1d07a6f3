"""From which soft share on a paper is about a topic: `bench/quality/excluded.py [FOLDER]`.

FOLDER is a data folder that holds papers; without one the sample that is shipped is read. Twenty
fields are each named as people name them ("medicine"). A paper is of a field if its title has one
of the field's words ("clinical", "cancer"), and of none if neither title nor abstract has any.
Told is, for several shares, which part of the first reach it for the field's name, and which part
of the others. The words are broad, so the first figure is less than what members would count.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from judged import holding

from retrieval.answering.search import Search
from retrieval.queries import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.papers import KnownPaper

SAMPLE = Path(__file__).parents[2] / "docs" / "sample" / "papers.jsonl.gz"
FIELDS = {
    "medicine": "medic|clinic|patient|health|disease|hospital|biomed|diagnos|cancer|surg|radiolog",
    "images": "image|visual|vision|picture|pixel|video|photo",
    "robotics": "robot",
    "finance": "financ|stock|trading|market|econom|invest|bank",
    "legal texts": "legal|law|court|judic",
    "molecules": "chem|molec|material|drug|protein",
    "source code": "code|software|program|repositor",
    "education": "educat|student|teach|tutor|school|classroom",
    "speech": "speech|audio|voice|spoken|asr|acoustic",
    "reasoning": "reason|chain-of-thought",
    "video": "video",
    "graphs": "graph",
    "music": "music|song|melod",
    "machine translation": "translat",
    "autonomous driving": "driving|vehicle|traffic",
    "safety": "safe|jailbreak|attack|adversar|harm|secur",
    "agents": "agent",
    "reinforcement learning": r"reinforc|rl\b|reward|polic",
    "benchmarks": "benchmark",
    "recommendation": "recommend",
}
SHARES = (0.3, 0.35, 0.4, 0.45, 0.5)
LOOKED_AT = 2_500
OTHERS = 600  # of a field, at most
TOGETHER = 50


def main() -> None:
    """Measure each field and print a line for it, and one for all."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("folder", type=Path, nargs="?")
    chosen = wanted.parse_args()
    with (
        tempfile.TemporaryDirectory() as scratch,
        holding(str(SAMPLE), chosen.folder or Path(scratch)) as app,
    ):
        ids = sorted(app.catalogue.passing())
        random.Random(1).shuffle(ids)  # noqa: S311 - which papers
        papers = list(app.catalogue.papers(ids[:LOOKED_AT]).values())
        search = Search(app.vectors, app.words, app.reader, app.catalogue)
        print("field: " + ", ".join(f"share {share}" for share in SHARES))
        every = [_field(name, words, papers, search) for name, words in FIELDS.items()]
    print("all: " + _line(np.mean([one for one in every if one is not None], axis=0)))


def _field(
    name: str, words: str, papers: Sequence[KnownPaper], search: Search
) -> np.ndarray | None:
    """Parts that reach each share, shape (2, shares): of the field's papers, of the others."""
    pattern = re.compile(rf"\b(?:{words})", re.IGNORECASE)
    of_it = [one for one in papers if pattern.search(one.paper.title)]
    others = [
        one for one in papers if not pattern.search(f"{one.paper.title} {one.paper.abstract}")
    ]
    if not of_it or not others:
        print(f"{name}: no papers")
        return None
    found = np.array([
        [(shares >= share).mean() for share in SHARES]
        for shares in (_shares(name, some, search) for some in (of_it, others[:OTHERS]))
    ])  # fmt: skip
    print(f"{name} ({len(of_it)} papers): {_line(found)}")
    return found


def _shares(name: str, papers: Sequence[KnownPaper], search: Search) -> np.ndarray:
    asked = search.asking.ask(Query(name, name))
    shares: list[float] = []
    for first in range(0, len(papers), TOGETHER):
        met = [one.words for one in search.met(asked, papers[first : first + TOGETHER])]
        shares += asked.words.closeness(met).share.tolist()
    return np.asarray(shares)


def _line(found: np.ndarray) -> str:
    return ", ".join(f"{of_it:.2f} and {other:.3f}" for of_it, other in found.T)


if __name__ == "__main__":
    main()
