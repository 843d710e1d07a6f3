"""One call of `Catalogue.store`: what it touches is loaded, merged in memory, and written.

No record costs a query of its own: everything is read before and written after, in lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import select

from retrieval.catalogue.merging import Held, held_from_record, join, renamed, visibly_differ
from retrieval.catalogue.rows import chunks, load, renamed_ids, title_key
from retrieval.catalogue.schema import paper_titles
from retrieval.catalogue.titles import same_work, says_enough
from retrieval.identity import is_title_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from retrieval.papers import Record


class Outcome(Enum):
    """What a record did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Batch:
    """The papers that some records are about, before and after them."""

    stored: dict[str, tuple[Held, int]]  # as loaded, with their revisions
    held: dict[str, Held]  # as they are now
    titles: dict[str, set[str]]  # title key -> ids
    aliases: dict[str, str]
    named: set[tuple[str, str]] = field(default_factory=set)  # further (title key, id)
    renamed: set[str] = field(default_factory=set)  # further aliases
    absorbed: set[str] = field(default_factory=set)  # ids that became aliases
    visible: set[str] = field(default_factory=set)  # ids with changes that a reader could see

    def add(self, record: Record, *, today: dt.date) -> Outcome:
        """Merge one record in."""
        incoming = held_from_record(record, today=today)
        paper_id = self._home(incoming)
        before = self.held.get(paper_id)
        incoming = renamed(incoming, paper_id)
        key = title_key(incoming.paper.title)
        after = join(before, incoming) if before else incoming
        if not is_title_id(paper_id):
            absorbed = self._absorb(after, key)
            before = before or next(iter(absorbed), None)
            for other in absorbed:
                after = join(after, other)
        self.held[paper_id] = after
        self._name(paper_id, key)
        if before is None:
            self.visible.add(paper_id)
            return Outcome.ADDED
        if before.paper.id != paper_id or visibly_differ(before, after):
            self.visible.add(paper_id)
            return Outcome.UPDATED
        return Outcome.UNCHANGED

    def final_id(self, paper_id: str) -> str:
        """The id that the paper goes by now."""
        while paper_id in self.aliases:
            paper_id = self.aliases[paper_id]
        return paper_id

    def _home(self, incoming: Held) -> str:
        """The id of the paper that the record is about."""
        own = self.final_id(incoming.paper.id)
        if own in self.held or not is_title_id(own):
            return own
        candidates = self.titles.get(title_key(incoming.paper.title), set())
        matching = {c for c in candidates if not is_title_id(c)} or candidates
        if len(matching) != 1:
            return own  # unknown, or two works of one title: nobody knows which was meant
        (other,) = matching
        if not self._matches(self.held[other], incoming):
            return own
        self._alias(own, other)
        return other

    def _absorb(self, arrived: Held, key: str) -> list[Held]:
        """Take out the papers known by title only that turn out to be this one."""
        candidates = self.titles.get(key, set()) - {arrived.paper.id}
        if not all(map(is_title_id, candidates)):
            return []
        found = [c for c in sorted(candidates) if self._matches(self.held[c], arrived)]
        for other in found:
            self._alias(other, arrived.paper.id)
            self.absorbed.add(other)
            self.visible.discard(other)
            for known, ids in list(self.titles.items()):
                if other in ids:
                    ids.discard(other)
                    self._name(arrived.paper.id, known)
        return [self.held.pop(other) for other in found]

    def _alias(self, alias: str, paper_id: str) -> None:
        self.aliases[alias] = paper_id
        self.renamed.add(alias)

    def _name(self, paper_id: str, key: str) -> None:
        ids = self.titles.setdefault(key, set())
        if key and paper_id not in ids:
            ids.add(paper_id)
            self.named.add((key, paper_id))

    @staticmethod
    def _matches(one: Held, other: Held) -> bool:
        return says_enough(other.paper.title) or same_work(one.paper, other.paper)


def load_batch(connection: Connection, records: Sequence[Record]) -> Batch:
    """Everything that merging these records may need."""
    keys = {title_key(record.paper.title) for record in records} - {""}
    titles: dict[str, set[str]] = {}
    for chunk in chunks(sorted(keys)):
        query = select(paper_titles).where(paper_titles.c.normalised.in_(chunk))
        for key, paper_id in connection.execute(query):
            titles.setdefault(key, set()).add(paper_id)
    ids = {record.paper.id for record in records}
    known = renamed_ids(connection, filter(is_title_id, ids))
    ids.update(known.values(), *titles.values())
    stored = load(connection, sorted(ids))
    held = {paper_id: account for paper_id, (account, _) in stored.items()}
    return Batch(stored, held, titles, known)
