"""What a turn showed, as JSON, and back from what the catalogue holds now.

No text of a paper is kept twice: an excerpt is kept as its two offsets and a hash of what
stood between them. When the text was revised since and the hash differs, the excerpt is
dropped, so an excerpt that comes back is still true to the letter. Each paper keeps its place:
one that the catalogue no longer holds comes back as its id and title, so that the number on a
button means the same paper for ever.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retrieval.answering.excerpts import texts_of
from retrieval.members.packing import packed, unpacked
from retrieval.papers import KnownPaper, Paper
from retrieval.queries import Abstained, Answer, Evidence, Excerpt, Query, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

Stored = dict[str, Any]  # one outcome, as JSON holds it
_DAYS = ("since", "until")  # the fields of a Query that JSON has no type for


def to_stored(outcome: Answer | Abstained) -> str:
    """The outcome as JSON; any text, half a surrogate pair included, survives."""
    stored: Stored = {"query": _query_to(outcome.query)}
    if isinstance(outcome, Abstained):
        stored["reason"] = outcome.reason.value
        stored["nearest"] = [{"id": k.paper.id, "title": k.paper.title} for k in outcome.nearest]
    else:
        stored["papers"] = [_evidence_to(one) for one in outcome.evidence]
    return _json(stored)


def ids_in(stored: Stored) -> list[str]:
    """The papers that were shown, by the ids that they had."""
    return [p["id"] for name in ("papers", "nearest") for p in stored.get(name, ())]


def from_stored(stored: Stored, papers: Mapping[str, KnownPaper]) -> Answer | Abstained:
    """The outcome again, over the papers as they are now.

    Args:
        stored: what `json.loads` makes of `to_stored`.
        papers: those of `ids_in` that the catalogue holds, by these ids.
    """
    query = _query_from(stored["query"])
    if "reason" in stored:
        nearest = tuple(_known(one, papers) for one in stored.get("nearest", ()))
        return Abstained(query, Reason(stored["reason"]), nearest)
    return Answer(query, tuple(_evidence_from(one, papers) for one in stored["papers"]))


def without_question(text: str) -> str | None:
    """What remains of a stored outcome when its asker is forgotten; None if nothing does.

    The papers stay with their excerpts, for those who read the answer too; the question, its
    filters and the marks, which repeat its words, go. The language and the paper that others
    were said to resemble stay: the message is written in one and is about the other.
    """
    stored: Stored = json.loads(text)
    if not stored.get("papers"):
        return None
    query = _query_from(stored["query"])
    bare = Query(text="", question="", language=query.language, paper_id=query.paper_id)
    for paper in stored["papers"]:
        for excerpt in paper["excerpts"]:
            excerpt[-1] = []
    return _json({"query": _query_to(bare), "papers": stored["papers"]})


def _json(stored: Stored) -> str:
    """ASCII only: characters that no database can hold are escaped in it."""
    return json.dumps(stored, separators=(",", ":"))


def _query_to(query: Query) -> dict[str, Any]:
    stored = packed(query)
    return stored | {name: stored[name].isoformat() for name in _DAYS if stored.get(name)}


def _query_from(stored: Mapping[str, Any]) -> Query:
    days = {name: dt.date.fromisoformat(stored[name]) for name in _DAYS if stored.get(name)}
    return unpacked(Query, {**stored, **days})


def _evidence_to(evidence: Evidence) -> dict[str, Any]:
    return {
        "id": evidence.paper.id,
        "title": evidence.paper.title,
        "score": float(evidence.score),
        "excerpts": [
            [e.field, e.language, e.start, e.end, _fingerprint(e.text), e.marks]
            for e in evidence.excerpts
        ],
    }


def _evidence_from(stored: Mapping[str, Any], papers: Mapping[str, KnownPaper]) -> Evidence:
    known = _known(stored, papers)
    if stored["id"] not in papers:
        return Evidence(known, stored["score"], ())
    excerpts = (_excerpt_from(one, known) for one in stored["excerpts"])
    return Evidence(known, stored["score"], tuple(one for one in excerpts if one is not None))


def _known(stored: Mapping[str, Any], papers: Mapping[str, KnownPaper]) -> KnownPaper:
    """The paper as it is now, or its id and title."""
    return papers.get(stored["id"]) or KnownPaper(Paper(stored["id"], stored["title"]))


def _excerpt_from(stored: list[Any], known: KnownPaper) -> Excerpt | None:
    """The excerpt, or None if no text of the paper says the same at its place any more."""
    field, language, start, end, fingerprint, marks = stored
    for text in texts_of(known):
        if (text.field, text.language) != (field, language):
            continue
        piece = text.text[start:end]
        if _fingerprint(piece) == fingerprint:
            excerpt = Excerpt(field, language, start, end, piece)
            return replace(excerpt, marks=tuple((first, last) for first, last in marks))
    return None


def _fingerprint(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
