"""The door to everything that is known of papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sqlalchemy import select

from retrieval.catalogue import announced, attention, queue
from retrieval.catalogue import filters as sql
from retrieval.catalogue.batch import Outcome, load_batch
from retrieval.catalogue.cleaning import storable
from retrieval.catalogue.columns import Columns
from retrieval.catalogue.database import Database
from retrieval.catalogue.indexing import Indexing
from retrieval.catalogue.machine import with_machine, write_machine
from retrieval.catalogue.merging import known_paper
from retrieval.catalogue.rows import load, renamed_ids, title_key
from retrieval.catalogue.schema import cursors, paper_titles, papers
from retrieval.catalogue.standing import Standing
from retrieval.catalogue.suggestions import Suggestions
from retrieval.catalogue.telling import Telling
from retrieval.catalogue.writing import latest_revision, upsert, write
from retrieval.filters import UNFILTERED, Filters

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence
    from contextlib import AbstractContextManager

    from retrieval.among import Among
    from retrieval.catalogue.attention import Attention
    from retrieval.catalogue.queue import Change, Counts, Reached, Written
    from retrieval.papers import KnownPaper, MachineTranslation, Record


@dataclass(frozen=True, slots=True)
class Stored:
    """What some records did; each is counted once."""

    added: int = 0
    updated: int = 0  # a reader could see a difference
    unchanged: int = 0


def open_catalogue(url: str) -> Catalogue:
    """Open the store at an SQLAlchemy URL, made or carried forward as needed.

    Raises:
        StoreUnwritable: no permission or room, or a file stands where a folder should.
        StoreTooNew: a newer Paperwire wrote it.
        StoreError: it is damaged, is no such store, or cannot be reached.
    """
    return Catalogue(Database(url))


class Catalogue:
    """The store, open. Any thread may use it, and other processes beside this one.

    Every method is one transaction: it happens entirely or not at all. Each may raise
    StoreUnwritable or StoreError, whose sentences name the place.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._telling = Telling()
        self._columns = Columns()
        self._standing = Standing()
        self._counted: tuple[tuple[Written, Reached], int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def suggestions(self) -> Suggestions:
        """What completes a name, a subject or a title that is being typed."""
        return Suggestions(self._database)

    @property
    def indexing(self) -> Indexing:
        """What is due for the indexes, and what they hold."""
        return Indexing(self._database)

    def close(self) -> None:
        """Let go of the store; harmless when repeated."""
        self._database.close()

    # ------------------------------------------------------------ papers

    def store(self, records: Sequence[Record], *, today: dt.date) -> Stored:
        """Merge the records in, all or none; safe to repeat.

        A record counts as added if its paper was not there, as updated if a reader can see
        a difference, and as unchanged otherwise.
        """
        cleaned = [storable(record) for record in records]
        with self._database.writing() as connection:
            batch = load_batch(connection, cleaned)
            outcomes = [batch.add(record, today=today) for record in cleaned]
            write(connection, batch)
            queue.note_write(connection)
        return Stored(*(outcomes.count(outcome) for outcome in Outcome))

    def keep_translation(self, paper_id: str, made: MachineTranslation) -> bool:
        """Keep what a model made of a paper's text, in place of what one made before.

        Nothing that a source printed changes. A field that is empty keeps what stood there, as
        long as the text is the same. False, and nothing is kept, for a paper that is gone.
        """
        with self._database.writing() as connection:
            home = renamed_ids(connection, [paper_id]).get(paper_id, paper_id)
            found = load(connection, [home])
            if home in found:
                paper = with_machine(found[home][0].paper, made)
                write_machine(connection, paper, latest_revision(connection) + 1)
                queue.note_write(connection)
        return home in found

    def known(self, paper_id: str) -> KnownPaper | None:
        """Everything held of a paper, by its id or by one it had before; None if unknown."""
        return self.papers([paper_id]).get(paper_id)

    def papers(self, ids: Iterable[str]) -> dict[str, KnownPaper]:
        """The same of several papers, by the ids that were asked for; unknown ones left out."""
        asked = list(dict.fromkeys(ids))
        with self._database.reading() as connection:
            found = load(connection, asked)
            leads = renamed_ids(connection, [i for i in asked if i not in found])
            found |= load(connection, leads.values())
        homes = ((paper_id, leads.get(paper_id, paper_id)) for paper_id in asked)
        return {i: known_paper(found[home][0]) for i, home in homes if home in found}

    def standing(self, ids: Sequence[str]) -> dict[str, KnownPaper]:
        """Those of the papers that are not withdrawn, in order, by the ids that they go by now.

        The latest are remembered until any paper is written.
        """
        with self._database.reading() as connection:
            return self._standing.papers(connection, ids)

    def texts(self) -> list[tuple[str, str]]:
        """Title and abstract of every paper that has one, by id; withdrawn ones left out."""
        mine = (papers.c.abstract != "") & papers.c.withdrawn.is_(False)
        query = select(papers.c.title, papers.c.abstract).where(mine).order_by(papers.c.id)
        with self._database.reading() as connection:
            return [(title, abstract) for title, abstract in connection.execute(query)]

    def find_by_title(self, title: str) -> list[str]:
        """Ids of the papers that have or had this title, as `normalised_title` compares."""
        table = paper_titles
        query = select(table.c.paper_id).where(table.c.normalised == title_key(title))
        with self._database.reading() as connection:
            return sorted(connection.execute(query).scalars())

    # ------------------------------------------------------------ filters

    def matching(
        self,
        filters: Filters = UNFILTERED,
        *,
        limit: int | None = None,
        among: Collection[str] | None = None,
    ) -> set[str]:
        """Ids of papers that pass every filter; withdrawn papers never do.

        Days are inclusive, and a paper passes if its `Paper.period` may lie within them; one
        category is enough ("cs" and "cs.*" mean the archive, case does not matter); every
        author must be there (see `authors.same_author`). With `among` only those ids are
        looked at, which is the quick way for some thousand candidates.
        """
        with self._database.reading() as connection:
            among = self._telling.among(connection, filters.qualities, among)
            if not filters.qualities.no_survey:
                return sql.matching(connection, filters, among=among, limit=limit)
            found = sql.matching(connection, filters, among=among, limit=None)
            found -= self._telling.surveys(connection, found)
            return found if limit is None else set(sorted(found)[:limit])

    def passing(self, filters: Filters = UNFILTERED) -> Among:
        """The papers of `matching`; quick for days and categories, however many pass."""
        if filters.authors or filters.qualities.any:
            found = self.matching(filters)
            with self._database.reading() as connection:
                return self._columns.numbered(connection, found)
        with self._database.reading() as connection:
            return self._columns.among(connection, filters)

    def latest(self, filters: Filters = UNFILTERED, *, limit: int = 50) -> list[str]:
        """Ids of papers that pass the filters as `matching` tells it, newest first."""
        with self._database.reading() as connection:
            among = self._telling.among(connection, filters.qualities, None)
            no_survey = filters.qualities.no_survey
            besides = self._telling.surveys(connection) if no_survey else ()
            return sql.newest(connection, filters, among=among, besides=besides, limit=limit)

    def knows(self, kind: str, name: str) -> bool:
        """Whether a filter can be carried out, see `catalogue.filters.knows`."""
        with self._database.reading() as connection:
            return sql.knows(connection, self._telling, kind, name)

    def knows_author(self, name: str) -> bool:
        """Whether a paper here has an author who may be meant by the name."""
        with self._database.reading() as connection:
            return sql.knows_author(connection, name)

    def knows_subject(self, name: str) -> bool:
        """Whether a paper here, not withdrawn, has it as a category or subject."""
        with self._database.reading() as connection:
            return sql.knows_subject(connection, name)

    def around(self, since: dt.date, until: dt.date) -> list[str]:
        """Ids of papers that came out between two days, inclusive, or were cross-listed then.

        A paper of which no day is known counts for the days on which a source pointed at it.
        Withdrawn papers are among them. See `retrieval.following.matching` for which of them
        an announcement is made of.
        """
        with self._database.reading() as connection:
            return announced.around(connection, since, until)

    def attention(
        self,
        since: dt.date,
        until: dt.date,
        *,
        categories: Sequence[str] = (),
        unnoticed: int = 50,
        also: Sequence[str] = (),
    ) -> list[Attention]:
        """What every paper got that was seen between two days, inclusive, in no order.

        Withdrawn papers never; of those that nobody voted for and only one source saw,
        `unnoticed` of the newest, and those of the ids in `also`, a few hundred at most.
        """
        with self._database.reading() as connection:
            chosen = sql.conditions(connection, Filters(categories=tuple(categories)))
            return attention.attention(
                connection, chosen, since=since, until=until, unnoticed=unnoticed, also=also
            )

    # ------------------------------------------------------------ how far it is

    def counts(self) -> Counts:
        """How many papers are stored, indexed and due."""
        with self._database.reading() as connection:
            return queue.count(connection)

    def indexed(self) -> int:
        """How many papers are indexed, as `counts` tells it; cheap while nothing changes."""
        with self._database.reading() as connection:
            key = queue.written(connection), queue.latest(connection)
            held = self._counted
            if held is None or held[0] != key:
                held = key, queue.count(connection).indexed
                self._counted = held
        return held[1]

    def snapshot(self) -> AbstractContextManager[None]:
        """Within it, whatever this thread reads is of one state of the catalogue.

        Beginning a transaction takes longer than most of what is read. Nothing may be written
        within it.
        """
        return self._database.snapshot()

    def latest_revision(self) -> int:
        """A number that grows with every change a reader could see; cheap to ask for."""
        with self._database.reading() as connection:
            return latest_revision(connection)

    def changes_since(self, revision: int, limit: int = 1_000) -> list[Change]:
        """Papers changed or gone after a revision, oldest first; each at its last change."""
        with self._database.reading() as connection:
            return queue.changes(connection, revision, limit)

    # ------------------------------------------------------------ notes of other parts

    def load(self, key: str) -> str | None:
        """Where a source stopped, as it noted with `save`; None if it never did."""
        query = select(cursors.c.value).where(cursors.c.key == key)
        with self._database.reading() as connection:
            found: str | None = connection.execute(query).scalar()
        return found

    def save(self, key: str, value: str) -> None:
        """Note where a source stopped."""
        with self._database.writing() as connection:
            upsert(connection, cursors, [{"key": key, "value": value}])
