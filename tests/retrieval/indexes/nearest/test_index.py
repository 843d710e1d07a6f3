"""The copy of the vectors: exact, whatever is let through, and never of anything but what is."""

from __future__ import annotations

import dataclasses
import sqlite3

import numpy as np
import pytest

from retrieval.among import Among, Roster
from retrieval.catalogue.queue import Reached
from retrieval.encoding.encoder import ModelIdentity
from retrieval.errors import StoreUnwritable
from retrieval.indexes.nearest import NearestVectors, VectorFiles
from retrieval.indexes.vectors import Kind, open_embedded

IDENTITY = ModelIdentity(name="made-up", revision="abc", dimension=384, pooling="mean")
MANY = 6_000


def unit(count, seed=0):
    """Vectors that lie as those of papers do: some subjects, and chance."""
    subjects = np.random.default_rng(99).normal(size=(60, 384))
    drawn = np.random.default_rng(seed)
    rows = subjects[drawn.integers(0, 60, count)] + 0.7 * subjects[drawn.integers(0, 60, count)]
    rows = (rows + 0.6 * drawn.normal(size=(count, 384))).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class Held:
    """VectorIndex in a dictionary, whose `nearest` nobody may need."""

    store = "a dictionary"

    def __init__(self):
        self.held = {kind: {} for kind in Kind}

    def upsert(self, ids, vectors):
        for kind, rows in vectors.items():
            self.held[kind].update(zip(ids, rows, strict=True))

    def delete(self, ids):
        for held in self.held.values():
            for paper_id in ids:
                held.pop(paper_id, None)

    def expect(self, *_):
        raise AssertionError("its copy is asked")

    def nearest(self, *_):
        return {"asked the store": 1.0}

    def nearest_among(self, *_):
        return {"asked the store": 1.0}

    def similarities(self, *_):
        return {"asked the store": 1.0}

    def vectors(self, kind, ids):
        return {i: self.held[kind][i] for i in ids if i in self.held[kind]}


class Room:
    """A store with its copy, and what the catalogue would number."""

    def __init__(self, folder, store=None, identity=IDENTITY):
        self.store = store or Held()
        self.files = VectorFiles(folder, identity)
        self.latest = Reached("here", 0)
        self.vectors = NearestVectors(lambda: self.store, self.files, lambda: self.latest)

    def index(self, ids, rows, gone=()):
        self.vectors.upsert(ids, {Kind.WHOLE: rows, Kind.TITLE: -rows})
        self.vectors.delete(gone)
        self.latest = Reached("here", self.latest.indexing + len(ids) + len(gone))
        self.vectors.take(ids, gone, self.latest)

    def all(self, question, count=10_000):
        return self.vectors.nearest(Kind.WHOLE, question, count)


@pytest.fixture
def room(tmp_path):
    made = Room(tmp_path / "nearest")
    yield made
    made.vectors.close()


@pytest.fixture
def many(room):
    """Papers "0" to "5999", in two steps, with their vectors."""
    rows = unit(MANY)
    ids = [str(n) for n in range(MANY)]
    room.index(ids[:4_000], rows[:4_000])
    room.index(ids[4_000:], rows[4_000:])
    return room, rows


def exact(rows, question, count, keep=lambda _: True):
    order = [n for n in np.argsort(-(rows @ question)) if keep(n)]
    return [str(n) for n in order[:count]]


@pytest.mark.parametrize("count", [1, 20, 50])
def test_the_nearest_are_those_of_comparing_all(many, count):
    room, rows = many
    for question in unit(20, seed=9):
        found = room.vectors.nearest(Kind.WHOLE, question, count)
        assert list(found) == exact(rows, question, count)
        assert list(found.values()) == pytest.approx(
            sorted(rows @ question)[::-1][:count], abs=1e-6
        )


def test_of_many_the_best_are_those_of_comparing_all_and_hardly_any_other_is_missing(many):
    room, rows = many
    for question in unit(20, seed=9):
        found, expected = (
            list(room.vectors.nearest(Kind.WHOLE, question, 400)),
            exact(rows, question, 400),
        )
        assert found[:50] == expected[:50]
        assert len(set(found) & set(expected)) >= 380


@pytest.mark.parametrize("percent", [1, 3, 10, 30, 60, 100])
def test_a_filter_loses_nothing_whatever_share_it_lets_through(many, percent):
    room, rows = many
    roster = Roster()
    roster.add(str(n) for n in reversed(range(MANY)))  # numbered otherwise than the rows
    passes = np.random.default_rng(percent).random(MANY) < percent / 100
    among = Among.of(roster, {str(n) for n in np.flatnonzero(passes)})
    for question in unit(10, seed=8):
        found = room.vectors.nearest_among(Kind.WHOLE, question, 20, among)
        assert list(found) == exact(rows, question, 20, passes.__getitem__)
        by_ids = room.vectors.nearest_among(Kind.WHOLE, question, 20, set(among))
        assert by_ids == found


def test_vectors_of_which_levels_tell_little_are_compared_themselves(room):
    rows = np.ones((3_000, 384), dtype=np.float32)
    # all of the same levels, but for one coordinate
    rows[:, 0] += np.linspace(0.0, 0.5, 3_000, dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    room.index([str(n) for n in range(3_000)], rows)
    question = np.eye(384, dtype=np.float32)[0]
    found = room.vectors.nearest(Kind.WHOLE, question, 20)
    assert list(found) == exact(rows, question, 20)


def test_a_paper_without_a_number_yet_gets_through_as_soon_as_it_has_one(room):
    rows = unit(2)
    roster = Roster()
    roster.add(["a"])
    room.index(["a", "b"], rows)
    assert list(room.vectors.nearest_among(Kind.WHOLE, rows[1], 5, Among.of(roster, {"b"}))) == []
    roster.add(["b"])
    assert list(room.vectors.nearest_among(Kind.WHOLE, rows[1], 5, Among.of(roster, {"b"}))) == [
        "b"
    ]


def test_a_changed_paper_has_its_new_vector_only_and_a_gone_one_none(room):
    rows = unit(4)
    room.index(["a", "b", "c"], rows[:3])
    room.index(["a"], rows[3:], gone=["b"])
    assert room.all(rows[3]) == pytest.approx({"a": 1.0, "c": float(rows[2] @ rows[3])}, abs=1e-6)
    assert room.vectors.vectors(Kind.TITLE, ["a", "b"])["a"].tolist() == (-rows[3]).tolist()
    assert list(room.vectors.similarities(Kind.WHOLE, rows[0], ["b", "c", "x"])) == ["c"]


def test_taking_the_same_again_writes_no_row(room):
    rows = unit(3)
    room.index(["a", "b", "c"], rows)
    room.index(["a", "b", "c"], rows)
    assert len(room.files.state().papers) == 3
    assert room.vectors.reached() == Reached("here", 6)


def test_another_process_sees_what_this_one_took(room, tmp_path):
    other = Room(tmp_path / "nearest")
    rows = unit(5)
    room.index(["a", "b"], rows[:2])
    other.latest = room.latest
    assert set(other.all(rows[0])) == {"a", "b"}
    room.index(["a", "c"], rows[2:4], gone=["b"])
    assert other.all(rows[0]) == room.all(rows[0])
    assert set(other.all(rows[0])) == {"a", "c"}
    other.vectors.close()


def test_while_there_is_no_copy_or_one_far_behind_the_store_is_asked(room):
    asked = {"asked the store": 1.0}
    assert room.all(unit(1)[0]) == asked
    room.index(["a"], unit(1))
    assert list(room.all(unit(1)[0])) == ["a"]
    behind = NearestVectors(lambda: room.store, room.files, lambda: Reached("here", 100_000))
    assert behind.nearest(Kind.WHOLE, unit(1)[0], 5) == asked
    elsewhere = NearestVectors(lambda: room.store, room.files, lambda: Reached("there", 1))
    assert elsewhere.nearest(Kind.WHOLE, unit(1)[0], 5) == asked


def test_a_copy_in_another_form_is_made_anew(room, tmp_path, monkeypatch):
    rows = unit(2)
    room.index(["a", "b"], rows)
    room.vectors.close()
    monkeypatch.setattr("retrieval.indexes.nearest.files._FORM", 4)
    later = Room(tmp_path / "nearest", room.store)
    assert later.vectors.reached() is None
    later.vectors.clear()
    later.index(["a", "b"], rows)
    assert set(later.all(rows[0])) == {"a", "b"}
    later.vectors.close()


@pytest.mark.parametrize("field", ["name", "revision", "pooling"])
def test_a_copy_of_another_model_is_none(room, tmp_path, field):
    rows = unit(2)
    room.index(["a", "b"], rows)
    other = Room(tmp_path / "nearest", identity=dataclasses.replace(IDENTITY, **{field: "other"}))
    assert other.vectors.reached() is None
    assert other.all(rows[0]) == {"asked the store": 1.0}
    other.vectors.clear()
    other.index(["c"], rows[:1])
    assert list(other.all(rows[0])) == ["c"]
    other.vectors.close()


def test_rows_that_nobody_was_told_of_are_written_over(room, tmp_path):
    rows = unit(3)
    room.index(["a"], rows[:1])
    room.vectors.close()
    for file in (tmp_path / "nearest").glob("*.*.*"):  # killed between rows and transaction
        with file.open("ab") as open_file:
            open_file.write(b"\x55" * 1_000)
    again = Room(tmp_path / "nearest", room.store)
    again.latest = room.latest
    again.index(["b", "c"], rows[1:])
    assert again.all(rows[2]) == pytest.approx(
        {i: float(row @ rows[2]) for i, row in zip("abc", rows, strict=True)}, abs=1e-6
    )
    again.vectors.close()


@pytest.mark.parametrize("damage", ["cut", "lost", "rows", "not a database"])
def test_a_damaged_copy_is_none_and_is_made_again(room, tmp_path, damage):
    rows = unit(3)
    room.index(["a", "b", "c"], rows)
    room.vectors.close()
    folder = tmp_path / "nearest"
    vectors = next(folder.glob("whole.*.vectors"))
    if damage == "cut":
        vectors.write_bytes(vectors.read_bytes()[:-4])
    elif damage == "lost":
        vectors.unlink()
    elif damage == "rows":
        with sqlite3.connect(folder / "rows.sqlite3") as connection:
            connection.execute("DELETE FROM rows WHERE paper = 'b'")
        connection.close()
    else:
        for file in folder.glob("rows.*"):
            file.unlink()
        (folder / "rows.sqlite3").write_bytes(b"nonsense " * 1_000)
    again = Room(folder, room.store)
    assert again.vectors.reached() is None
    assert again.all(rows[0]) == {"asked the store": 1.0}
    again.vectors.clear()
    again.index(["a", "b", "c"], rows)
    assert set(again.all(rows[0])) == set("abc")
    again.vectors.close()


def test_levels_that_are_cut_off_are_a_damaged_copy(room, tmp_path):
    rows = unit(3_000)
    ids = [str(n) for n in range(3_000)]
    room.index(ids, rows)
    room.vectors.close()
    file = next((tmp_path / "nearest").glob("title.*.levels"))
    file.write_bytes(file.read_bytes()[:-8])
    again = Room(tmp_path / "nearest", room.store)
    assert again.vectors.reached() is None
    again.vectors.clear()
    again.index(ids, rows)
    assert list(again.all(rows[0], 20)) == exact(rows, rows[0], 20)
    again.vectors.close()


def test_papers_that_come_one_by_one_are_found_before_and_after_they_have_levels(room):
    rows, scanned = unit(11_000), []
    steps = [1, 5, 2_000, 2_047, 2_048, 2_060, 4_000, 6_500, 6_501, 11_000]
    for first, last in zip([0, *steps], steps, strict=False):
        room.index([str(n) for n in range(first, last)], rows[first:last])
        for question in unit(4, seed=9):
            assert list(room.all(question, 20)) == exact(rows[:last], question, 20)
        scanned.append(len(room.files.state().tables[Kind.WHOLE].scan))
    assert scanned == [0] * 7 + [6_500, 6_500, 11_000]


def test_files_full_of_rows_that_are_gone_are_to_be_made_anew(room):
    for step in range(6):
        room.index([str(n) for n in range(3_000)], unit(3_000, seed=step))
    assert room.vectors.reached() is None
    assert len(room.all(unit(1)[0])) == 3_000
    assert room.vectors.store == "a dictionary"


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    room = Room(tmp_path / "file" / "nearest")
    with pytest.raises(StoreUnwritable, match="cannot be written"):
        room.index(["a"], unit(1))


def test_a_copy_of_chroma_tells_what_chroma_holds(tmp_path):
    chroma = open_embedded(tmp_path / "chroma", IDENTITY)
    room = Room(tmp_path / "nearest", chroma)
    rows = unit(50)
    ids = [f"2506.{n:05}" for n in range(50)]
    room.index(ids, rows)
    near = chroma.nearest(Kind.WHOLE, rows[3], 50)
    assert room.all(rows[3]) == pytest.approx(near, abs=1e-5)
    few = chroma.nearest_among(Kind.TITLE, rows[3], 5, set(ids[:20]))
    assert room.vectors.nearest_among(Kind.TITLE, rows[3], 5, set(ids[:20])) == pytest.approx(
        few, abs=1e-5
    )
    room.vectors.close()
    chroma.close()


def test_papers_keep_their_names_however_long_they_are(room):
    rows = unit(4)
    names = ["a", "2506.00001", "doi:10.1000/a-much-longer-name", "häß唇"]
    room.index(names[:2], rows[:2])
    room.index(names[2:], rows[2:])
    assert set(room.all(rows[0])) == set(names)
    assert next(iter(room.all(rows[3]))) == "häß唇"
