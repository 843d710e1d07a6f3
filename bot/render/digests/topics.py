"""The Chinese topic digest: below each topic its papers, each with an explanation in sections.

The shape is that of the digests which `ingest.sources.topic_digest` reads. They are Chinese, and
so are headings and explanations here; where a paper's own sentences stand in for an explanation,
the headings are those of the sorted sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.digests.escaping import heading, inline
from bot.render.explanation import heading_of
from bot.render.markup import encoded
from bot.words import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.render.digests.digest import Digest
    from retrieval.explaining.values import Explanation
    from retrieval.papers import Paper


def topics(digest: Digest, explanations: Mapping[str, Explanation]) -> str:
    """The digest; a paper without an explanation has its title and links.

    Args:
        digest: what it tells.
        explanations: in Chinese, by the paper's id.
    """
    if not digest.groups:
        return f"{digest.nothing}\n"
    parts = [_by(explanations)]
    for group in digest.groups:
        parts.append(f"# Topic: {heading(group.name)}\n")
        for entry in group.entries:
            explanation = explanations.get(entry.paper.id)
            parts.append("\n".join([*_paper(entry.paper), *_sections(explanation)]) + "\n")
    return "\n".join(filter(None, parts))


def _by(explanations: Mapping[str, Explanation]) -> str:
    """Who wrote it; nothing where no model did."""
    models = sorted({one.model for one in explanations.values() if one.model})
    said = CHINESE.explaining.by
    return f"{said.format(model=inline(', '.join(models)))}\n" if models else ""


def _paper(paper: Paper) -> Iterator[str]:
    yield f"## {heading(paper.title)}"
    day = paper.updated or paper.published
    if day is not None:
        yield day.isoformat()
    yield ""
    if paper.url is not None:
        version = f"v{paper.version}" if paper.version else ""
        yield f"<u>{paper.url}{version}</u>"
    if paper.code_url:
        yield f"<u>{encoded(paper.code_url)}</u>"


def _sections(explanation: Explanation | None) -> Iterator[str]:
    for section in explanation.sections if explanation is not None else ():
        yield f"### {heading_of(section.heading, CHINESE)}"
        for claim in section.claims:
            yield heading(claim.text)
        yield ""
