"""The laws of merging: repeating changes nothing, order does not matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.catalogue.merging import (
    Held,
    held_from_record,
    join,
    known_paper,
    visibly_differ,
)
from retrieval.papers import KnownPaper, ListedBy, Paper, Record, Sighting, Translation
from tests.retrieval.catalogue.building import TODAY, record, title_only

DAYS = st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2025, 1, 5))
TEXTS = st.sampled_from(["", "a", "bb", "ccc"])
MAYBE = st.none() | TEXTS
NAMES = st.lists(st.sampled_from(["Ada", "Bob", "Cy"]), unique=True).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Anything that sources may tell of one paper."""
    bare = draw(st.booleans())
    translation = Translation("zh", draw(TEXTS), draw(TEXTS))
    paper = Paper(
        id="title:t" if bare else "2506.00001",
        title=draw(st.sampled_from(["T", "t", "T!"])),
        abstract=draw(TEXTS),
        version=None if bare else draw(st.none() | st.integers(1, 3)),
        authors=draw(NAMES),
        categories=draw(NAMES),
        primary_category=draw(MAYBE),
        published=draw(DAYS),
        updated=draw(DAYS),
        listed=draw(DAYS),
        comment=draw(MAYBE),
        code_url=draw(MAYBE),
        withdrawn=draw(st.booleans()),
        translations=draw(st.sampled_from([(), (translation,)])),
    )
    sighting = Sighting(
        draw(st.sampled_from(["hf:daily", "digest:plain"])),
        draw(DAYS),
        upvotes=draw(st.none() | st.integers(0, 3)),
        code_url=draw(st.none() | st.sampled_from(["a", "b"])),
        affiliations=draw(NAMES),
        notes=draw(st.sampled_from([(), (("概述", "x"),), (("概述", "yy"), ("方法", "z"))])),
    )
    return Record(paper, sighting, "x:1", draw(st.booleans()), draw(st.sampled_from(ListedBy)))


def held_of(*given: Record) -> Held:
    return reduce(join, (held_from_record(r, today=TODAY) for r in given))


@given(st.lists(records(), min_size=1, max_size=5))
def test_merging_the_same_records_again_shows_nothing_new(some: list[Record]) -> None:
    once = held_of(*some)
    for step in some:
        twice = join(once, held_from_record(step, today=TODAY + dt.timedelta(days=1)))
        assert not visibly_differ(once, twice)
        assert told_with_versions(twice) == told_with_versions(once)


def told_with_versions(held: Held) -> KnownPaper:
    """Of two texts without a version, either may be the one that is remembered."""
    known = known_paper(held)
    return replace(known, versions=tuple(v for v in known.versions if v.number))


@given(st.lists(records(), min_size=1, max_size=5))
def test_what_is_merged_one_by_one_or_in_groups_is_the_same(some: list[Record]) -> None:
    assert known_paper(held_of(*some)).paper == known_paper(join_in_groups(some)).paper


def join_in_groups(some: list[Record]) -> Held:
    middle = len(some) // 2
    groups = [held_of(*part) for part in (some[:middle], some[middle:]) if part]
    return reduce(join, groups)


@given(st.permutations([1, 2, 3, 4]), st.booleans())
def test_the_order_of_versions_does_not_matter(order: list[int], bare_first: bool) -> None:  # noqa: FBT001 - drawn
    versions = [record(version=n, abstract=f"Text {n}.", from_arxiv=n % 2 == 0) for n in order]
    bare = title_only("Grasping transparent objects, by depth completion", abstract="Bare.")
    some = [bare, *versions] if bare_first else [*versions, bare]
    known = known_paper(held_of(*some))
    assert known.paper.abstract == "Text 4."
    assert known.paper.version == 4
    assert known.paper.id == "2506.00001"
    assert [(v.number, v.abstract) for v in known.versions] == [
        (n, f"Text {n}.") for n in (1, 2, 3, 4)
    ]


@given(records(), records())
def test_two_records_give_the_same_paper_in_either_order_unless_their_claims_are_equal(
    one: Record, other: Record
) -> None:
    """Claims of text are equal when both are of one version and one kind of source."""
    a, b = held_from_record(one, today=TODAY), held_from_record(other, today=TODAY)
    if a.origins["title"] == b.origins["title"]:
        return
    left, right = known_paper(join(a, b)).paper, known_paper(join(b, a)).paper
    assert replace(left, id="") == replace(right, id="")
    assert left.id == right.id or "title:t" in {one.paper.id, other.paper.id}


def test_arxiv_beats_a_digest_of_the_same_version() -> None:
    digest = record(version=1, title="retyped title", abstract="Retyped.")
    own = record(version=1, title="The title", abstract="As published.", from_arxiv=True)
    for order in ([digest, own], [own, digest]):
        held = held_of(*order)
        assert (held.paper.title, held.paper.abstract) == ("The title", "As published.")
        assert len(known_paper(held).versions) == 1


def test_a_newer_digest_beats_an_older_text_of_arxiv() -> None:
    held = held_of(
        record(version=1, abstract="Old.", from_arxiv=True), record(version=2, abstract="New.")
    )
    assert held.paper.abstract == "New."


def test_empty_fields_are_filled_from_any_version() -> None:
    newer = record(version=3, abstract="")
    older = record(version=1, abstract="Only here.", comment="5 pages", doi="10.1/2")
    for order in ([newer, older], [older, newer]):
        paper = held_of(*order).paper
        assert (paper.version, paper.abstract) == (3, "Only here.")
        assert (paper.comment, paper.doi) == ("5 pages", "10.1/2")


def test_a_filled_in_abstract_gives_way_to_the_version_s_own() -> None:
    some = [record(version=2), record(version=1, abstract="Of 1."), record(version=2, abstract="2")]
    assert held_of(*some).paper.abstract == "2"


def test_a_text_without_a_version_is_remembered_only_while_no_version_says_the_same() -> None:
    loose = record(abstract="Said first.")
    held = held_of(loose, record(version=2, abstract="Said later."))
    assert [v.number for v in known_paper(held).versions] == [None, 2]
    held = join(held, held_from_record(record(version=1, abstract="Said first."), today=TODAY))
    assert [v.number for v in known_paper(held).versions] == [1, 2]


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([(1, False), (2, True)], True),
        ([(2, True), (1, False)], True),
        ([(2, True), (3, False)], False),
        ([(3, False), (2, True)], False),
        ([(2, False), (2, True)], True),
        ([(2, True), (2, False)], True),
        ([(2, True), (None, False)], True),
    ],
)
def test_the_newest_version_says_whether_it_is_withdrawn(
    accounts: list[tuple[int | None, bool]],
    expected: bool,  # noqa: FBT001 - a parameter
) -> None:
    held = held_of(*(record(version=v, withdrawn=w) for v, w in accounts))
    assert held.paper.withdrawn is expected


def test_the_earliest_announcement_and_arxiv_s_submission_day_win() -> None:
    some = [
        record(listed=dt.date(2025, 6, 9), published=dt.date(2025, 6, 1)),
        record(listed=dt.date(2025, 6, 4), published=dt.date(2025, 5, 1)),
        record(published=dt.date(2025, 6, 3), from_arxiv=True),
    ]
    for order in (some, some[::-1]):
        paper = held_of(*order).paper
        assert paper.listed == dt.date(2025, 6, 4)
        assert paper.published == dt.date(2025, 6, 3)


def test_a_listing_day_that_is_stated_beats_every_other_in_any_order() -> None:
    some = [
        record(listed=dt.date(2025, 6, 3), listed_by=ListedBy.SUBMISSION, from_arxiv=True),
        record(listed=dt.date(2025, 6, 4), listed_by=ListedBy.CROSS_LIST, from_arxiv=True),
        record(listed=dt.date(2025, 6, 10), listed_by=ListedBy.SUBMISSION, version=3),
        record(listed=dt.date(2025, 6, 6)),
        record(listed=dt.date(2025, 6, 9), from_arxiv=True),
    ]
    for order in permutations(some):
        assert held_of(*order).paper.listed == dt.date(2025, 6, 6)


@pytest.mark.parametrize(
    ("by", "expected"), [(ListedBy.SUBMISSION, 9), (ListedBy.CROSS_LIST, 4)], ids=str
)
def test_of_days_that_are_bounds_the_one_nearest_to_the_announcement_is_kept(
    by: ListedBy, expected: int
) -> None:
    """A submission tells before which day it cannot have been, a cross-list after which."""
    some = [record(listed=dt.date(2025, 6, day), listed_by=by) for day in (4, 9, 5)]
    for order in permutations(some):
        assert held_of(*order).paper.listed == dt.date(2025, 6, expected)


@pytest.mark.parametrize("days", [(3, 5), (5, 3)])
def test_a_cross_list_gives_way_to_the_submission(days: tuple[int, int]) -> None:
    some = [
        record(listed=dt.date(2025, 6, day), listed_by=by)
        for day, by in zip(days, (ListedBy.SUBMISSION, ListedBy.CROSS_LIST), strict=True)
    ]
    for order in (some, some[::-1]):
        assert held_of(*order).paper.listed == dt.date(2025, 6, days[0])


def test_the_longer_list_of_authors_wins_unless_arxiv_gave_the_shorter() -> None:
    short, long = record(authors=("Ada",)), record(authors=("Ada", "Bob", "et al."))
    own = record(authors=("Ada", "Bob"), from_arxiv=True)
    assert held_of(short, long).paper.authors == ("Ada", "Bob", "et al.")
    assert held_of(own, long).paper.authors == ("Ada", "Bob")
    assert held_of(long, own).paper.authors == ("Ada", "Bob")


def test_translations_are_gathered_by_language() -> None:
    some = [
        record(translations=(Translation("zh", "标题"),)),
        record(translations=(Translation("de", "Titel"), Translation("zh", "别的", "摘要"))),
        record(version=2, translations=(Translation("zh", "新标题"),)),
    ]
    assert held_of(*some).paper.translations == (
        Translation("de", "Titel"),
        Translation("zh", "新标题", "摘要"),
    )


def test_one_sighting_told_twice_keeps_the_fuller_account() -> None:
    day = dt.date(2025, 6, 1)
    one = Sighting("hf:daily", day, upvotes=9, affiliations=("MIT",), notes=(("概述", "长一些"),))
    two = Sighting("hf:daily", day, upvotes=5, affiliations=("ETH",), notes=(("概述", "短"),))
    known = known_paper(held_of(record(sighting=one), record(sighting=two)))
    (sighting,) = known.sightings
    assert sighting.upvotes == 9
    assert sighting.affiliations == ("MIT", "ETH")
    assert known.notes == {"概述": "长一些"}
