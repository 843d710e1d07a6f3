"""Filters in memory let through what SQL lets through, and follow what changes."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.filters import Filters
from retrieval.papers import Paper, Record, Sighting, content_hash

TODAY = dt.date(2026, 6, 10)
DAYS = [None, *(dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(0, 150, 7))]
CATEGORIES = ("cs.CL", "cs.CV", "math.OC", "NLP")


@pytest.fixture
def catalogue(url):
    with open_catalogue(url) as opened:
        yield opened


def papers(count, seed=1):
    drawn = random.Random(seed)  # noqa: S311 - made-up papers
    return [
        Paper(
            f"26{drawn.randint(1, 5):02}.{n:05}" if n % 5 else f"own-{n}",
            f"Paper number {n}",
            "An abstract.",
            categories=tuple(drawn.sample(CATEGORIES, drawn.randint(0, 2))),
            authors=(f"Ann Author{n % 3}",),
            listed=drawn.choice(DAYS),
            updated=drawn.choice(DAYS),
            withdrawn=drawn.random() < 0.1,
        )
        for n in range(count)
    ]


def store(catalogue, some):
    records = [Record(p, Sighting("test"), f"test:{p.id}", from_arxiv=True) for p in some]
    catalogue.store(records, today=TODAY)


def same(catalogue):
    for since in (None, dt.date(2026, 2, 10)):
        for until in (None, dt.date(2026, 3, 1)):
            for categories in ((), ("cs.cl",), ("cs",), ("nlp", "math.*"), ("none",)):
                asked = Filters(since, until, categories)
                assert set(catalogue.passing(asked)) == catalogue.matching(asked)


def test_days_and_categories_let_through_what_sql_lets_through(catalogue):
    store(catalogue, papers(200))
    same(catalogue)


def test_authors_and_other_filters_go_through_sql(catalogue):
    store(catalogue, papers(60))
    asked = Filters(authors=("Ann Author1",), since=dt.date(2026, 2, 1))
    assert set(catalogue.passing(asked)) == catalogue.matching(asked)
    assert len(catalogue.passing(asked))


def test_what_changes_comes_and_goes_is_followed(catalogue):
    some = papers(80)
    store(catalogue, some)
    same(catalogue)
    changed = [
        replace(p, version=2, categories=("math.OC",), listed=DAYS[3], withdrawn=n % 2 == 0)
        for n, p in enumerate(some[:20])
    ]
    store(catalogue, [*changed, *papers(120, seed=2)[80:]])
    same(catalogue)
    title = Paper("title:a-paper-by-its-title-only", "A paper by its title only")
    store(catalogue, [title])
    same(catalogue)
    store(catalogue, [Paper("2604.09999", title.title)])  # absorbs the other
    assert title.id not in catalogue.passing()
    same(catalogue)


def test_another_catalogue_over_the_store_follows_too(catalogue, url):
    store(catalogue, papers(30))
    with open_catalogue(url) as other:
        same(other)
        store(catalogue, papers(50, seed=3)[30:])
        same(other)
        assert len(other.passing()) == len(catalogue.passing())


def test_how_many_are_indexed_is_told_as_counts_tell_it(catalogue):
    assert catalogue.indexed() == 0
    store(catalogue, papers(5))
    due = catalogue.indexing.due(3)
    catalogue.indexing.mark([(k.paper.id, content_hash(k.paper, k.notes)) for k in due])
    assert catalogue.indexed() == catalogue.counts().indexed == 3
    catalogue.indexing.make_all_due()
    assert catalogue.indexed() == 0


def test_a_filter_that_is_asked_for_again_is_the_same_set_until_something_changes(catalogue):
    store(catalogue, papers(60))
    day = dt.date(2026, 2, 10)
    once = catalogue.passing(Filters(since=day, categories=("NLP", "cs")))
    assert catalogue.passing(Filters(since=day, categories=("cs.*", "nlp"))) is once
    assert catalogue.passing(Filters(since=day, categories=("cs",))) is not once
    assert catalogue.passing(Filters(until=day, categories=("NLP", "cs"))) is not once
    nobody = catalogue.passing(Filters(categories=("none",)))
    assert not nobody
    assert catalogue.passing(Filters(categories=("none",))) is nobody
    store(catalogue, [Paper("2605.77777", "One more", categories=("NLP",), listed=DAYS[-1])])
    assert "2605.77777" in catalogue.passing(Filters(since=day, categories=("NLP", "cs")))
    assert "2605.77777" not in once
