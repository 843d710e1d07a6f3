"""The door to followers, what they follow, and what they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.following import deliveries, followers, reserving, subscribing, topics
from retrieval.following.checking import checked_follower, checked_topic, checked_topics
from retrieval.following.tables import deliveries as sent
from retrieval.following.tables import topics as kept
from retrieval.following.values import Way

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from retrieval.catalogue.database import Database
    from retrieval.following.values import Delivery, Follower, Item, Topic


class Following:
    """What people follow and what they were sent, in the catalogue's own store.

    Any thread may use it, and other processes beside this one. Every change is one
    transaction: it happens entirely or not at all. Each method may raise StoreUnwritable or
    StoreError, whose sentences name what failed. Times are aware.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # ------------------------------------------------------------ followers

    def follower(self, follower_id: str) -> Follower | None:
        """A follower by its id; None if there is none."""
        with self._database.reading() as connection:
            return followers.one(connection, follower_id)

    def followers(self, *, active_only: bool = False) -> list[Follower]:
        """Every follower, by id.

        Args:
            active_only: leaves out those that are paused until somebody ends it, and
                addresses that are not confirmed. A pause with an end is the caller's to
                judge, see `Follower.is_paused`.
        """
        with self._database.reading() as connection:
            conditions = (followers.is_sendable(),) if active_only else ()
            return followers.found(connection, *conditions)

    def put_follower(self, follower: Follower) -> None:
        """Keep a follower; one of the same id is replaced, its topics stay.

        An e-mail address stays as confirmed as it was, a new one is not confirmed, whatever
        the value says.

        Raises:
            BadQuestion: the time zone, the number of papers or the address cannot be used.
        """
        checked = checked_follower(follower)
        with self._database.writing() as connection:
            followers.put(connection, checked)

    def pause(
        self, follower_id: str, reason: str | None, *, until: dt.datetime | None = None
    ) -> bool:
        """Send nothing from now on, for this reason; None: send again.

        Returns:
            False if there is no such follower.
        """
        with self._database.writing() as connection:
            return followers.pause(connection, follower_id, reason, until)

    def remove_follower(self, follower_id: str) -> bool:
        """Delete a follower, its topics and deliveries; False if there was none.

        Which papers may have been sent stays noted, so that following again repeats none.
        """
        with self._database.writing() as connection:
            return followers.remove(connection, follower_id, forget=False)

    # ------------------------------------------------------------ topics

    def topics(self, follower_id: str) -> list[Topic]:
        """What a follower follows, in the order that it was added."""
        with self._database.reading() as connection:
            return topics.found(connection, kept.c.follower == follower_id)

    def all_topics(self) -> list[Topic]:
        """Every topic, by follower and in the order that it was added."""
        with self._database.reading() as connection:
            return topics.found(connection)

    def add_topic(self, topic: Topic) -> None:
        """Keep a new topic.

        Raises:
            BadQuestion: it cannot be used, the follower has as many as one may have, follows
                the same already, or does not exist.
        """
        checked = checked_topic(topic)
        with self._database.writing() as connection:
            follower = followers.one(connection, topic.follower)
            present = topics.found(connection, kept.c.follower == topic.follower)
            checked_topics(follower, [*present, checked])
            topics.add(connection, checked)

    def change_topic(self, topic: Topic) -> bool:
        """Replace a topic, found by its follower and id; False if there is none.

        Raises:
            BadQuestion: it cannot be used, or the follower follows the same already.
        """
        checked = checked_topic(topic)
        with self._database.writing() as connection:
            follower = followers.one(connection, topic.follower)
            present = topics.found(connection, kept.c.follower == topic.follower)
            if topic.id not in {one.id for one in present}:
                return False
            checked_topics(follower, [*(t for t in present if t.id != topic.id), checked])
            return topics.change(connection, checked)

    def remove_topic(self, follower_id: str, topic_id: str) -> bool:
        """Delete a topic; False if the follower has none of this id."""
        with self._database.writing() as connection:
            return topics.remove(connection, follower_id, topic_id)

    # ------------------------------------------------------------ deliveries

    def plan(self, delivery: Delivery) -> bool:
        """Write a delivery down and reserve its papers for the follower, in one transaction.

        Papers that were ever reserved for this follower, under any id that they had, are left
        out; so is the second of two items about one paper. NEW and CLOSE count once for ever,
        REVISED and WITHDRAWN once for each `Item.version`. The delivery is stored as PLANNED
        with what remains, nothing included: then the day is done. A delivery whose day is not
        newer than the follower's last one is an addition to it: all its items must be late,
        and it is stored only if one of them remains.

        Returns:
            Whether it was stored. False if the follower's day is taken and this is no
            addition with something in it, if the id is, or if the follower is gone.
        """
        with self._database.writing() as connection:
            return deliveries.plan(connection, delivery)

    def sending(
        self, delivery_id: str, *, tries: int | None = None, now: dt.datetime | None = None
    ) -> bool:
        """Note that a try to send begins.

        Args:
            delivery_id: one that is PLANNED or SENDING.
            tries: `Delivery.tries` as it was read: of several that read the same, one wins.
            now: kept as `Delivery.tried`.

        Returns:
            Whether the caller may send: False if it is settled or somebody else began.
        """
        with self._database.writing() as connection:
            return deliveries.sending(connection, delivery_id, tries=tries, now=now)

    def confirm(self, delivery_id: str, messages: Sequence[str]) -> bool:
        """Note that it arrived as these messages; False, and nothing changes, if settled."""
        with self._database.writing() as connection:
            return deliveries.confirm(connection, delivery_id, messages)

    def fail(self, delivery_id: str) -> bool:
        """Give a delivery up: its papers and its day are free again; False if settled."""
        with self._database.writing() as connection:
            return deliveries.fail(connection, delivery_id)

    def doubtful(self, *, before: dt.datetime | None = None) -> list[Delivery]:
        """Deliveries that are PLANNED or SENDING, the first planned first.

        Args:
            before: leaves out those whose last try began then or later.
        """
        with self._database.reading() as connection:
            return deliveries.doubtful(connection, before)

    def deliveries(self, follower_id: str, limit: int) -> list[Delivery]:
        """A follower's deliveries of any state, the last planned first."""
        where = sent.c.follower == follower_id
        with self._database.reading() as connection:
            return deliveries.found(connection, where, order=sent.c.planned.desc(), limit=limit)

    def history(self, follower_id: str, limit: int) -> list[Delivery]:
        """The same without their items and messages, which is quicker."""
        with self._database.reading() as connection:
            return deliveries.history(connection, follower_id, limit)

    def delivery(self, delivery_id: str) -> Delivery | None:
        """A delivery by its id; None if there is none. Without items if it expired."""
        with self._database.reading() as connection:
            return deliveries.one(connection, delivery_id)

    def last_day(self, follower_id: str) -> dt.date | None:
        """The newest day that is planned, being sent, or sent; None before the first."""
        with self._database.reading() as connection:
            return deliveries.last_day(connection, follower_id)

    def last_planned(self) -> dt.datetime | None:
        """When the newest delivery to anybody was planned; None before the first."""
        with self._database.reading() as connection:
            return deliveries.last_planned(connection)

    def delivered(self, follower_id: str, paper_ids: Iterable[str]) -> set[str]:
        """Which of these papers the follower had, or is about to, as NEW or CLOSE."""
        with self._database.reading() as connection:
            return reserving.had_before(connection, follower_id, paper_ids)

    def unheard(self, follower_id: str, items: Sequence[Item]) -> list[Item]:
        """What `plan` would leave of the items."""
        with self._database.reading() as connection:
            return reserving.unheard(connection, follower_id, items)

    def expire(self, before: dt.datetime) -> int:
        """Drop the contents of settled deliveries that were planned earlier; how many.

        What a follower had stays known for ever, and so do the days. E-mail addresses that
        were asked earlier and never agreed go altogether.
        """
        with self._database.writing() as connection:
            subscribing.expire(connection, before)
            return deliveries.expire(connection, before)

    # ------------------------------------------------------------ e-mail

    def request_subscription(self, follower_id: str, now: dt.datetime) -> str:
        """A fresh token that confirms an e-mail follower; those before it end.

        That of a follower who is gone meanwhile confirms nothing.

        Raises:
            ValueError: it is no e-mail address: a bug.
        """
        return self._token(follower_id, subscribing.CONFIRMS, now)

    def confirm_subscription(self, token: str, now: dt.datetime) -> Follower | None:
        """The follower of a confirming token, confirmed from now on; safe to repeat.

        Returns:
            None if the token is none of ours, was replaced, or is older than
            `subscribing.CONFIRM_WITHIN`.
        """
        with self._database.writing() as connection:
            return subscribing.confirmed(connection, token, now)

    def ending_token(self, follower_id: str, now: dt.datetime) -> str:
        """A fresh token for one mail, which ends all mails to the follower.

        That of a follower who is gone meanwhile ends nothing.

        Raises:
            ValueError: it is no e-mail address: a bug.
        """
        return self._token(follower_id, subscribing.ENDS, now)

    def unsubscribe(self, token: str) -> Follower | None:
        """Delete the follower of an ending token, with its topics and all it had.

        Returns:
            Who that was; None if the token is none of ours, or worked before.
        """
        with self._database.writing() as connection:
            return subscribing.ended(connection, token)

    def _token(self, follower_id: str, purpose: str, now: dt.datetime) -> str:
        if not follower_id.startswith(f"{Way.EMAIL.value}:"):
            raise ValueError(f"{follower_id!r} is no e-mail address")
        with self._database.writing() as connection:
            if followers.one(connection, follower_id) is None:
                return subscribing.fresh()
            return subscribing.new_token(connection, follower_id, purpose, now)

    # ------------------------------------------------------------ forgetting

    def forget(self, user: str) -> bool:
        """Delete what a member follows in direct messages, and every paper they had by it.

        Channels that the member made followers go on; who made them is deleted.

        Returns:
            Whether the member followed anything for themselves.
        """
        with self._database.writing() as connection:
            return followers.forget(connection, user)
