from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.catalogue import Catalogue, open_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def catalogue(url: str) -> Iterator[Catalogue]:
    with open_catalogue(url) as opened:
        yield opened
