"""The nearest vectors, told exactly from files beside Chroma.

index      NearestVectors: what search asks, and the copy that follows what is indexed
files      VectorFiles: the folder, written by one process, read by many
state      what the files hold, as this process knows it
levels     all rows in two bits a coordinate, and which of them come near a question
comparing  those that come near compared themselves, and whether that is enough
"""

from __future__ import annotations

from retrieval.indexes.nearest.files import VectorFiles
from retrieval.indexes.nearest.index import NearestVectors

__all__ = ["NearestVectors", "VectorFiles"]
