"""The plain and the bilingual digest: a heading for each paper, fields below it, then a rule.

The shape is that of the daily digests which `ingest.sources.digest` reads, so whoever reads
those can read these; a paper without a field simply lacks its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.render.digests.digest import reason
from bot.render.digests.escaping import heading, inline, name
from bot.render.markup import encoded
from retrieval.identity import is_arxiv_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.render.digests.digest import Digest, Entry, Group
    from bot.words import Words
    from retrieval.papers import Paper, Translated

_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]{2,})?")
_CHINESE = "zh"


def markdown(digest: Digest) -> str:
    """The plain digest: title, authors, link, abstract and what else is known."""
    return _written(digest, bilingual=False)


def bilingual(digest: Digest) -> str:
    """The same, with title and abstract in Chinese where there are any, and who made them."""
    return _written(digest, bilingual=True)


def _written(digest: Digest, *, bilingual: bool) -> str:
    if not digest.groups:
        return f"{digest.nothing}\n"
    parts = [f"{digest.title} ({counted(digest.count, digest.words)})\n"]
    for group in digest.groups:
        for entry in group.entries:
            lines = _section(entry, group, digest.words, bilingual=bilingual)
            parts.append("\n\n".join(lines) + "\n\n---\n")
    return "\n".join(parts)


def counted(count: int, words: Words) -> str:
    """Like "3 papers"."""
    return words.digests.one if count == 1 else words.digests.count.format(count=count)


def _section(entry: Entry, group: Group, words: Words, *, bilingual: bool) -> Iterator[str]:
    paper = entry.paper
    chinese = paper.translated(_CHINESE) if bilingual else None
    yield f"# {heading(paper.title)}"
    fields = (
        ("Title (ZH)", inline(chinese.title) if chinese else ""),
        ("Authors", ", ".join(map(name, paper.authors))),
        ("Link", _link(paper)),
        ("Catalogue ID", "" if is_arxiv_id(paper.id) else inline(paper.id)),
        ("Topic", inline(group.name) if group.topic_id is not None else ""),
        ("News", inline(reason(entry, words))),
        ("Categories", ", ".join(filter(_CATEGORY.fullmatch, paper.categories))),
        ("Published", paper.published.isoformat() if paper.published else ""),
        ("Updated", paper.updated.isoformat() if paper.updated else ""),
        ("Announced", paper.listed.isoformat() if paper.listed else ""),
        ("Comment", inline(paper.comment or "")),
        ("Code", encoded(paper.code_url or "")),
        ("Abstract", inline(paper.abstract)),
        ("Abstract (ZH)", inline(chinese.abstract) if chinese else ""),
        ("Translated by", inline(_translator(chinese)) if chinese else ""),
    )
    yield from (f"**{field}**: {value}" for field, value in fields if value)


def _translator(chinese: Translated) -> str:
    """Like "qwen3, 2026-06-15", and which field it is of if a source printed the other."""
    if chinese.machine is None:
        return ""
    both = len(chinese.fields) > 1 or not (chinese.title and chinese.abstract)
    only = "" if both else f" ({chinese.fields[0]})"
    return f"{chinese.machine.model}, {chinese.machine.made.isoformat()}{only}"


def _link(paper: Paper) -> str:
    if paper.pdf_url is None:
        return ""
    version = f"v{paper.version}" if paper.version else ""
    return f"[PDF]({paper.pdf_url}{version})"
