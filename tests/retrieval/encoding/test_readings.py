from __future__ import annotations

import pytest

from retrieval.encoding.readings import ReadingStore
from retrieval.errors import StoreUnwritable


@pytest.fixture
def store(tmp_path):
    kept = ReadingStore(tmp_path / "deep" / "readings.sqlite3")
    yield kept
    kept.close()


def test_what_is_kept_is_found_by_paper_and_digest(store):
    store.put([("a", b"1", b"one"), ("b", b"2", b"two")])
    assert store.get({"a": b"1", "b": b"other", "c": b"3"}) == {"a": b"one"}


def test_a_later_reading_takes_the_place_of_the_earlier(store):
    store.put([("a", b"1", b"one")])
    store.put([("a", b"2", b"two")])
    assert store.get({"a": b"1"}) == {}
    assert store.get({"a": b"2"}) == {"a": b"two"}


def test_thousands_are_asked_for_at_once(store):
    store.put((str(i), b"d", b"x") for i in range(2_500))
    assert len(store.get({str(i): b"d" for i in range(2_500)})) == 2_500


def test_what_is_deleted_is_gone(store):
    store.put([("a", b"1", b"one"), ("b", b"1", b"two")])
    store.delete(["a", "never kept"])
    assert store.get({"a": b"1", "b": b"1"}) == {"b": b"two"}


def test_a_second_process_reads_what_the_first_wrote(store, tmp_path):
    store.put([("a", b"1", b"one")])
    other = ReadingStore(tmp_path / "deep" / "readings.sqlite3")
    assert other.get({"a": b"1"}) == {"a": b"one"}
    other.close()


def test_a_damaged_file_is_one_sentence_and_can_be_cleared(tmp_path):
    path = tmp_path / "readings.sqlite3"
    path.write_bytes(b"no database at all, and long enough to be taken for one" * 40)
    store = ReadingStore(path)
    for act in (lambda: store.get({"a": b"1"}), lambda: store.put([("a", b"1", b"x")])):
        with pytest.raises(StoreUnwritable, match="readings"):
            act()
    store.clear()
    store.put([("a", b"1", b"one")])
    assert store.get({"a": b"1"}) == {"a": b"one"}
    store.close()


def test_a_folder_in_its_place_is_one_sentence(tmp_path):
    (tmp_path / "readings").mkdir()
    store = ReadingStore(tmp_path / "readings")
    with pytest.raises(StoreUnwritable, match="cannot be written"):
        store.delete(["a"])
    with pytest.raises(StoreUnwritable, match="cannot be removed"):
        store.clear()
