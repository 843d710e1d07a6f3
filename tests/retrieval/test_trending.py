from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.catalogue import Attention, open_catalogue
from retrieval.errors import BadQuestion
from retrieval.papers import Paper, Record, Sighting
from retrieval.trending import score, trending

TODAY = dt.date(2026, 6, 15)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def seen(
    number: int, *, source: str = "hf:daily", day: dt.date | None = TODAY, **more
) -> list[Record]:
    sighting = {k: more.pop(k) for k in ("upvotes", "code_url", "topic") if k in more}
    paper = Paper(f"2601.{number:05d}", f"Study number {number} of a subject", **more)
    return [Record(paper, Sighting(source, day, **sighting), "test")]


@pytest.fixture
def catalogue(url):
    with open_catalogue(url) as opened:
        yield opened


def order(catalogue, *records: list[Record], **asked) -> list[int]:
    for one in records:
        catalogue.store(one, today=TODAY)
    found = trending(catalogue, today=TODAY, **asked)
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    return [int(known.paper.id.partition(".")[2]) for known, _ in found]


def test_more_upvotes_stand_first(catalogue):
    assert order(catalogue, seen(1, upvotes=3), seen(2, upvotes=80), seen(3, upvotes=9)) == [
        2,
        3,
        1,
    ]


def test_the_most_upvotes_of_all_sightings_count(catalogue):
    rising = [*seen(1, upvotes=2, day=ago(1)), *seen(1, upvotes=90, source="hf:search", day=None)]
    assert order(catalogue, rising, seen(2, upvotes=30)) == [1, 2]


def test_what_members_saved_counts_as_several_votes(catalogue):
    papers = [seen(1, upvotes=4), seen(2, upvotes=11), seen(3, upvotes=12)]
    assert order(catalogue, *papers) == [3, 2, 1]
    assert order(catalogue, savers={"2601.00001": 2, "2601.00002": 0}) == [1, 3, 2]


def test_a_paper_that_only_members_noticed_is_found_among_many(catalogue):
    many = [seen(number) for number in range(2, 30)]
    assert order(catalogue, seen(1), *many, count=3, savers={"2601.00001": 1})[0] == 1


def test_newer_attention_counts_for_more(catalogue):
    assert order(catalogue, seen(1, upvotes=20, day=ago(6)), seen(2, upvotes=20)) == [2, 1]


def test_much_older_attention_still_counts(catalogue):
    assert order(catalogue, seen(1, upvotes=200, day=ago(5)), seen(2, upvotes=1)) == [1, 2]


def test_a_known_repository_decides_between_equals(catalogue):
    url = "https://github.com/a/b"
    first = seen(1, upvotes=5)
    assert order(catalogue, first, seen(2, upvotes=5, code_url=url)) == [2, 1]


def test_a_second_source_counts_and_a_second_topic_of_the_same_does_not(catalogue):
    two_sources = [*seen(1, source="arxiv:rss"), *seen(1, source="digest:keywords")]
    two_topics = [
        *seen(2, source="arxiv:rss", topic="cs.CV"),
        *seen(2, source="arxiv:rss", topic="cs.LG"),
    ]
    found = trending_of(catalogue, two_sources, two_topics)
    assert found == {1: 1.0, 2: 0.0}


def test_digests_of_two_days_are_two_witnesses(catalogue):
    digests = [
        *seen(1, source="digest:keywords"),
        *seen(1, source="digest:keywords", day=None),
    ]
    assert trending_of(catalogue, digests) == {1: 1.0}


def trending_of(catalogue, *records) -> dict[int, float]:
    for one in records:
        catalogue.store(one, today=TODAY)
    found = trending(catalogue, today=TODAY)
    return {int(known.paper.id.partition(".")[2]): round(score, 3) for known, score in found}


def test_what_nobody_noticed_stands_last_and_newest_first(catalogue):
    lone = [seen(n, source="arxiv:rss", day=ago(n)) for n in (3, 1, 2)]
    assert order(catalogue, *lone, seen(9, upvotes=1, day=ago(6))) == [9, 1, 2, 3]
    assert order(catalogue, count=2) == [9, 1]


def test_equal_papers_stand_in_the_order_of_their_ids(catalogue):
    assert order(catalogue, *(seen(n, upvotes=4) for n in (3, 1, 2))) == [1, 2, 3]


def test_only_the_days_asked_for_count(catalogue):
    records = [seen(n, upvotes=5, day=ago(n)) for n in (0, 6, 7)]
    tomorrow = seen(8, upvotes=5, day=TODAY + dt.timedelta(days=1))
    assert order(catalogue, *records, tomorrow) == [0, 6]
    assert order(catalogue, days=1) == [0]
    assert order(catalogue, days=8) == [0, 6, 7]


def test_nothing_seen_in_these_days_is_nothing(catalogue):
    assert order(catalogue, seen(1, upvotes=5, day=ago(30))) == []


def test_a_digest_without_a_day_counts_when_the_paper_came_out(catalogue):
    new = seen(1, source="digest:plain", day=None, published=ago(2))
    old = seen(2, source="digest:plain", day=None, published=ago(200))
    assert order(catalogue, new, old, seen(3, source="dump:jsonl", day=None)) == [1]


def test_withdrawn_papers_never_trend(catalogue):
    withdrawn = seen(1, upvotes=500, withdrawn=True, published=TODAY)
    assert order(catalogue, withdrawn, seen(2, upvotes=1)) == [2]


def test_categories_narrow_it(catalogue):
    vision = seen(1, upvotes=5, categories=("cs.CV",))
    sound = seen(2, upvotes=50, categories=("cs.SD",))
    assert order(catalogue, vision, sound, categories=("cs.CV",)) == [1]
    assert order(catalogue, categories=("cs",)) == [2, 1]
    assert order(catalogue, categories=("NLP",)) == []


@pytest.mark.parametrize("asked", [{"days": 0}, {"days": 366}, {"count": 0}, {"count": 51}])
def test_impossible_figures_are_refused(catalogue, asked):
    with pytest.raises(BadQuestion, match="between 1 and"):
        trending(catalogue, today=TODAY, **asked)


@given(
    upvotes=st.integers(0, 10_000),
    witnesses=st.integers(1, 50),
    age=st.integers(0, 60),
    code=st.booleans(),
)
def test_attention_raises_a_score_and_age_lowers_it(upvotes, witnesses, age, code):
    def scored(upvotes: int, witnesses: int, age: int, *, code: bool) -> float:
        got = Attention("1", ago(age), upvotes, witnesses, code)
        return score(got, today=TODAY, half_life=3.5)

    here = scored(upvotes, witnesses, age, code=code)
    assert here >= 0.0
    assert scored(upvotes + 1, witnesses, age, code=code) > here
    assert scored(upvotes, witnesses + 1, age, code=code) > here
    assert scored(upvotes, witnesses, age + 1, code=code) <= here
