from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.following import Following

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(url)) as opened:
        yield opened


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    return Catalogue(database)


@pytest.fixture
def following(database: Database) -> Following:
    return Following(database)
