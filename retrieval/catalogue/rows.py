"""A paper's rows in the tables, and back."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from retrieval.catalogue.authors import last_name, normalised_name
from retrieval.catalogue.machine import machine_column, machine_of
from retrieval.catalogue.merging import Held, Text, known_paper, told
from retrieval.catalogue.schema import aliases, papers, sightings, versions
from retrieval.catalogue.sightings import key_of
from retrieval.identity import normalised_title
from retrieval.papers import Paper, Sighting, Translation, content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table

Row = dict[str, Any]
CHUNK = 500  # values in one IN (...): far below every database's limit
_LONGEST_KEY = 200  # characters of an indexed key; PostgreSQL refuses some over 2,700 bytes
_AS_THEY_ARE = (
    "version", "published", "updated", "listed", "primary_category", "doi", "licence",
    "code_url", "project_url", "journal_ref", "comment", "title", "abstract", "withdrawn",
)  # fmt: skip
_SIGHTED = ("source", "day", "topic", "upvotes", "comments", "code_url", "announce_type")


def chunks(values: Iterable[str], size: int = CHUNK) -> Iterator[list[str]]:
    """The different values, in lists that one IN (...) may hold."""
    unique = list(dict.fromkeys(values))
    for start in range(0, len(unique), size):
        yield unique[start : start + size]


@lru_cache(maxsize=4 * CHUNK)  # each title of a batch is asked for a few times
def title_key(title: str) -> str:
    """The title as `paper_titles` holds it."""
    return normalised_title(title)[:_LONGEST_KEY]


# ---------------------------------------------------------------- writing


def paper_row(held: Held, revision: int) -> Row:
    """The row of `papers`, without what the indexer alone writes."""
    paper = held.paper
    first, last = paper.period or (None, None)
    row: Row = {name: getattr(paper, name) for name in _AS_THEY_ARE}
    return row | {
        "id": paper.id,
        "revision": revision,
        "content_hash": content_hash(paper, known_paper(held).notes),
        "first_day": first,
        "last_day": last,
        "seen": held.seen,
        "authors": _json(paper.authors),
        "categories": _json(paper.categories),
        "translations": _json([[t.language, t.title, t.abstract] for t in paper.translations]),
        "machine": machine_column(paper.machine),
        "origins": _packed(held.origins),
    }


def version_rows(held: Held) -> list[Row]:
    """The texts that stood before, or beside, the current one."""
    return [
        {
            "paper_id": held.paper.id,
            "number": number,
            "title": text.title,
            "abstract": text.abstract,
            "origin": text.origin,
            "updated": text.updated,
            "seen": text.seen,
        }
        for number, text in held.texts.items()
    ]


def sighting_rows(held: Held) -> list[Row]:
    """Every sighting, in the order of arrival."""
    rows = []
    for position, (key, sighting) in enumerate(held.sightings.items()):
        row: Row = {name: getattr(sighting, name) for name in _SIGHTED}
        row["affiliations"] = _json(sighting.affiliations)
        row["notes"] = _json(sighting.notes)
        rows.append(row | {"paper_id": held.paper.id, "key": key, "position": position})
    return rows


def category_rows(paper: Paper) -> list[Row]:
    """The categories as they are looked up."""
    return [{"category": key, "paper_id": paper.id} for key in category_keys(paper)]


def category_keys(paper: Paper) -> frozenset[str]:
    """The categories in lower case, and the archive of each."""
    keys = set()
    for category in (*paper.categories, paper.primary_category or ""):
        key = category_key(category)
        keys |= {key, key.partition(".")[0]}
    return frozenset(keys - {""})


def category_key(category: str) -> str:
    """A category as it is compared; "cs.*" is the archive "cs"."""
    return category.strip().casefold().removesuffix(".*")[:_LONGEST_KEY]


def author_rows(paper: Paper) -> list[Row]:
    """The authors' names as they are looked up."""
    names = {normalised_name(author)[:_LONGEST_KEY] for author in paper.authors} - {""}
    return [{"last_name": last_name(name), "name": name, "paper_id": paper.id} for name in names]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed(origins: Mapping[str, int]) -> str:
    """The commonest origin once, under "", and the fields that differ from it."""
    if not origins:
        return "{}"
    common = Counter(origins.values()).most_common(1)[0][0]
    return _json({"": common} | {n: o for n, o in origins.items() if o != common})


# ---------------------------------------------------------------- reading

# Written once: making a statement takes SQLAlchemy longer than SQLite takes to answer it.
_OLDEST = (papers.c.revision, papers.c.id)
_PAPERS = select(papers).where(papers.c.id.in_(bindparam("ids", expanding=True))).order_by(*_OLDEST)


def _of(table: Table, order: ColumnElement[Any]) -> Select[Any]:
    of = table.c.paper_id
    return select(table).where(of.in_(bindparam("ids", expanding=True))).order_by(of, order)


_VERSIONS = _of(versions, versions.c.number)
_SIGHTINGS = _of(sightings, sightings.c.position)


def load(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[Held, int]]:
    """Accounts and revisions by id; ids that are not there are left out."""
    found: dict[str, tuple[Held, int]] = {}
    for chunk in chunks(ids):
        found |= _accounts(connection, connection.execute(_PAPERS, {"ids": chunk}).mappings())
    return found


def renamed_ids(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """For each of the ids that became another paper's, the id that the paper goes by now."""
    leads: dict[str, str] = {}
    for chunk in chunks(ids):
        query = select(aliases).where(aliases.c.alias.in_(chunk))
        leads.update((row.alias, row.paper_id) for row in connection.execute(query))
    return leads


def load_where(
    connection: Connection, condition: ColumnElement[bool], *, limit: int | None = None
) -> dict[str, tuple[Held, int]]:
    """Accounts and revisions of the rows that meet the condition, oldest revision first."""
    query = select(papers).where(condition).order_by(*_OLDEST).limit(limit)
    return _accounts(connection, connection.execute(query).mappings())


def _accounts(connection: Connection, found: Iterable[RowMapping]) -> dict[str, tuple[Held, int]]:
    rows = {row["id"]: row for row in found}
    texts: dict[str, dict[int, Text]] = {}
    seen: dict[str, dict[str, Sighting]] = {}
    for chunk in chunks(rows):
        for row in connection.execute(_VERSIONS, {"ids": chunk}).mappings():
            texts.setdefault(row["paper_id"], {})[row["number"]] = _text(row)
        for row in connection.execute(_SIGHTINGS, {"ids": chunk}).mappings():
            sighting = _sighting(row)
            seen.setdefault(row["paper_id"], {})[key_of(sighting)] = sighting
    return {
        paper_id: (_held(row, texts.get(paper_id, {}), seen.get(paper_id, {})), row["revision"])
        for paper_id, row in rows.items()
    }


def _held(row: RowMapping, texts: dict[int, Text], seen: dict[str, Sighting]) -> Held:
    paper = _paper(row)
    packed: dict[str, int] = json.loads(row["origins"])
    common = packed.pop("", 0)
    origins = {name: packed.get(name, common) for name in told(paper)}
    return Held(paper, origins, texts, seen, row["seen"])


def _paper(row: RowMapping) -> Paper:
    return Paper(
        id=row["id"],
        authors=tuple(json.loads(row["authors"])),
        categories=tuple(json.loads(row["categories"])),
        translations=tuple(Translation(*t) for t in json.loads(row["translations"])),
        machine=machine_of(row["machine"]),
        **{name: row[name] for name in _AS_THEY_ARE},
    )


def _text(row: RowMapping) -> Text:
    return Text(row["title"], row["abstract"], row["origin"], row["updated"], row["seen"])


def _sighting(row: RowMapping) -> Sighting:
    return Sighting(
        affiliations=tuple(json.loads(row["affiliations"])),
        notes=tuple((heading, text) for heading, text in json.loads(row["notes"])),
        **{name: row[name] for name in _SIGHTED},
    )
