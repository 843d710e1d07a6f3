from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.members import Members

if TYPE_CHECKING:
    from retrieval.catalogue import Catalogue
    from retrieval.catalogue.database import Database


@pytest.fixture
def members(database: Database, catalogue: Catalogue) -> Members:
    return Members(database, catalogue)
