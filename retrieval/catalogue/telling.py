"""Which papers have code and which are surveys, by the authors' own words.

No source has a field for it that all papers fill, and SQL takes seconds to look for phrases in
20,000 abstracts. So each paper is read once, here, and again only when it changed.
"""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from retrieval.catalogue.rows import chunks
from retrieval.catalogue.schema import papers, sightings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from retrieval.qualities import Qualities

_HOSTS = ("github.com", "gitlab.com", "bitbucket.org")
# Each begins with a word of its own, which `re` finds quickly.
_CODE = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"codes? (?:is|are|will be|and .{0,80}) ?(?:\w+ ){0,2}(?:available|released)",
        r"code (?:available|is publicly|repository)",
        r"releas\w+ (?:\w+ ){0,4}?(?:our|the|all) (?:\w+ ){0,2}code",
        r"we open-source|open-sourced",
        r"open source .{0,60}\bour\b",
        r"implementation is available",
    )
)
_CODE_IN_COMMENT = re.compile(r"\bcode(?::| available| at\b)")
_SURVEY_TITLE = re.compile(
    r"survey|(?:literature|systematic|scoping|comprehensive|critical) review|^sok:|: a review"
    r"|^a review |review of|overview of|: an overview|tutorial|roadmap|a primer|综述"
)
_SURVEY_ABSTRACT = re.compile(
    r"this (?:survey|review)|\b(?:our|we) survey |\bwe review |this paper (?:surveys|reviews)"
    r"|this paper provides a survey|comprehensive survey"
    r"|(?:systematic|literature|scoping) review"
)
_SURVEY_HINTS = ("survey", "review")
_READ = (
    *(papers.c.id, papers.c.title, papers.c.abstract, papers.c.comment),
    *(papers.c.code_url, papers.c.translations, papers.c.revision),
)
_FEW = 2_000  # papers that are read as they are asked for


class Telling:
    """Remembers of the papers of one catalogue what they tell. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision = -1
        self._code: set[str] = set()
        self._surveys: set[str] = set()

    def among(
        self, connection: Connection, wanted: Qualities, ids: Collection[str] | None
    ) -> Collection[str] | None:
        """The ids (None: all) of papers that have code, or are surveys, where that is wanted."""
        if not (wanted.code or wanted.survey):
            return ids
        few = ids is not None and len(ids) <= _FEW
        code, surveys = Telling().read(connection, ids) if few else self.read(connection)
        found = code if wanted.code else surveys
        if wanted.code and wanted.survey:
            found = code & surveys
        return found if ids is None else found & set(ids)

    def surveys(self, connection: Connection, ids: Collection[str] | None = None) -> set[str]:
        """The surveys among these papers (None: all)."""
        few = ids is not None and len(ids) <= _FEW
        surveys = (Telling().read(connection, ids) if few else self.read(connection))[1]
        return surveys if ids is None else surveys & set(ids)

    def knows_code(self, connection: Connection) -> bool:
        """Whether of any paper it is known that there is code."""
        return bool(self.read(connection)[0])

    def knows_surveys(self, connection: Connection) -> bool:
        """Whether any paper is known to be a survey."""
        return bool(self.read(connection)[1])

    def read(
        self, connection: Connection, ids: Collection[str] | None = None
    ) -> tuple[set[str], set[str]]:
        """The papers with code, and the surveys, once these papers (None: all) are read."""
        with self._lock:
            self._read(connection, ids)
            return set(self._code), set(self._surveys)

    def _read(self, connection: Connection, ids: Collection[str] | None) -> None:
        """Read these papers, or all that changed."""
        linked = select(sightings.c.paper_id).where(sightings.c.code_url.is_not(None))
        if ids is None:
            changed = papers.c.revision > self._revision
            rows = connection.execute(select(*_READ).where(changed)).all()
            if rows:
                self._take(rows, set(connection.execute(linked).scalars()))
            return
        for chunk in chunks(ids, _FEW):
            rows = connection.execute(select(*_READ).where(papers.c.id.in_(chunk))).all()
            near = linked.where(sightings.c.paper_id.in_(chunk))
            self._take(rows, set(connection.execute(near).scalars()))

    def _take(self, rows: Iterable[Any], linked: set[str]) -> None:
        for paper_id, title, abstract, comment, code_url, translations, revision in rows:
            small = (abstract or "").lower()
            coded = code_url or paper_id in linked or _has_code(small, (comment or "").lower())
            surveying = _is_survey((title or "").lower(), small, translations or "")
            for held, holds in ((self._code, coded), (self._surveys, surveying)):
                (held.add if holds else held.discard)(paper_id)
            self._revision = max(self._revision, int(revision))


def _has_code(abstract: str, comment: str) -> bool:
    if any(host in text for text in (abstract, comment) for host in _HOSTS):
        return True
    said = any(pattern.search(abstract) for pattern in _CODE)
    return said or _CODE_IN_COMMENT.search(comment) is not None


def _is_survey(title: str, abstract: str, translations: str) -> bool:
    if _SURVEY_TITLE.search(title) or "综述" in translations:
        return True
    hinted = any(hint in abstract for hint in _SURVEY_HINTS)
    return hinted and _SURVEY_ABSTRACT.search(abstract) is not None
