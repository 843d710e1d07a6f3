"""The word index that follows the catalogue, and what may be lost of it."""

from __future__ import annotations

import shutil

import pytest

from retrieval.errors import StoreUnwritable
from retrieval.indexes.copies import Copies
from retrieval.indexes.word_copy import WordCopy
from retrieval.indexes.words import TantivyWords
from retrieval.papers import Paper

LIPS = Paper("2506.00001", "Lip reading", "Reads lips.")


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
