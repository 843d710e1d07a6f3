"""The contract of the door, on every kind of database."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from retrieval.catalogue import Catalogue, Counts, Stored, open_catalogue
from retrieval.filters import Filters
from retrieval.papers import Paper, Record, Sighting, Translation, Version, content_hash
from tests.retrieval.catalogue.building import TODAY, numbered, record, title_only

LONG = "Grasping transparent objects by depth completion"


def store(catalogue: Catalogue, *records: Record) -> Stored:
    return catalogue.store(records, today=TODAY)


def paper_of(catalogue: Catalogue, paper_id: str = "2506.00001") -> Paper:
    known = catalogue.known(paper_id)
    assert known is not None
    return known.paper


def full_record() -> Record:
    return record(
        abstract="Transparent objects are hard to see.",
        version=2,
        authors=("Kaiming He", "José Ferré"),
        categories=("cs.CV", "cs.RO"),
        primary_category="cs.CV",
        published=dt.date(2025, 6, 1),
        updated=dt.date(2025, 6, 20),
        listed=dt.date(2025, 6, 3),
        comment="12 pages",
        journal_ref="ICRA 2026",
        doi="10.1000/1",
        licence="CC BY 4.0",
        code_url="https://github.com/a/b",
        project_url="https://a.example",
        translations=(Translation("zh", "透明物体抓取", "透明物体很难看见。"),),
        sighting=Sighting(
            "hf:daily",
            dt.date(2025, 6, 4),
            "robotics",
            upvotes=7,
            comments=2,
            code_url="https://github.com/a/b",
            affiliations=("MIT", "清华大学"),
            announce_type="new",
            notes=(("概述", "一句话"), ("方法", "两句话")),
        ),
        from_arxiv=True,
    )


def test_everything_that_was_stored_comes_back(catalogue: Catalogue) -> None:
    given = full_record()
    assert store(catalogue, given) == Stored(added=1)
    known = catalogue.known("2506.00001")
    assert known is not None
    assert known.paper == given.paper
    assert known.sightings == (given.sighting,)
    assert known.versions == (
        Version(2, given.paper.title, given.paper.abstract, dt.date(2025, 6, 20), TODAY),
    )


def test_storing_the_same_again_changes_nothing(catalogue: Catalogue) -> None:
    records = [full_record(), *numbered(30, start=2), title_only("Only a title is known of this")]
    assert store(catalogue, *records) == Stored(added=32)
    revision = catalogue.latest_revision()
    assert store(catalogue, *records) == Stored(unchanged=32)
    assert catalogue.latest_revision() == revision


def test_nothing_to_store_is_no_error(catalogue: Catalogue) -> None:
    assert store(catalogue) == Stored()


def test_the_second_row_of_a_paper_in_one_file_is_unchanged(catalogue: Catalogue) -> None:
    again = record(sighting=Sighting("digest:plain", topic="another heading"))
    assert store(catalogue, record(), again) == Stored(added=1, unchanged=1)
    known = catalogue.known("2506.00001")
    assert known is not None
    assert len(known.sightings) == 2


@pytest.mark.parametrize(
    "news",
    [
        {"code_url": "https://github.com/x/y"},
        {"affiliations": ("MIT",)},
        {"upvotes": 3},
        {"notes": (("概述", "新"),)},
    ],
    ids=str,
)
def test_a_sighting_that_tells_something_new_counts_as_an_update(
    catalogue: Catalogue, news: dict[str, Any]
) -> None:
    store(catalogue, record())
    more = record(sighting=Sighting("hf:daily", TODAY, **news))
    assert store(catalogue, more) == Stored(updated=1)
    assert store(catalogue, more) == Stored(unchanged=1)


def test_a_newer_version_replaces_the_text_and_the_older_is_remembered(
    catalogue: Catalogue,
) -> None:
    old = record(version=1, abstract="First.")
    new = record(version=2, title="A better title for the same work", abstract="Second.")
    for order in ([old, new], [new, old], [old, new, old]):
        store(catalogue, *order)
        known = catalogue.known("2506.00001")
        assert known is not None
        assert (known.paper.version, known.paper.abstract) == (2, "Second.")
        assert [(v.number, v.abstract) for v in known.versions] == [(1, "First."), (2, "Second.")]
    assert store(catalogue, old) == Stored(unchanged=1)
    assert catalogue.find_by_title("A better title, for the same Work") == ["2506.00001"]
    assert catalogue.find_by_title(LONG.upper()) == ["2506.00001"]


def test_two_works_of_one_title_stay_two_and_a_bare_title_stays_a_third(
    catalogue: Catalogue,
) -> None:
    store(catalogue, record("2506.00001"), record("2506.00002"))
    assert store(catalogue, title_only(LONG)) == Stored(added=1)
    assert catalogue.counts().papers == 3
    assert len(catalogue.find_by_title(LONG)) == 3


def test_a_bare_title_is_matched_to_the_paper_that_is_there(catalogue: Catalogue) -> None:
    store(catalogue, record())
    bare = title_only(LONG.upper(), abstract="Known from elsewhere.")
    assert store(catalogue, bare) == Stored(updated=1)
    assert store(catalogue, bare) == Stored(unchanged=1)
    assert catalogue.counts().papers == 1
    assert paper_of(catalogue, bare.paper.id).id == "2506.00001"
    assert paper_of(catalogue).abstract == "Known from elsewhere."
    assert paper_of(catalogue).title == LONG


def test_a_bare_title_is_taken_in_when_its_paper_arrives(catalogue: Catalogue) -> None:
    bare = title_only(LONG.upper(), abstract="Elsewhere.", sighting=Sighting("hf:page", upvotes=3))
    store(catalogue, bare)
    known = catalogue.known(bare.paper.id)
    assert known is not None
    catalogue.indexing.mark([(bare.paper.id, content_hash(known.paper, {}))])
    assert store(catalogue, record(abstract="Its own.")) == Stored(updated=1)
    assert catalogue.counts() == Counts(papers=1, indexed=0, due=1)
    assert catalogue.indexing.removals(10) == [bare.paper.id]
    taken = catalogue.known(bare.paper.id)
    assert taken is not None
    assert (taken.paper.id, taken.paper.title) == ("2506.00001", LONG)
    assert taken.paper.abstract == "Its own."
    assert {s.source for s in taken.sightings} == {"hf:page", "digest:plain"}
    assert catalogue.find_by_title(LONG) == ["2506.00001"]
    assert store(catalogue, bare, record(abstract="Its own.")) == Stored(unchanged=2)
    catalogue.indexing.mark([], [bare.paper.id])
    assert catalogue.indexing.removals(10) == []


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
@pytest.mark.parametrize("together", [True, False], ids=["one call", "three calls"])
def test_a_bare_title_before_between_or_after_its_paper_gives_the_same(
    catalogue: Catalogue, order: tuple[int, ...], *, together: bool
) -> None:
    accounts = [
        title_only(LONG.upper(), abstract="Bare.", sighting=Sighting("hf:page", upvotes=3)),
        record(version=1, abstract="First.", comment="5 pages"),
        record(version=2, abstract="Second.", from_arxiv=True),
    ]
    some = [accounts[index] for index in order]
    counted = [store(catalogue, *some)] if together else [store(catalogue, one) for one in some]
    assert sum(stored.added for stored in counted) == catalogue.counts().papers == 1
    known = catalogue.known("2506.00001")
    assert known is not None
    assert (known.paper.title, known.paper.abstract) == (LONG, "Second.")
    assert (known.paper.version, known.paper.comment) == (2, "5 pages")
    assert {s.source for s in known.sightings} == {"hf:page", "digest:plain"}
    assert [(v.number, v.abstract) for v in known.versions] == [(1, "First."), (2, "Second.")]
    assert catalogue.known(accounts[0].paper.id) == known
    assert store(catalogue, *some) == Stored(unchanged=3)
    everything = {known.paper.id, *catalogue.indexing.removals(10)}
    assert everything == {change.paper_id for change in catalogue.changes_since(0)}


def test_a_chain_of_bare_titles_leads_to_the_paper_in_the_end(catalogue: Catalogue) -> None:
    plain = title_only("Learning with 2^n depth maps and other things")
    latex = title_only("Learning with $2^n$ depth-maps, and other things")
    dashed = title_only("Learning-with 2n depthmaps and other things")
    store(catalogue, plain)
    assert store(catalogue, latex) == Stored(unchanged=1)
    store(catalogue, record("2506.00009", plain.paper.title))
    store(catalogue, dashed)
    for bare in (plain, latex, dashed):
        assert paper_of(catalogue, bare.paper.id).id == "2506.00009"
    assert catalogue.counts().papers == 1


def test_a_title_too_short_to_name_a_work_needs_more_than_itself(catalogue: Catalogue) -> None:
    store(catalogue, record("2506.00001", "Attention", abstract="About how people attend."))
    assert store(catalogue, title_only("Attention", abstract="Nothing alike here, really."))
    assert catalogue.counts().papers == 2


def test_a_short_title_matches_when_the_abstract_agrees(catalogue: Catalogue) -> None:
    abstract = "About how people attend to several things at once."
    store(catalogue, title_only("Attention", abstract=abstract))
    store(catalogue, record("2506.00001", "Attention", abstract=abstract[:-1]))
    assert catalogue.counts().papers == 1


def test_what_is_due_leaves_the_queue_when_it_was_indexed_as_it_is(catalogue: Catalogue) -> None:
    store(catalogue, *numbered(5))
    first, second = catalogue.indexing.due(2)
    hashes = [(k.paper.id, content_hash(k.paper, k.notes)) for k in (first, second)]
    assert [i for i, _ in hashes] == ["2506.00000", "2506.00001"]
    store(catalogue, replace(numbered(1)[0], paper=replace(first.paper, version=3, title="New")))
    catalogue.indexing.mark(hashes)
    assert catalogue.counts() == Counts(papers=5, indexed=1, due=4)
    assert "2506.00000" in {k.paper.id for k in catalogue.indexing.due(10)}
    assert "2506.00000" not in {
        k.paper.id for k in catalogue.indexing.due(10, besides=["2506.00000"])
    }
    catalogue.indexing.make_all_due()
    assert catalogue.counts() == Counts(papers=5, indexed=0, due=5)


def test_a_change_that_no_index_holds_makes_nothing_due(catalogue: Catalogue) -> None:
    store(catalogue, record())
    known = catalogue.known("2506.00001")
    assert known is not None
    catalogue.indexing.mark([("2506.00001", content_hash(known.paper, known.notes))])
    assert store(catalogue, record(comment="Accepted")) == Stored(updated=1)
    assert catalogue.counts().due == 0
    store(catalogue, record(sighting=Sighting("digest:topic", notes=(("概述", "新"),))))
    assert catalogue.counts().due == 1


def test_the_revision_tells_what_changed_since(catalogue: Catalogue) -> None:
    assert catalogue.latest_revision() == 0
    bare = title_only("A study of which only the title is known")
    store(catalogue, *numbered(3), bare)
    seen = catalogue.latest_revision()
    assert seen == 4
    assert catalogue.changes_since(seen) == []
    store(catalogue, record("2506.00001", numbered(2)[1].paper.title, comment="Accepted"))
    assert [c.paper_id for c in catalogue.changes_since(seen)] == ["2506.00001"]
    store(catalogue, record("2506.00077", bare.paper.title))
    changes = catalogue.changes_since(seen, limit=10)
    assert {(c.paper_id, c.removed) for c in changes} == {
        ("2506.00001", False),
        ("2506.00077", False),
        (bare.paper.id, True),
    }
    assert catalogue.changes_since(changes[0].revision) == changes[1:]
    assert catalogue.latest_revision() == changes[-1].revision


def test_many_ids_are_asked_for_at_once(catalogue: Catalogue) -> None:
    records = numbered(1_200)
    store(catalogue, *records)
    found = catalogue.papers([*(r.paper.id for r in records), "9999.99999"])
    assert list(found) == [r.paper.id for r in records]
    assert catalogue.known("9999.99999") is None


def test_notes_about_the_indexes_and_cursors_are_kept(url: str) -> None:
    with open_catalogue(url) as catalogue:
        assert catalogue.indexing.built_with() == {}
        catalogue.indexing.note_built_with({"model": "a", "dimension": "384"})
        catalogue.indexing.note_built_with({"model": "b"})
        assert catalogue.load("arxiv:cs.CL") is None
        catalogue.save("arxiv:cs.CL", "2026-06-01")
        catalogue.save("arxiv:cs.CL", "2026-06-02")
    with open_catalogue(url) as catalogue:
        assert catalogue.indexing.built_with() == {"model": "b"}
        assert catalogue.load("arxiv:cs.CL") == "2026-06-02"


def test_text_that_no_database_holds_is_stored_without_it(catalogue: Catalogue) -> None:
    bad = record(
        title="A \x00 title with half a \ud83d pair in it",
        authors=("A\x00da",),
        translations=(Translation("zh", "\udfff"),),
        sighting=Sighting("hf:daily", upvotes=2**70, notes=(("a", "\ud800"),)),
    )
    assert store(catalogue, bad) == Stored(added=1)
    assert store(catalogue, bad) == Stored(unchanged=1)
    known = catalogue.known("2506.00001")
    assert known is not None
    assert known.paper.title == "A \ufffd title with half a \ufffd pair in it"
    assert known.paper.authors == ("A\ufffdda",)
    assert known.sightings[0].upvotes is None
    assert known.notes == {"a": "\ufffd"}


def test_absurdly_long_values_are_stored_and_found(catalogue: Catalogue) -> None:
    title = "word " * 20_000
    long = record(title=title, authors=("x" * 50_000,), categories=("c" * 50_000,))
    store(catalogue, long)
    assert catalogue.find_by_title(title) == ["2506.00001"]
    assert catalogue.matching(Filters(categories=("c" * 50_000,))) == {"2506.00001"}


def test_threads_may_share_one_catalogue(catalogue: Catalogue) -> None:
    def work(part: int) -> None:
        for start in range(part * 100, part * 100 + 100, 20):
            store(catalogue, *numbered(20, start=start))
            catalogue.matching(Filters(categories=("cs",)))

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert catalogue.counts().papers == 400
    assert catalogue.latest_revision() == 400


def test_within_a_snapshot_one_state_is_read_whoever_writes(url: str) -> None:
    with open_catalogue(url) as catalogue, open_catalogue(url) as other:
        catalogue.store(numbered(2), today=TODAY)
        with catalogue.snapshot():
            before = catalogue.counts()
            with catalogue.snapshot():  # as if there were one
                other.store(numbered(3, start=2), today=TODAY)
            assert catalogue.counts() == before
            assert catalogue.known("2506.00004") is None
        assert catalogue.counts().papers == 5
        assert catalogue.known("2506.00004") is not None


def test_a_snapshot_is_one_threads_own(url: str) -> None:
    with open_catalogue(url) as catalogue, ThreadPoolExecutor(1) as beside:
        with catalogue.snapshot():
            assert catalogue.counts().papers == 0
            beside.submit(catalogue.store, numbered(2), today=TODAY).result()
            assert catalogue.counts().papers == 0
            assert beside.submit(catalogue.counts).result().papers == 2
        assert catalogue.counts().papers == 2


def test_a_snapshot_ends_with_whatever_goes_wrong_within(url: str) -> None:
    def fail(catalogue: Catalogue) -> None:
        with catalogue.snapshot():
            catalogue.counts()
            raise ZeroDivisionError

    with open_catalogue(url) as catalogue:
        with pytest.raises(ZeroDivisionError):
            fail(catalogue)
        catalogue.store(numbered(2), today=TODAY)
        assert catalogue.counts().papers == 2
