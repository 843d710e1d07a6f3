"""Whatever was shown comes back letter for letter, if the papers did not change."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.excerpts import texts_of
from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.members import Kind, Members, Turn
from retrieval.members.outcomes import to_stored
from retrieval.papers import Sighting, Translation
from retrieval.queries import Abstained, Answer, Evidence, Excerpt, Query, Reason
from tests.retrieval.catalogue.building import TODAY, record, title_only
from tests.retrieval.members.building import SAND, showing

RECORDS = (
    SAND,
    record("2506.00002", "No abstract, but notes", sighting=Sighting(
        "digest:four", notes=(("概述", "这篇论文研究沙地上的机器人。"), ("方法", "We walk.")),
    )),
    record(
        "hep-th/9901001",
        "A paper in two languages 🏜️",
        abstract=r"$\alpha$-decay **in** sand @everyone.",
        translations=(Translation("zh", "沙", "沙漠中的衰变。它很慢。"),),
        authors=("Ada Writer",),
        published=dt.date(1999, 1, 4),
    ),
    record("2506.00004", "Only translated", translations=(Translation("zh", "", "只有中文。"),)),
    title_only("A work that is known by nothing but its name"),
)  # fmt: skip
IDS = tuple(one.paper.id for one in RECORDS)

anything = st.text(st.characters(), max_size=40)  # half surrogate pairs and NUL too
names = st.lists(anything, max_size=3).map(tuple)
days = st.none() | st.dates()
queries = st.builds(
    Query,
    text=anything,
    question=anything,
    since=days,
    until=days,
    order=st.none() | st.just("latest"),
    categories=names,
    authors=names,
    language=st.sampled_from(["en", "zh"]),
    paper_id=st.none() | st.sampled_from(IDS),
    smalltalk=st.booleans(),
    code=st.booleans(),
    survey=st.booleans(),
    venues=names,
    affiliations=names,
    surveys_first=st.booleans(),
    no_survey=st.booleans(),
    ignored=st.lists(st.tuples(anything, anything), max_size=2).map(tuple),
    corrected=st.lists(st.tuples(anything, anything), max_size=2).map(tuple),
    in_english=st.booleans(),
    excluded=names,
    without=st.lists(st.tuples(anything, anything), max_size=2).map(tuple),
    wanted=st.none() | st.integers(1, 50),
)
numbers = st.text("0123456789", min_size=1, max_size=20)
moments = st.datetimes(
    dt.datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis wants it without a zone
    timezones=st.just(dt.UTC),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('store') / 'catalogue.db'}")
    catalogue = Catalogue(database)
    catalogue.store(RECORDS, today=TODAY)
    yield Members(database, catalogue), catalogue.papers(IDS)
    database.close()


@st.composite
def evidences(draw, known):
    paper = known[draw(st.sampled_from(IDS))]
    excerpts = []
    for _ in range(draw(st.integers(0, 3))):
        text = draw(st.sampled_from(list(texts_of(paper))))
        start = draw(st.integers(0, len(text.text)))
        end = draw(st.integers(start, len(text.text)))
        within = st.integers(0, end - start)
        marks = draw(st.lists(st.tuples(within, within), max_size=3).map(tuple))
        piece = text.text[start:end]
        excerpts.append(Excerpt(text.field, text.language, start, end, piece, marks))
    score = draw(st.floats(0, 1))
    return Evidence(paper, score, tuple(excerpts))


@st.composite
def outcomes(draw, known):
    query = draw(queries)
    if draw(st.booleans()):
        nearest = draw(st.lists(st.sampled_from(IDS), max_size=3, unique=True))
        reason = draw(st.sampled_from(Reason))
        return Abstained(query, reason, tuple(known[paper_id] for paper_id in nearest))
    return Answer(query, tuple(draw(st.lists(evidences(known), min_size=1, max_size=4))))


@given(st.data())
def test_what_was_kept_comes_back_as_it_was(store, data):
    members, known = store
    kept = Turn(
        id=data.draw(numbers),
        user=data.draw(numbers),
        place=data.draw(numbers),
        asked=data.draw(moments),
        outcome=data.draw(outcomes(known)),
        kind=data.draw(st.sampled_from(Kind)),
        message=data.draw(st.none() | numbers),
    )
    members.remember(kept)
    assert members.turn(kept.id) == kept


def test_the_strategy_fills_every_field_of_a_query():
    """A field that is added to Query and cannot be kept shows in the test above."""
    assert {field.name for field in fields(Query)} == {
        "text", "question", "since", "until", "order", "categories", "authors", "language",
        "paper_id", "smalltalk", "code", "survey", "venues", "affiliations", "surveys_first",
        "ignored", "no_survey", "corrected", "in_english", "wanted", "excluded", "without",
    }  # fmt: skip


def test_no_text_of_a_paper_but_its_title_is_kept_twice(store):
    _, known = store
    stored = to_stored(showing(known[SAND.paper.id]).outcome)
    assert "Walking on sand" in stored
    assert "Robots" not in stored
