"""From what a person types or pastes to the one paper that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion, UnknownPaper
from retrieval.identity import parse_arxiv_id

if TYPE_CHECKING:
    from retrieval.catalogue import Catalogue
    from retrieval.papers import KnownPaper

_SHOWN = 80  # characters of what was typed that a sentence repeats


def find_paper(catalogue: Catalogue, named: str) -> KnownPaper:
    """The paper with this id, link, DOI or exact title.

    Args:
        catalogue: where it is looked for.
        named: an arXiv id with or without a version, a link that holds one, another id as
            `show` prints it ("title:<slug>"), or a title as `normalised_title` compares.

    Raises:
        BadQuestion: nothing was typed, or several papers have that title.
        UnknownPaper: the catalogue does not hold it.
    """
    named = named.strip()
    if not named:
        raise BadQuestion("an id, a link or a title is needed to find a paper")
    identity = parse_arxiv_id(named)
    known = catalogue.known(identity[0] if identity else named)
    return known or _by_title(catalogue, named, identity[0] if identity else None)


def _by_title(catalogue: Catalogue, named: str, arxiv_id: str | None) -> KnownPaper:
    ids = [] if arxiv_id else catalogue.find_by_title(named)
    known = catalogue.known(ids[0]) if len(ids) == 1 else None
    if known is not None:
        return known
    if ids:
        raise BadQuestion(f"several papers have that title: {', '.join(ids)}")
    if arxiv_id:
        raise UnknownPaper(
            f"{arxiv_id} is not in the catalogue: `paperwire ingest arxiv:{arxiv_id}` fetches it",
            named=arxiv_id,
        )
    shown = named if len(named) <= _SHOWN else f"{named[:_SHOWN]}..."
    raise UnknownPaper(
        f"no paper with the id, link or title {shown!r} is in the catalogue", named=shown
    )
