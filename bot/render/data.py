"""Answers, papers and status as plain values: what `--json` prints, key by key.

The keys are a contract: keys may be added, none is renamed or dropped. Days are YYYY-MM-DD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.render.writing import written_data
from retrieval.queries import Abstained, Answer

if TYPE_CHECKING:
    import datetime as dt

    from bot.writing import Told
    from retrieval.measuring.graded import GradedFigures
    from retrieval.measuring.metrics import Figures
    from retrieval.papers import KnownPaper, MachineTranslation, Paper, Sighting, Version
    from retrieval.queries import Evidence, Query

_DIGITS = 4  # of a score; more would claim a precision that it does not have


def answer_data(outcome: Answer | Abstained, told: Told | None = None) -> dict[str, Any]:
    """An answer, what was written about it if anything was asked for, or why there is none."""
    if isinstance(outcome, Abstained):
        query = query_data(outcome.query)
        nearest = [_named(known.paper) for known in outcome.nearest]
        reason = outcome.reason.value
        return {
            "answered": False, "reason": reason, "query": query, "papers": [], "nearest": nearest
        }  # fmt: skip
    papers = [evidence_data(evidence) for evidence in outcome.evidence]
    data = {"answered": True, "query": query_data(outcome.query), "papers": papers}
    return data if told is None else data | {"written": written_data(told, outcome)}


def _named(paper: Paper) -> dict[str, Any]:
    return {"id": paper.id, "title": paper.title, "url": paper.url}


def query_data(query: Query) -> dict[str, Any]:
    """What was understood of a question; what few questions ask for has a key only then."""
    named = {
        "venues": list(query.venues),
        "affiliations": list(query.affiliations),
        "code": query.code,
        "survey": query.survey or query.surveys_first,
        "no_survey": query.no_survey,
        "without": [{"filter": kind, "name": name or None} for kind, name in query.without],
        "excluded": list(query.excluded),
        "ignored": [{"filter": kind, "name": name or None} for kind, name in query.ignored],
        "corrected": [{"typed": typed, "meant": meant} for typed, meant in query.corrected],
        "in_english": query.in_english,
    }
    return {
        "text": query.text,
        "since": _day(query.since),
        "until": _day(query.until),
        "order": query.order,
        "categories": list(query.categories),
        "authors": list(query.authors),
    } | {key: value for key, value in named.items() if value}


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """One paper of an answer; each excerpt's text is the stored text's [start:end]."""
    paper = evidence.paper
    return {
        "id": paper.id,
        "title": paper.title,
        "url": paper.url,
        "pdf_url": paper.pdf_url,
        "code_url": paper.code_url,
        "authors": list(paper.authors),
        "categories": list(paper.categories),
        **_days(paper),
        "score": round(evidence.score, _DIGITS),
        "excerpts": [
            {
                "field": excerpt.field,
                "language": excerpt.language,
                "start": excerpt.start,
                "end": excerpt.end,
                "text": excerpt.text,
            }
            for excerpt in evidence.excerpts
        ],
    }


def paper_data(known: KnownPaper) -> dict[str, Any]:
    """Everything that is known of one paper."""
    paper = known.paper
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "version": paper.version,
        "authors": list(paper.authors),
        "affiliations": list(affiliations(known)),
        "categories": list(paper.categories),
        "primary_category": paper.primary_category,
        **_days(paper),
        "comment": paper.comment,
        "journal_ref": paper.journal_ref,
        "doi": paper.doi,
        "licence": paper.licence,
        "url": paper.url,
        "pdf_url": paper.pdf_url,
        "code_url": paper.code_url,
        "project_url": paper.project_url,
        "withdrawn": paper.withdrawn,
        "translations": {
            one.language: {"title": one.title, "abstract": one.abstract}
            for one in paper.translations
        },
        "machine_translations": {one.language: _machine(one) for one in paper.machine},
        "sections": known.notes,
        "sightings": [_sighting(one) for one in known.sightings],
        "versions": [_version(one) for one in known.versions],
    }


def affiliations(known: KnownPaper) -> tuple[str, ...]:
    """The affiliations that any source printed, each once, in the order they were printed."""
    return tuple(dict.fromkeys(a for s in known.sightings for a in s.affiliations))


def figures_data(figures: Figures) -> dict[str, Any]:
    """Retrieval figures under the contract's names."""
    return {
        "queries": figures.queries,
        "recall@5": round(figures.recall_at_5, _DIGITS),
        "recall@20": round(figures.recall_at_20, _DIGITS),
        "ndcg@10": round(figures.ndcg_at_10, _DIGITS),
        "mrr": round(figures.mrr, _DIGITS),
    }


def graded_data(figures: GradedFigures) -> dict[str, Any]:
    """Figures of query by example, under the names that CSFCube's own papers use."""
    return {
        "queries": figures.queries,
        "r_precision": round(figures.r_precision, _DIGITS),
        "ndcg%20": round(figures.ndcg_at_fifth, _DIGITS),
        "map": round(figures.average_precision, _DIGITS),
        "recall@20": round(figures.recall_at_20, _DIGITS),
    }


def _days(paper: Paper) -> dict[str, str | None]:
    return {
        "published": _day(paper.published),
        "updated": _day(paper.updated),
        "announced": _day(paper.listed),
    }


def _machine(made: MachineTranslation) -> dict[str, Any]:
    return {
        "title": made.title,
        "abstract": made.abstract,
        "model": made.model,
        "made": made.made.isoformat(),
    }


def _sighting(sighting: Sighting) -> dict[str, Any]:
    return {
        "source": sighting.source,
        "day": _day(sighting.day),
        "topic": sighting.topic,
        "upvotes": sighting.upvotes,
        "comments": sighting.comments,
        "code_url": sighting.code_url,
        "affiliations": list(sighting.affiliations),
        "announce_type": sighting.announce_type,
        "notes": dict(sighting.notes),
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "version": version.number,
        "title": version.title,
        "abstract": version.abstract,
        "updated": _day(version.updated),
        "seen": _day(version.seen),
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
