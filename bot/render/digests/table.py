"""The keyword table: below each keyword its papers, a row each, the abstract folded.

The shape is that of the READMEs which `ingest.sources.keyword_table` reads. Its columns are
fixed; where a paper has no day of submission, or no place on arXiv, a column is added that says
what there is instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.digests.escaping import cell, heading, link_text
from retrieval.identity import is_arxiv_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from bot.render.digests.digest import Digest, Group
    from retrieval.papers import Paper

MOST = 100  # papers of one keyword

_SHORT = 60  # characters of a comment that needs no folding
_ABSENT = "-"


def table(digest: Digest) -> str:
    """The tables, one for each topic, and when they were last brought up to date."""
    if not digest.groups:
        return f"{digest.nothing}\n"
    parts = [
        f"# {digest.title}\n",
        f"At most {MOST} papers of each keyword.\n",
        f"Last update: {digest.day.isoformat()}\n",
    ]
    return "\n".join([*parts, *map(_table, digest.groups)])


def _table(group: Group) -> str:
    papers = [entry.paper for entry in group.entries[:MOST]]
    columns = list(_columns(papers))
    rows = [
        "".join(f"| **{name}** " for name, _ in columns) + "|",
        "".join("| --- " for _ in columns) + "|",
        *(
            "".join(f"| {write(paper) or _ABSENT} " for _, write in columns) + "|"
            for paper in papers
        ),
    ]
    return f"## {heading(group.name)}\n" + "\n".join(rows) + "\n"


def _columns(papers: Sequence[Paper]) -> Iterator[tuple[str, Callable[[Paper], str]]]:
    dated = [paper.updated or paper.published for paper in papers]
    announced = [paper.listed for paper in papers]
    only_announced = any(map(_only_second, dated, announced))
    yield "Title", _title
    if any(dated) or not only_announced:
        yield "Date", lambda paper: _iso(paper.updated or paper.published)
    if only_announced:
        yield "Announced", lambda paper: _iso(paper.listed)
    yield "Abstract", lambda paper: _folded(paper.abstract)
    yield "Comment", _comment
    if not all(is_arxiv_id(paper.id) for paper in papers):
        yield "Catalogue ID", lambda paper: "" if is_arxiv_id(paper.id) else cell(paper.id)


def _only_second(dated: dt.date | None, announced: dt.date | None) -> bool:
    return dated is None and announced is not None


def _title(paper: Paper) -> str:
    if paper.url is None:
        return f"**{link_text(paper.title)}**"
    version = f"v{paper.version}" if paper.version else ""
    return f"**[{link_text(paper.title)}]({paper.url}{version})**"


def _comment(paper: Paper) -> str:
    text = paper.comment or ""
    return _folded(text) if len(text) > _SHORT else cell(text)


def _folded(text: str) -> str:
    if not text:
        return ""
    return f"<details><summary>Show</summary><p>{cell(text)}</p></details>"


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
