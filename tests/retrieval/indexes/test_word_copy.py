"""The word index that follows the catalogue, and what may be lost of it."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from dataclasses import replace

import pytest

from retrieval.errors import StoreUnwritable
from retrieval.filters import Filters
from retrieval.indexes.copies import Copies
from retrieval.indexes.word_copy import WordCopy
from retrieval.indexes.words import TantivyWords
from retrieval.papers import Paper

LIPS = Paper("2506.00001", "Lip reading", "Reads lips.")
EARLIER = dt.date(2026, 2, 27)


@pytest.fixture
def other(shelf, tmp_path):
    """The word index of another process, over the same catalogue."""
    folder = tmp_path / "other"
    words = TantivyWords(folder)
    return words, Copies(shelf.catalogue, [WordCopy(words, shelf.catalogue, folder / "note.json")])


def test_another_process_takes_what_this_one_indexed(shelf, other):
    words, following = other
    shelf.add(LIPS, Paper("2506.00002", "Sand walking", "Robots walk on sand."))
    assert words.search("lips", 5) == {}
    assert following.follow() == 2
    assert list(words.search("lips", 5)) == ["2506.00001"]
    assert words.search("sand", 5) == shelf.words.search("sand", 5)


def test_a_changed_and_an_absorbed_paper_reach_it_too(shelf, other):
    words, following = other
    title = "A paper that a page knew by its title only"
    shelf.add(LIPS, Paper("title:a-paper-that-a-page-knew-by-its-title-only", title))
    following.follow()
    shelf.add(Paper("2506.00001", "Speech reading", "Reads speech.", version=2))
    shelf.add(Paper("2506.00009", title))
    following.follow()
    assert words.search("lips", 5) == {}
    assert list(words.search("speech", 5)) == ["2506.00001"]
    assert list(words.search(title, 5)) == ["2506.00009"]


def test_a_filter_lets_through_the_best_of_all_that_pass(shelf):
    drawn = random.Random(1)  # noqa: S311 - made-up papers
    days = [None, *(dt.date(2026, 1, 1) + dt.timedelta(days=7 * n) for n in range(20))]
    shelf.add(
        *(
            Paper(
                f"own-{n}",
                f"Sand{n % 4} for robots",
                "They walk. " * drawn.randint(1, 30),
                listed=drawn.choice(days),
                categories=tuple(drawn.sample(("cs.CL", "cs.RO", "math.OC"), drawn.randint(0, 2))),
                withdrawn=drawn.random() < 0.1,
            )
            for n in range(150)
        )
    )
    everything = shelf.words.search("sand2 robots", 150)
    for since in (None, days[5]):
        for until in (None, days[12]):
            for categories in ((), ("cs.RO",), ("cs",), ("cs.CL", "math.*"), ("none",)):
                passing = shelf.catalogue.passing(Filters(since, until, categories))
                assert (passing.bounds is None) == (not since and not until and not categories)
                best = [(i, score) for i, score in everything.items() if i in passing]
                found = shelf.words.search_among("sand2 robots", 20, passing)
                assert list(found.values()) == pytest.approx([score for _, score in best[:20]])
                assert found.items() <= {i: pytest.approx(score) for i, score in best}.items()


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"listed": EARLIER}, Filters(since=EARLIER, until=EARLIER)),
        ({"categories": ("cs.RO", "cs.CL")}, Filters(categories=("cs.CL",))),
    ],
)
def test_another_day_or_category_reaches_it_and_nothing_is_encoded(shelf, other, changed, asked):
    words, following = other
    before = replace(LIPS, listed=dt.date(2026, 3, 2), categories=("cs.RO",))
    shelf.add(before)
    following.follow()
    shelf.store(replace(before, **changed))
    assert not shelf.catalogue.indexing.is_due()
    assert following.follow() == 1
    passing = shelf.catalogue.passing(asked)
    assert list(words.search_among("lips", 5, passing)) == [LIPS.id]


def test_a_paper_that_is_withdrawn_leaves_every_filter(shelf, other):
    words, following = other
    shelf.add(replace(LIPS, categories=("cs.RO",)))
    following.follow()
    shelf.store(replace(LIPS, categories=("cs.RO",), withdrawn=True))
    following.follow()
    passing = shelf.catalogue.passing(Filters(categories=("cs.RO",)))
    assert words.search_among("lips", 5, passing) == {}


def test_a_kill_between_the_commit_and_the_note_doubles_nothing(shelf):
    shelf.add(LIPS)
    before = shelf.note.read_bytes()
    shelf.add(Paper("2506.00002", "Lip reading again", "Reads more lips."))
    shelf.note.write_bytes(before)  # as if the process had died before it noted
    assert shelf.copies.lag()
    assert shelf.copies.follow() == 1
    assert sorted(shelf.words.search("lips", 5)) == ["2506.00001", "2506.00002"]


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"store": "x"}', b"\xff"])
def test_a_note_that_cannot_be_read_lets_it_begin_anew(shelf, note):
    shelf.add(LIPS)
    shelf.note.write_bytes(note)
    assert shelf.copies.follow() == 1
    assert list(shelf.words.search("lips", 5)) == ["2506.00001"]
    assert not shelf.copies.lag()


def test_a_lost_word_index_is_made_again_without_encoding_anything(shelf):
    shelf.add(LIPS)
    folder = shelf.note.parent
    shutil.rmtree(folder)
    words = TantivyWords(folder)
    following = Copies(shelf.catalogue, [WordCopy(words, shelf.catalogue, shelf.note)])
    assert following.lag()
    assert following.follow() == 1
    assert list(words.search("lips", 5)) == ["2506.00001"]


def test_a_note_that_cannot_be_written_is_one_sentence(shelf):
    shelf.add(LIPS)
    copy = WordCopy(shelf.words, shelf.catalogue, shelf.note / "below-a-file")
    with pytest.raises(StoreUnwritable, match="cannot be written"):
        Copies(shelf.catalogue, [copy]).follow()
