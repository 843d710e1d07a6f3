"""What every VectorIndex promises, over each that there is; and what the embedded one adds."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from retrieval.catalogue.queue import Reached
from retrieval.encoding.encoder import ModelIdentity
from retrieval.errors import IndexUnusable, ModelMismatch, StoreUnwritable
from retrieval.indexes.chroma_server import open_server
from retrieval.indexes.nearest import NearestVectors, VectorFiles
from retrieval.indexes.vectors import Kind, open_embedded

IDENTITY = ModelIdentity(name="made-up", revision="abc", dimension=4, pooling="mean")


def unit(*rows):
    array = np.asarray(rows, dtype=np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


class Followed:
    """A store with its copy, which is told of every change at once, as the indexer tells it."""

    def __init__(self, folder, store):
        self._store = store
        self._latest = Reached("here", 0)
        files = VectorFiles(folder, IDENTITY)
        self._copied = NearestVectors(lambda: store, files, lambda: self._latest)
        self._follow((), ())

    def _follow(self, changed, gone):
        self._latest = Reached("here", self._latest.indexing + len(changed) + len(gone))
        self._copied.take(changed, gone, self._latest)

    def upsert(self, ids, vectors):
        self._copied.upsert(ids, vectors)
        self._follow(ids, ())

    def delete(self, ids):
        self._copied.delete(ids)
        self._follow((), ids)

    def close(self):
        self._copied.close()
        self._store.close()

    def __getattr__(self, name):
        return getattr(self._copied, name)


@pytest.fixture(params=["embedded", "server", "copy of embedded", "copy of server"])
def vectors(request, tmp_path):
    """Each VectorIndex that there is: what follows holds for all of them."""
    if request.param.endswith("embedded"):
        store = open_embedded(tmp_path / "chroma", IDENTITY)
    else:
        store = open_server(request.getfixturevalue("chroma").url, IDENTITY)
        store.clear()
    if request.param.startswith("copy"):
        store = Followed(tmp_path / "nearest", store)
    yield store
    store.close()


def test_the_nearest_come_first_with_their_cosine(vectors):
    rows = unit([1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0])
    vectors.upsert(["a", "b", "c"], {Kind.WHOLE: rows, Kind.TITLE: rows[::-1].copy()})
    found = vectors.nearest(Kind.WHOLE, rows[0], 3)
    assert list(found) == ["a", "b", "c"]
    assert found["b"] == pytest.approx(0.7071, abs=1e-3)
    assert next(iter(vectors.nearest(Kind.TITLE, rows[0], 1))) == "c"


def test_exact_similarities_leave_out_what_is_not_stored(vectors):
    rows = unit([1, 0, 0, 0], [1, 1, 0, 0])
    vectors.upsert(["a", "b"], {Kind.WHOLE: rows})
    found = vectors.similarities(Kind.WHOLE, rows[1], ["b", "a", "unknown"])
    assert found == pytest.approx({"b": 1.0, "a": 0.7071}, abs=1e-3)


def test_the_nearest_among_some_are_the_best_of_those(vectors):
    rows = unit([1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [1, 0, 1, 0])
    vectors.upsert(["a", "b", "c", "d"], {Kind.WHOLE: rows, Kind.TITLE: rows})
    found = vectors.nearest_among(Kind.WHOLE, rows[0], 2, {"c", "d", "b", "unknown"})
    assert found == pytest.approx({"b": 0.7071, "d": 0.7071}, abs=1e-3)
    assert list(vectors.nearest_among(Kind.TITLE, rows[2], 1, {"a", "d"})) == ["d"]
    assert vectors.nearest_among(Kind.WHOLE, rows[0], 2, {"unknown"}) == {}


def test_no_more_come_than_are_wanted_or_stored(vectors):
    rows = unit([1, 0, 0, 0], [1, 1, 0, 0])
    assert vectors.nearest(Kind.WHOLE, rows[0], 5) == {}
    vectors.upsert(["a", "b"], {Kind.WHOLE: rows, Kind.TITLE: rows})
    assert list(vectors.nearest(Kind.WHOLE, rows[0], 5)) == ["a", "b"]
    assert list(vectors.nearest(Kind.WHOLE, rows[0], 1)) == ["a"]


def test_nothing_asked_for_is_nothing_found(vectors):
    rows = unit([1, 0, 0, 0])
    vectors.upsert(["a"], {Kind.WHOLE: rows, Kind.TITLE: rows})
    vectors.upsert([], {Kind.WHOLE: rows[:0], Kind.TITLE: rows[:0]})
    vectors.delete([])
    assert vectors.similarities(Kind.WHOLE, rows[0], []) == {}
    assert vectors.vectors(Kind.TITLE, []) == {}
    assert vectors.nearest_among(Kind.WHOLE, rows[0], 3, set()) == {}
    assert list(vectors.nearest(Kind.WHOLE, rows[0], 3)) == ["a"]


def test_the_store_has_one_name(vectors):
    name = vectors.store
    rows = unit([1, 0, 0, 0])
    vectors.upsert(["a"], {Kind.WHOLE: rows, Kind.TITLE: rows})
    assert vectors.store == name


def test_a_vector_written_again_replaces_the_old_one(vectors):
    rows = unit([1, 0, 0, 0], [0, 1, 0, 0])
    vectors.upsert(["a"], {Kind.WHOLE: rows[:1]})
    vectors.upsert(["a"], {Kind.WHOLE: rows[1:]})
    assert vectors.vectors(Kind.WHOLE, ["a"])["a"] == pytest.approx(rows[1])


def test_deleted_papers_are_gone_and_unknown_ones_ignored(vectors):
    rows = unit([1, 0, 0, 0])
    vectors.upsert(["a"], {Kind.WHOLE: rows, Kind.TITLE: rows})
    vectors.delete(["a", "unknown"])
    assert vectors.nearest(Kind.WHOLE, rows[0], 1) == {}
    assert vectors.vectors(Kind.TITLE, ["a"]) == {}


@pytest.mark.parametrize("field", ["name", "revision", "pooling"])
def test_a_store_made_with_another_model_names_the_command_that_fixes_it(tmp_path, field):
    first = open_embedded(tmp_path / "chroma", IDENTITY)
    first.upsert(["a"], {Kind.WHOLE: unit([1, 0, 0, 0])})
    first.close()
    other = open_embedded(tmp_path / "chroma", dataclasses.replace(IDENTITY, **{field: "other"}))
    with pytest.raises(ModelMismatch, match="paperwire reindex"):
        other.nearest(Kind.WHOLE, unit([1, 0, 0, 0])[0], 1)
    other.clear()
    other.upsert(["a"], {Kind.WHOLE: unit([1, 0, 0, 0])})
    other.close()


def test_a_file_in_the_way_is_named_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnwritable, match="cannot be made"):
        open_embedded(tmp_path / "file" / "chroma", IDENTITY)


def test_a_store_that_is_not_where_the_papers_were_indexed_says_what_to_do(tmp_path):
    first = open_embedded(tmp_path / "chroma", IDENTITY)
    name = first.store
    first.close()
    same = open_embedded(tmp_path / "chroma", IDENTITY, expected=lambda: name)
    assert same.store == name
    same.close()
    other = open_embedded(tmp_path / "empty", IDENTITY, expected=lambda: name)
    with pytest.raises(IndexUnusable, match="paperwire reindex"):
        other.nearest(Kind.WHOLE, unit([1, 0, 0, 0])[0], 1)
    other.close()
