"""Chroma: the papers nearest in meaning. Derived from the catalogue, so it can be rebuilt.

Two collections, cosine distance, keyed by paper id: a vector of the title with the abstract,
and one of the title alone. Ids and distances are all that is ever asked for: metadata costs
more than the search itself, and dates and categories are the catalogue's.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from operator import methodcaller
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import numpy as np

from retrieval.encoding.encoder import ModelIdentity
from retrieval.errors import IndexUnusable, ModelMismatch, StoreAway, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as Stored

    from retrieval.encoding.encoder import Vectors


T = TypeVar("T")
# Up to this many papers are compared one by one: exact, and quicker than asking for the nearest
# of all and throwing most away.
EXACT = 5_000


def _any() -> None:
    """No store is expected more than another."""


class Kind(StrEnum):
    """What of a paper a vector stands for."""

    WHOLE = "whole"  # title and abstract
    TITLE = "title"


class VectorIndex(Protocol):
    """Unit vectors by paper id. Methods raise StoreError when the store fails."""

    @property
    def store(self) -> str:
        """Names this store of vectors; one that was emptied or made anew has another name."""

    def upsert(self, ids: Sequence[str], vectors: Mapping[Kind, Vectors]) -> None:
        """Write one vector of each kind for each id; shape (len(ids), dimension)."""

    def delete(self, ids: Sequence[str]) -> None:
        """Forget the ids; unknown ones are ignored."""

    def expect(self, questions: Vectors, count: int) -> None:
        """These are about to ask for their nearest: what is quicker for all at once is done now.

        Args:
            questions: unit vectors, shape (questions, dimension).
            count: how many they will ask for.
        """

    def nearest(self, kind: Kind, question: Vectors, count: int) -> dict[str, float]:
        """Id to cosine similarity of the nearest `count`, best first."""

    def nearest_among(
        self, kind: Kind, question: Vectors, count: int, among: Collection[str]
    ) -> dict[str, float]:
        """The same of some papers only."""

    def similarities(self, kind: Kind, question: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Exact cosine similarity of the given ids; ids without a vector are left out."""

    def vectors(self, kind: Kind, ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored vectors of the given ids; ids without one are left out."""


class ChromaVectors:
    """VectorIndex over Chroma, embedded in a folder or on a server.

    Args:
        client: of one tenant and database.
        identity: which model the vectors come from.
        expected: the `store` that holds what the catalogue calls indexed; None: it does not know.

    Raises:
        ModelMismatch: at the first use, when the stored vectors came from another model.
        StoreUnwritable: when the folder cannot be written.
        IndexUnusable: when the index is damaged, or is not the expected one.
    """

    def __init__(
        self, client: Client, identity: ModelIdentity, expected: Callable[[], str | None] = _any
    ) -> None:
        self._client = client
        self._identity = identity
        self._expected = expected
        self._batch = client.get_max_batch_size()
        self._collections: dict[Kind, Stored] = {}

    @property
    def store(self) -> str:
        """Names this store of vectors; one that was emptied or made anew has another name."""
        return str(self._collection(Kind.WHOLE).id)

    def upsert(self, ids: Sequence[str], vectors: Mapping[Kind, Vectors]) -> None:
        """Write one vector of each kind for each id."""
        for kind, rows in vectors.items():
            for start in range(0, len(ids), self._batch):
                chunk = slice(start, start + self._batch)
                rest = {"ids": list(ids[chunk]), "embeddings": rows[chunk]}
                self._with(kind, methodcaller("upsert", **rest))

    def delete(self, ids: Sequence[str]) -> None:
        """Forget the ids; unknown ones are ignored."""
        for kind in Kind:
            for start in range(0, len(ids), self._batch):
                chunk = list(ids[start : start + self._batch])
                self._with(kind, methodcaller("delete", ids=chunk))

    def expect(self, questions: Vectors, count: int) -> None:
        """Nothing: Chroma takes as long for several questions as for each of them."""

    def nearest(self, kind: Kind, question: Vectors, count: int) -> dict[str, float]:
        """Id to cosine similarity of the nearest `count`, best first. `question`: (dimension,)."""
        found = self._with(
            kind,
            lambda collection: collection.query(
                query_embeddings=question[np.newaxis], n_results=count, include=["distances"]
            ),
        )
        distances = found["distances"] or [[]]
        return {
            paper_id: 1.0 - distance
            for paper_id, distance in zip(found["ids"][0], distances[0], strict=True)
        }

    def nearest_among(
        self, kind: Kind, question: Vectors, count: int, among: Collection[str]
    ) -> dict[str, float]:
        """The same of some papers only: of few exactly, of many as far as the graph finds them."""
        if len(among) <= EXACT:
            near = self.similarities(kind, question, list(among))
        else:
            held = self._with(kind, methodcaller("count"))
            wide = min(held, 2 * count * -(-held // len(among)))  # twice what is expected
            near = self.nearest(kind, question, wide) if held else {}
        kept = sorted((i for i in near if i in among), key=lambda i: (-near[i], i))
        return {i: near[i] for i in kept[:count]}

    def similarities(self, kind: Kind, question: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Exact cosine similarity of the given ids. `question`: unit vector, (dimension,)."""
        similar: dict[str, float] = {}
        for found, rows in self._stored(kind, ids):
            similar |= dict(zip(found, (rows @ question).tolist(), strict=True))
        return similar

    def vectors(self, kind: Kind, ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored unit vectors, shape (dimension,); ids that are not indexed left out."""
        held: dict[str, Vectors] = {}
        for found, rows in self._stored(kind, ids):
            held |= dict(zip(found, rows, strict=True))
        return held

    def _stored(self, kind: Kind, ids: Sequence[str]) -> Iterator[tuple[list[str], Vectors]]:
        """Ids that are stored, with their vectors, shape (ids, dimension); batch by batch."""
        for start in range(0, len(ids), self._batch):
            chunk = list(dict.fromkeys(ids[start : start + self._batch]))
            found = self._with(kind, methodcaller("get", ids=chunk, include=["embeddings"]))
            if found["ids"]:
                yield found["ids"], np.asarray(found["embeddings"], dtype=np.float32)

    def clear(self) -> None:
        """Drop everything, whichever model made it, and start empty with this model."""
        from chromadb.errors import NotFoundError  # noqa: PLC0415 - chromadb imports slowly

        self._collections.clear()
        for kind in Kind:
            with _translated():
                try:
                    self._client.delete_collection(_name(kind))
                except NotFoundError:
                    continue

    def close(self) -> None:
        """Release the client."""
        self._client.close()

    def _with(self, kind: Kind, work: Callable[[Stored], T]) -> T:
        """What comes of the work; another process may have rebuilt the collections meanwhile."""
        from chromadb.errors import NotFoundError  # noqa: PLC0415 - chromadb imports slowly

        try:
            with _translated():
                return work(self._collection(kind))
        except NotFoundError:
            self._collections.clear()
        with _translated():
            return work(self._collection(kind))

    def _collection(self, kind: Kind) -> Stored:
        if kind not in self._collections:
            self._collections[kind] = self._open(kind)
        return self._collections[kind]

    def _open(self, kind: Kind) -> Stored:
        with _translated():
            collection = self._client.get_or_create_collection(
                _name(kind),
                embedding_function=None,
                metadata=asdict(self._identity),
                configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            )
        found = collection.metadata or {}
        stored = ModelIdentity(
            name=str(found.get("name", "unknown")),
            revision=str(found.get("revision", "unknown")),
            dimension=int(found.get("dimension", 0)),
            pooling=str(found.get("pooling", "unknown")),
        )
        if stored != self._identity:
            raise ModelMismatch(
                f"this store was indexed with the model {stored.name} ({stored.revision}), "
                f"not with {self._identity.name} ({self._identity.revision}): "
                "set PAPERWIRE_MODEL back, or run `paperwire reindex`"
            )
        if kind is Kind.WHOLE and self._expected() not in {None, str(collection.id)}:
            raise IndexUnusable(
                "the vectors of this catalogue are not in this Chroma: set "
                "PAPERWIRE_CHROMA__URL as it was when they were indexed, or run "
                "`paperwire reindex`"
            )
        return collection


def _name(kind: Kind) -> str:
    return f"papers-{kind}"


def open_embedded(
    folder: Path, identity: ModelIdentity, *, expected: Callable[[], str | None] = _any
) -> ChromaVectors:
    """Chroma inside this process, in a folder. One process at a time may write.

    Raises:
        StoreUnwritable: the folder cannot be made or written.
    """
    import chromadb  # noqa: PLC0415 - imports slowly
    from chromadb.config import Settings  # noqa: PLC0415 - same

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreUnwritable(f"the vector store cannot be made in {folder}: {exc}") from exc
    with _translated():
        client = cast(
            "Client",
            chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False)),
        )
    return ChromaVectors(client, identity, expected)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn Chroma's errors into ours where they enter; NotFoundError passes."""
    import sqlite3  # noqa: PLC0415 - with chromadb, which imports slowly

    import httpx  # noqa: PLC0415 - same
    from chromadb.errors import ChromaError, NotFoundError  # noqa: PLC0415 - same

    try:
        yield
    except NotFoundError:
        raise
    except httpx.HTTPError as exc:
        raise StoreAway(
            "the Chroma server does not answer; nothing is lost by it, ask again in a moment"
        ) from exc
    except (ChromaError, sqlite3.Error, OSError) as exc:
        text = str(exc)
        if any(sign in text.lower() for sign in ("readonly", "read-only", "full", "os error 28")):
            raise StoreUnwritable(f"the vector store cannot be written: {text}") from exc
        raise IndexUnusable(
            f"the vector store is unusable ({text}): run `paperwire reindex`"
        ) from exc
