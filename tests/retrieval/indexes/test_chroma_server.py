"""The vector store on a server: a real one, and what may answer in its place."""

from __future__ import annotations

import socket

import httpx
import numpy as np
import pytest

from retrieval.encoding.encoder import ModelIdentity
from retrieval.errors import ModelMismatch, StoreAway, StoreError
from retrieval.indexes.chroma_server import open_server
from retrieval.indexes.vectors import Kind
from tests.support.chroma import Chroma

IDENTITY = ModelIdentity(name="made-up", revision="abc", dimension=4, pooling="mean")
ROWS = np.eye(4, dtype=np.float32)[:2]


@pytest.fixture
def vectors(chroma):
    store = open_server(chroma.url, IDENTITY)
    store.clear()
    yield store
    store.close()


def test_what_one_process_writes_another_finds(chroma, vectors):
    other = open_server(chroma.url, IDENTITY)
    vectors.upsert(["a", "b"], {Kind.WHOLE: ROWS, Kind.TITLE: ROWS})
    assert list(other.nearest(Kind.WHOLE, ROWS[0], 2)) == ["a", "b"]
    assert other.vectors(Kind.TITLE, ["b"])["b"] == pytest.approx(ROWS[1])
    vectors.delete(["a"])
    assert list(other.nearest(Kind.WHOLE, ROWS[0], 2)) == ["b"]
    other.close()


def test_a_store_that_another_process_made_anew_is_opened_again(chroma, vectors):
    other = open_server(chroma.url, IDENTITY)
    vectors.upsert(["a"], {Kind.WHOLE: ROWS[:1]})
    before = other.store
    vectors.clear()
    assert other.nearest(Kind.WHOLE, ROWS[0], 1) == {}
    other.upsert(["b"], {Kind.WHOLE: ROWS[1:]})
    assert list(vectors.nearest(Kind.WHOLE, ROWS[0], 2)) == ["b"]
    assert other.store == vectors.store != before
    other.close()


def test_another_model_is_refused_here_too(chroma, vectors):
    vectors.upsert(["a"], {Kind.WHOLE: ROWS[:1]})
    other = open_server(chroma.url, ModelIdentity("made-up", "xyz", 4, "mean"))
    with pytest.raises(ModelMismatch):
        other.nearest(Kind.WHOLE, ROWS[0], 1)
    other.close()


def test_a_tenant_and_a_database_of_ones_own_are_kept_apart(chroma, vectors):
    tenants = f"{chroma.url}/api/v2/tenants"
    httpx.post(tenants, json={"name": "lab"}).raise_for_status()
    httpx.post(f"{tenants}/lab/databases", json={"name": "papers"}).raise_for_status()
    mine = open_server(chroma.url, IDENTITY, tenant="lab", database="papers", api_key="a-key")
    mine.upsert(["mine"], {Kind.WHOLE: ROWS[:1]})
    vectors.upsert(["a"], {Kind.WHOLE: ROWS[:1]})
    assert list(mine.nearest(Kind.WHOLE, ROWS[0], 5)) == ["mine"]
    assert list(vectors.nearest(Kind.WHOLE, ROWS[0], 5)) == ["a"]
    mine.close()


def test_a_tenant_that_is_not_there_is_told(chroma):
    with pytest.raises(StoreError, match="has no tenants/elsewhere/databases/default_database"):
        open_server(chroma.url, IDENTITY, tenant="elsewhere")


def test_a_server_that_stops_is_away_and_found_again_when_it_is_back(tmp_path):
    server = Chroma(tmp_path / "chroma")
    server.start()
    store = open_server(server.url, IDENTITY)
    store.upsert(["a"], {Kind.WHOLE: ROWS[:1]})
    server.stop()
    for _ in range(2):
        with pytest.raises(StoreAway, match="ask again"):
            store.nearest(Kind.WHOLE, ROWS[0], 1)
    with pytest.raises(StoreAway, match="no Chroma server answers"):
        open_server(server.url, IDENTITY)
    server.start()
    assert list(store.nearest(Kind.WHOLE, ROWS[0], 1)) == ["a"]
    store.close()
    server.stop()


def test_an_address_that_is_none_is_told():
    with pytest.raises(StoreError, match="not an http"):
        open_server("nonsense", IDENTITY)


@pytest.mark.parametrize(
    ("status", "body", "kind", "said"),
    [
        (200, "<html>", StoreError, "is no Chroma server"),
        (200, "{}", StoreError, "is no Chroma server"),
        (404, "nothing here", StoreError, "is no Chroma server"),
        (401, "", StoreError, "PAPERWIRE_CHROMA__API_KEY"),
        (403, "", StoreError, "PAPERWIRE_CHROMA__API_KEY"),
        (429, "slow down", StoreAway, "429: slow down"),
        (502, "<html>bad gateway", StoreAway, "502: <html>bad gateway"),
    ],
)
def test_whatever_else_answers_is_one_sentence(httpserver, status, body, kind, said):
    httpserver.expect_request("/api/v2/heartbeat").respond_with_data(body, status=status)
    with pytest.raises(kind, match=said):
        open_server(httpserver.url_for("").rstrip("/"), IDENTITY)


@pytest.fixture
def guarded(httpserver):
    """As much of Chroma Cloud as an opening needs, and what it was asked."""
    answers = {
        "heartbeat": {"nanosecond heartbeat": 1},
        "auth/identity": {"user_id": "u", "tenant": "lab", "databases": ["papers"]},
        "tenants/lab": {"name": "lab"},
        "tenants/lab/databases/papers": {"id": "0" * 32, "name": "papers", "tenant": "lab"},
        "pre-flight-checks": {"max_batch_size": 100},
    }
    for path, answer in answers.items():
        httpserver.expect_request(f"/api/v2/{path}").respond_with_json(answer)
    return httpserver


def test_the_key_goes_with_every_request(guarded):
    url = guarded.url_for("").rstrip("/")
    open_server(url, IDENTITY, tenant="lab", database="papers", api_key="a-key").close()
    assert len(guarded.log) >= 4
    assert {request.headers.get("x-chroma-token") for request, _ in guarded.log} == {"a-key"}


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (401, StoreError, "does not let us in"),
        (500, StoreAway, "cannot answer now"),
        (503, StoreAway, "cannot answer now"),
    ],
)
def test_a_server_that_refuses_later_is_heard_too(guarded, status, kind, said):
    url = guarded.url_for("").rstrip("/")
    store = open_server(url, IDENTITY, tenant="lab", database="papers")
    collections = "/api/v2/tenants/lab/databases/papers/collections"
    guarded.expect_request(collections).respond_with_data("no", status=status)
    with pytest.raises(kind, match=said):
        store.nearest(Kind.WHOLE, ROWS[0], 1)
    store.close()


def test_a_silent_server_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(StoreAway, match="timed out"):
            open_server(f"http://127.0.0.1:{port}", IDENTITY, timeout_s=0.2)


def test_a_server_that_falls_silent_later_is_given_up(guarded):
    url = guarded.url_for("").rstrip("/")
    store = open_server(url, IDENTITY, tenant="lab", database="papers", timeout_s=0.2)
    guarded.stop()
    with (
        socket.create_server(("127.0.0.1", guarded.port), reuse_port=False),
        pytest.raises(StoreAway, match="does not answer"),
    ):
        store.nearest(Kind.WHOLE, ROWS[0], 1)
    store.close()
    guarded.start()  # it serves other tests too
