"""The nearest vectors, told exactly from files beside Chroma.

index      NearestVectors: what search asks, and the copy that follows what is indexed
files      VectorFiles: the folder, written by one process, read by many
state      what the files hold, as this process knows it
comparing  the nearest rows: by their signs first, then by their codes, then themselves
outlines   the signs of all rows, in memory
"""

from __future__ import annotations

from retrieval.indexes.nearest.files import VectorFiles
from retrieval.indexes.nearest.index import NearestVectors

__all__ = ["NearestVectors", "VectorFiles"]
