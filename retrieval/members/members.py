"""The door to what is kept of members and servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.members import ratings, servers, shelves, turns
from retrieval.members.tables import turns as table
from retrieval.members.values import Forgotten, Rating

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from retrieval.catalogue import Catalogue
    from retrieval.catalogue.database import Database
    from retrieval.members.values import Saved, ServerSettings, Turn


class Members:
    """What is kept of members and servers, in the catalogue's own store.

    Any thread may use it, and other processes beside this one. Every change is one
    transaction: it happens entirely or not at all. Each method may raise StoreUnwritable or
    StoreError, whose sentences name what failed. Times are aware.
    """

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self._database = database
        self._catalogue = catalogue

    # ------------------------------------------------------------ turns

    def remember(self, turn: Turn) -> None:
        """Keep a turn; one of the same id is replaced."""
        with self._database.writing() as connection:
            turns.remember(connection, turn)

    def shown_by(self, turn_id: str, message_id: str) -> None:
        """Note the message that shows a turn; nothing happens if the turn is gone."""
        with self._database.writing() as connection:
            turns.shown_by(connection, turn_id, message_id)

    def turn(self, turn_id: str) -> Turn | None:
        """A turn by its id; None if it is not kept, or no longer.

        Its papers come back as the catalogue holds them now, each at its old place: a paper
        that became another one's as that one, one that is gone with its id and title only.
        Excerpts whose text was revised since are left out.
        """
        return self._newest(table.c.id == turn_id)

    def turn_shown_by(self, message_id: str) -> Turn | None:
        """The turn that a message shows, as `turn` does."""
        return self._newest(table.c.message == message_id)

    def last_turns(self, place: str, *, since: dt.datetime, limit: int) -> list[Turn]:
        """The turns in a place that were asked at `since` or later, newest first."""
        with self._database.reading() as connection:
            rows = turns.newest(
                connection, table.c.place == place, table.c.asked >= since, limit=limit
            )
        return [turns.read(row, self._catalogue) for row in rows]

    def expire(self, before: dt.datetime) -> int:
        """Delete the turns that were asked earlier; how many those were. Ratings stay."""
        with self._database.writing() as connection:
            return turns.expire(connection, before)

    def _newest(self, *conditions: ColumnElement[bool]) -> Turn | None:
        with self._database.reading() as connection:
            rows = turns.newest(connection, *conditions, limit=1)
        return turns.read(rows[0], self._catalogue) if rows else None

    # ------------------------------------------------------------ saved papers

    def save(self, user: str, paper_id: str, when: dt.datetime) -> bool:
        """Put a paper on a member's list; False, and nothing changes, if it is there already."""
        with self._database.writing() as connection:
            return shelves.save(connection, user, paper_id, when)

    def unsave(self, user: str, paper_id: str) -> bool:
        """Take a paper off a member's list; False if it was not on it."""
        with self._database.writing() as connection:
            return shelves.unsave(connection, user, paper_id)

    def saved(self, user: str) -> list[Saved]:
        """A member's list, newest first, each paper once and by the id that it goes by now."""
        with self._database.reading() as connection:
            return shelves.saved(connection, user)

    def savers(self, since: dt.datetime) -> dict[str, int]:
        """How many members saved each paper since then, by the id that it goes by now."""
        with self._database.reading() as connection:
            return shelves.savers(connection, since)

    # ------------------------------------------------------------ ratings

    def rate(
        self, user: str, value: int, *, turn_id: str, paper_id: str | None, when: dt.datetime
    ) -> None:
        """Note what a member, not only the asker, thinks of an answer or a paper in it.

        Args:
            user: who rates.
            value: +1 or -1; the member's latest counts.
            turn_id: the answer; it need not be kept any more.
            paper_id: the paper; None for the answer as a whole.
            when: the time of it.
        """
        if value not in {1, -1}:
            raise ValueError(f"a rating is +1 or -1, not {value}")
        with self._database.writing() as connection:
            ratings.rate(connection, user, Rating(turn_id, paper_id, value, when))

    def ratings(self, user: str) -> list[Rating]:
        """A member's ratings, newest first; papers by the ids that they had when rated."""
        with self._database.reading() as connection:
            return ratings.ratings_of(connection, user)

    def ratings_of_turns(self, turn_ids: Sequence[str]) -> list[Rating]:
        """What anybody thought of these answers, newest first, without who it was."""
        with self._database.reading() as connection:
            return ratings.ratings_of_turns(connection, turn_ids)

    # ------------------------------------------------------------ servers

    def server(self, server_id: str) -> ServerSettings:
        """A server's settings; the defaults if nobody chose any."""
        with self._database.reading() as connection:
            return servers.server(connection, server_id)

    def set_server(self, server_id: str, settings: ServerSettings) -> None:
        """Replace a server's settings."""
        with self._database.writing() as connection:
            servers.set_server(connection, server_id, settings)

    # ------------------------------------------------------------ forgetting

    def forget(self, user: str) -> Forgotten:
        """Delete what is kept of a member; how much that was.

        Saved papers and ratings are deleted. Turns that showed no paper, or the member's own
        list, are deleted; the others lose the member, the place, the question with its filters
        and the marks in excerpts. They keep their message and papers, so that the buttons
        under an old answer work for everybody else who reads it. The words leave an SQLite
        file too: their bytes are overwritten there, and in its log when the last process
        closes the store.
        """
        with self._database.writing() as connection:
            return Forgotten(
                turns=turns.forget(connection, user),
                saved=shelves.forget(connection, user),
                ratings=ratings.forget(connection, user),
            )
