"""Records in few words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from retrieval.identity import title_id
from retrieval.papers import ListedBy, Paper, Record, Sighting

TODAY = dt.date(2026, 6, 15)


def record(
    paper_id: str = "2506.00001",
    title: str = "Grasping transparent objects by depth completion",
    *,
    sighting: Sighting | None = None,
    from_arxiv: bool = False,
    listed_by: ListedBy = ListedBy.STATED,
    **fields: Any,
) -> Record:
    paper = Paper(id=paper_id, title=title, **fields)
    sighting = sighting or Sighting("digest:plain")
    return Record(paper, sighting, "digest.md:1", from_arxiv, listed_by)


def title_only(title: str, **fields: Any) -> Record:
    return record(title_id(title), title, **fields)


def numbered(count: int, *, start: int = 0) -> list[Record]:
    return [
        record(
            f"2506.{n:05d}",
            f"Study {n} of a subject that differs from all others",
            abstract=f"We study the subject with the number {n}.",
            authors=(f"Ada Writer{n}", "Kaiming He"),
            categories=("cs.CV", "cs.LG"),
            published=dt.date(2025, 6, 1) + dt.timedelta(days=n % 28),
        )
        for n in range(start, start + count)
    ]
