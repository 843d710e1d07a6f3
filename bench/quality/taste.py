"""Whether a taste helps, measured on simulated members: `python bench/quality/taste.py`.

Papers are those of `docs/sample` and `dev`. A member has a hidden preference of which the
taste knows nothing but ratings. Three kinds of members: those who like one subject that the
sample's source gave its papers (AI, NLP, IR); those who like what a phrase is about, where the
papers were told from each other by their words alone (a term in the title); and those whose
opinions are chance, for whom nothing should change. Each rates papers drawn at random: 👍 what
they like, 👎 every third of the others, as people rarely do, and one rating in ten is wrong.

Printed is nDCG@10 of the hidden preference over the papers that took no part in the ratings,
as a digest orders them: scores drawn from the probabilities that matches of one topic have
(0.6 to 1), without and with the taste.
"""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.wiring import open_app
from config.settings import Settings
from ingest.detect import read_path
from ingest.pipeline import ingest
from retrieval.following import taste as tastes
from retrieval.following.phrases import folded, stands_in
from retrieval.indexes.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.encoding.encoder import Vectors
    from retrieval.papers import KnownPaper

SOURCES = (
    Path(__file__).parents[2] / "docs" / "sample" / "papers.jsonl.gz",
    Path(__file__).parent / "dev" / "papers.jsonl.gz",
)
TERMS = (
    "agent", "benchmark", "reasoning", "retrieval", "multimodal", "diffusion", "video", "speech",
    "knowledge graph", "reinforcement learning", "vision-language", "recommendation",
)  # fmt: skip
RATINGS = (5, 10, 20, 40)
DIGEST = 30  # papers that one is ordered out of
DRAWS = 20
WRONG, DISLIKE_OFTEN = 0.1, 1 / 3
TODAY = dt.date(2026, 9, 1)


@dataclass(frozen=True)
class Member:
    """A hidden preference."""

    kind: str
    likes: frozenset[str]


def members(papers: Sequence[KnownPaper], rng: np.random.Generator) -> list[Member]:
    """The simulated members of each kind."""
    found = []
    for subject in ("NLP", "IR"):
        likes = frozenset(p.paper.id for p in papers if subject in p.paper.categories)
        found.append(Member("a subject", likes))
    for term in TERMS:
        likes = frozenset(p.paper.id for p in papers if stands_in(term, folded(p.paper.title)))
        found.append(Member("a term", likes))
    for _ in range(5):
        likes = frozenset(p.paper.id for p in papers if rng.random() < 0.3)  # noqa: PLR2004 - a share
        found.append(Member("chance", likes))
    return found


def opinions(
    member: Member, ids: Sequence[str], count: int, rng: np.random.Generator
) -> dict[str, int]:
    """What a member rates: half liked papers, as digests bring them, the others rarely."""
    liked = [i for i in ids if i in member.likes]
    others = [i for i in ids if i not in member.likes]
    given: dict[str, int] = {}
    while len(given) < count and len(given) < len(ids) // 2:
        pool = liked if rng.random() < 0.5 and liked else others  # noqa: PLR2004 - half
        paper_id = pool[int(rng.integers(len(pool)))]
        value = 1 if paper_id in member.likes else -1
        if value > 0 or rng.random() < DISLIKE_OFTEN:
            given[paper_id] = -value if rng.random() < WRONG else value
    return given


def ndcg(order: Sequence[str], likes: frozenset[str], depth: int = 10) -> float:
    """Of a preference that is yes or no."""
    gains = [1 / math.log2(at + 2) for at in range(depth)]
    best = sum(gains[: min(depth, sum(i in likes for i in order))])
    got = sum(gain for gain, i in zip(gains, order, strict=False) if i in likes)
    return got / best if best else 0.0


def trial(
    member: Member,
    vectors: Mapping[str, Vectors],
    count: int,
    rng: np.random.Generator,
) -> tuple[float, float] | None:
    """Without and with taste; None where the digest has nothing, or nothing else, to like."""
    ids = list(vectors)
    given = opinions(member, ids, count, rng)
    left = [i for i in ids if i not in given]
    digest = [left[i] for i in rng.permutation(len(left))[:DIGEST]]
    if not 0 < sum(i in member.likes for i in digest) < len(digest):
        return None
    scores = {i: float(rng.uniform(0.6, 1.0)) for i in digest}
    taste = tastes.learn(given, lambda asked: {i: vectors[i] for i in asked})
    plain = sorted(digest, key=lambda i: -scores[i])
    if taste is None:
        return (ndcg(plain, member.likes),) * 2
    leans = taste.leans({i: vectors[i] for i in digest})
    tasted = sorted(digest, key=lambda i: -taste.adjusted(scores[i], leans[i]))
    return ndcg(plain, member.likes), ndcg(tasted, member.likes)


def main() -> None:
    """Index, simulate, print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_app(Settings(data_dir=Path(folder))) as app,
    ):
        for source in SOURCES:
            ingest(read_path(str(source)), app.catalogue, today=TODAY)
        app.indexer.run()
        papers = list(app.catalogue.papers(sorted(app.catalogue.matching())).values())
        vectors = app.vectors.vectors(Kind.WHOLE, [known.paper.id for known in papers])
    print(f"{len(papers)} papers")
    report(papers, vectors)


def report(papers: Sequence[KnownPaper], vectors: Mapping[str, Vectors]) -> None:
    """One row for each kind of member and number of ratings."""
    rng = np.random.default_rng(7)
    everybody = members(papers, rng)
    print(f"{'members who like':18} {'ratings':>8} {'without':>8} {'with':>8} {'better in':>10}")
    for kind in dict.fromkeys(member.kind for member in everybody):
        for count in RATINGS:
            trials = [
                trial(member, vectors, count, rng)
                for member in everybody
                if member.kind == kind
                for _ in range(DRAWS)
            ]
            found = np.array([one for one in trials if one is not None])
            better = float((found[:, 1] > found[:, 0]).mean())
            without, with_ = found.mean(axis=0)
            print(f"{kind:18} {count:8} {without:8.3f} {with_:8.3f} {better:10.0%}")


if __name__ == "__main__":
    main()
