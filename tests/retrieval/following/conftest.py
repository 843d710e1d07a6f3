from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.following import Following

if TYPE_CHECKING:
    from retrieval.catalogue.database import Database


@pytest.fixture
def following(database: Database) -> Following:
    return Following(database)
