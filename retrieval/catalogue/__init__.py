"""The truth about papers, in SQL: `open_catalogue` is the way in.

catalogue   the door
merging     how two accounts of one paper become one
batch       one storing: load, merge, `writing`
filters     dates, categories, authors
attention   who saw papers lately
suggestions beginnings of names, subjects and titles
queue       what the indexes still have to learn
database    engine, transactions, migrations, errors
schema      the tables; rows: papers in them and out of them
"""

from __future__ import annotations

from retrieval.catalogue.attention import Attention
from retrieval.catalogue.catalogue import Catalogue, Stored, open_catalogue
from retrieval.catalogue.queue import Change, Counts, Indexings, Reached

__all__ = [
    "Attention",
    "Catalogue",
    "Change",
    "Counts",
    "Indexings",
    "Reached",
    "Stored",
    "open_catalogue",
]
