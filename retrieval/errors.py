"""What can go wrong in this package.

    RetrievalError
    ├── StoreError            the data folder or database cannot be used
    │   ├── StoreUnwritable   no permission, no room, not a folder
    │   ├── StoreTooNew       written by a newer Paperwire
    │   ├── StoreOwned        another process owns the indexes
    │   ├── StoreAway         a server that holds part of it does not answer
    │   └── IndexUnusable     an index is damaged; it can be rebuilt
    ├── ModelError            the encoder cannot be loaded
    │   └── ModelMismatch     the store was made with another model
    ├── UnknownPaper          no such paper in the catalogue
    └── BadQuestion           the question or its options cannot be used

The message of each is one sentence that a user can act on. `retryable` says whether the
same call may succeed later without anyone changing anything.
"""

from __future__ import annotations

from typing import ClassVar


class RetrievalError(Exception):
    """Root of this package's errors."""

    retryable: ClassVar[bool] = False


class StoreError(RetrievalError):
    """The data folder or the database cannot be used."""


class StoreUnwritable(StoreError):
    """The place cannot be written: permission, room, or a file where a folder should be."""


class StoreTooNew(StoreError):
    """The store was written by a newer Paperwire than this one."""


class StoreOwned(StoreError):
    """Another process owns the indexes of this data folder."""

    retryable: ClassVar[bool] = True


class StoreAway(StoreError):
    """The database's or Chroma's server does not answer now; nothing is lost by it."""

    retryable: ClassVar[bool] = True


class IndexUnusable(StoreError):
    """A derived index is missing or damaged; `paperwire reindex` rebuilds it."""


class ModelError(RetrievalError):
    """The encoder cannot be loaded."""


class ModelMismatch(ModelError):
    """The store was indexed with another model; `paperwire reindex` rebuilds it."""


class UnknownPaper(RetrievalError):
    """The catalogue does not hold this paper."""

    def __init__(self, sentence: str, *, named: str = "") -> None:
        """Keep what was typed to name it, shortened, for those who word the sentence anew."""
        super().__init__(sentence)
        self.named = named


class BadQuestion(RetrievalError):
    """The question or one of its options cannot be used."""
