"""No paper over the threshold is missed: matching is judging every paper one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.detect import read_path
from retrieval.answering.search import Candidate
from retrieval.following.matching import Announced, Matching, query_of
from retrieval.indexes.vectors import Kind
from retrieval.papers import Record
from tests.retrieval.following.building import topic

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 6, 15)
PAPERS = 120  # one by one is slow
TEXTS = (
    "long-term memory of agents",
    "speech recognition for low-resource languages",
    "GPT-4 and Llama-3 compared",
    "red wine stains on carpets",
    "多智能体 RAG",  # asked in English
    "量化投资 RAG",  # not in the glossary
)


@pytest.fixture
def sample(shelf, repository: Path):
    """Papers that the repository ships, as if one day had announced them all."""
    found = read_path(str(repository / "docs" / "sample" / "papers.jsonl.gz"))
    records = [one for one in found if isinstance(one, Record)]
    shelf.add(*(replace(record.paper, listed=DAY) for record in records[:PAPERS]))
    return shelf


def test_every_paper_of_the_sample_over_the_threshold_is_matched(sample):
    matching = Matching(sample.catalogue, sample.answers)
    papers = matching.announced([DAY])
    assert len(papers) == PAPERS
    topics = [topic(id=f"topic-{at}", text=text, threshold=0.2) for at, text in enumerate(TEXTS)]
    found = matching.matches(topics, papers)
    matched = {(match.topic.id, match.known.paper.id): match.score for match in found}
    expected = {
        (one.id, paper_id): probability
        for one in topics
        for paper_id, probability in one_by_one(sample, one, papers).items()
        if probability >= one.threshold
    }
    assert matched == pytest.approx(expected, abs=1e-4)
    assert len({topic_id for topic_id, _ in matched}) >= 2


def one_by_one(shelf, wanted, papers: list[Announced]) -> dict[str, float]:
    """The probabilities that `ask` would have, if it read all papers closely."""
    query = query_of(wanted)
    asked = shelf.search.asking.ask(shelf.search.asking.english_of(query) or query)
    known = [one.known for one in papers]
    ids = [one.paper.id for one in known]
    near = shelf.vectors.similarities(Kind.WHOLE, asked.vector, ids)
    met = shelf.search.met(asked, known)
    leasts = [float(asked.words.closeness([one.words]).least[0]) for one in met]
    candidates = [
        Candidate(one, 0.0, near[one.paper.id], least=least, met=beside)
        for one, least, beside in zip(known, leasts, met, strict=True)
    ]
    judged = shelf.answers.judge(asked, candidates)
    return {one.candidate.paper_id: one.probability for one in judged}
