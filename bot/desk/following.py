"""Each request about following, answered from the core. The terminal asks here too."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk.followed import ASKED, Field, Followed, Followings, Zone
from bot.desk.previews import Previews
from bot.desk.requests import Sentence
from bot.errors import said_to_members
from bot.render.markup import fitted
from bot.render.stressing import shown
from retrieval.errors import BadQuestion
from retrieval.following import calendar, reading, schedule
from retrieval.following.checking import checked_most, checked_topic
from retrieval.following.values import DEFAULT_THRESHOLD, Follower, Way
from retrieval.lookup import find_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.desk.followed import Previewed, Recipient, Trends, Wish
    from bot.desk.requests import Asker
    from bot.wiring import App
    from retrieval.following.store import Following
    from retrieval.following.values import Topic

DEFAULT_AT = dt.time(9)
UTC = "UTC"
PREVIEW_DAYS = 5  # announcements that a preview looks at if nobody says
MAX_PAUSE = 365  # days
_DAY = dt.timedelta(days=1)
_TYPED = 800  # characters of a form that are said again
_NAME = 200  # characters of a topic within a sentence


class FollowingDesk:
    """What is followed, and by whom. Safe to use from several threads.

    Every method may raise BadQuestion or UnknownPaper, whose sentences are for the person,
    and StoreError. Whether somebody may act for a recipient is the caller's to ask first.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._previews = Previews(app)

    @property
    def _following(self) -> Following:
        return self._app.following

    def follow(
        self, recipient: Recipient, wish: Wish, language: str = "en", *, previewing: bool = True
    ) -> Followed:
        """Follow one topic more; who followed nothing yet becomes a follower."""
        topic = self._topic(recipient, wish)
        present, follower, zone = self._follower(recipient, wish, language)
        if present is None:
            self._following.put_follower(follower)
        try:
            self._following.add_topic(topic)
        except BadQuestion:
            if present is None:
                self._following.remove_follower(follower.id)
            raise
        if present is not None and follower != present:
            self._following.put_follower(follower)
        first = first_digest(follower, self._app.now())
        preview = None
        if previewing:
            preview = replace(self._previews.of(topic, days=1), follower=recipient.id)
        return Followed(recipient, follower, topic, zone, first, preview)

    def followings(self, recipient: Recipient, number: int = 0, note: str = "") -> Followings:
        """What the recipient follows, and which other channels of the server do."""
        others = []
        if recipient.server is not None:
            others = [
                one.address
                for one in self._following.followers()
                if one.server == recipient.server and one.id != recipient.id
            ]
        follower = self._following.follower(recipient.id)
        topics = tuple(self._following.topics(recipient.id))
        return Followings(recipient, follower, topics, tuple(others), number, note)

    def unfollow(self, who: Asker, recipient: Recipient, named: str) -> Followings | Sentence:
        """Follow a topic, named by its id or what it is called, no longer."""
        topic = self.named(recipient, named)
        said = who.words.following
        if topic is None:
            return Sentence(said.no_topic.format(topic=_quoted(named)))
        return self.remove(who, recipient, topic.id)

    def remove(self, who: Asker, recipient: Recipient, topic_id: str) -> Followings:
        """Follow the topic of this id no longer; who follows nothing is no follower."""
        topic = self.named(recipient, topic_id)
        if topic is None or not self._following.remove_topic(recipient.id, topic.id):
            return self.followings(recipient, note=who.words.following.gone)
        note = who.words.following.removed.format(topic=_quoted(topic.name))
        return self.followings(recipient, note=note)

    def named(self, recipient: Recipient, named: str) -> Topic | None:
        """The topic that the recipient follows under this id or name; None if there is none."""
        topics = self._following.topics(recipient.id)
        wanted = named.strip()
        by_id = next((one for one in topics if one.id == wanted), None)
        by_name = (one for one in topics if one.name.casefold() == wanted.casefold())
        return by_id or next(by_name, None)

    def pause(self, recipient: Recipient, days: int | None) -> Followings:
        """Send nothing for so many days, or until somebody resumes it."""
        if days is not None and not 1 <= days <= MAX_PAUSE:
            raise BadQuestion(f"the number of days must be between 1 and {MAX_PAUSE}, not {days}")
        until = None if days is None else self._app.now() + dt.timedelta(days=days)
        self._following.pause(recipient.id, ASKED, until=until)
        return self.followings(recipient)

    def resume(self, who: Asker, recipient: Recipient) -> Followings:
        """Send digests again."""
        self._following.pause(recipient.id, None)
        return self.followings(recipient, note=who.words.following.resumed)

    def edit(
        self, who: Asker, recipient: Recipient, topic_id: str, form: Mapping[str, str]
    ) -> Followings | Sentence:
        """Change a topic, and the hour of all its follower's digests, as the form says.

        A form that cannot be used changes nothing, and what was typed is said again.

        Args:
            who: who edited it.
            recipient: whose topic it is.
            topic_id: the topic.
            form: by `Field`, what was typed.
        """
        try:
            return self._edited(who, recipient, topic_id, form)
        except BadQuestion as exc:
            reason = fitted(said_to_members(exc, who.words), _TYPED)
            typed = fitted("  |  ".join(form[field] for field in Field), _TYPED)
            return Sentence(who.words.following.unchanged.format(reason=reason, typed=typed))

    def _edited(
        self, who: Asker, recipient: Recipient, topic_id: str, form: Mapping[str, str]
    ) -> Followings:
        follower, topic = self._following.follower(recipient.id), self.named(recipient, topic_id)
        if follower is None or topic is None:
            return self.followings(recipient, note=who.words.following.gone)
        hour = replace(
            follower,
            at=reading.read_time(form[Field.AT]),
            timezone=reading.read_zone(form[Field.TIMEZONE]),
        )
        changed = checked_topic(
            replace(
                topic,
                text=form[Field.TEXT],
                keywords=reading.read_list(form[Field.KEYWORDS]),
                threshold=read_threshold(form[Field.THRESHOLD]),
            )
        )
        self._following.change_topic(changed)
        if hour != follower:
            self._following.put_follower(hour)
        note = who.words.following.changed.format(topic=_quoted(changed.name))
        return self.followings(recipient, note=note)

    def set_threshold(
        self, who: Asker, recipient: Recipient, topic_id: str, typed: str
    ) -> Previewed | Followings:
        """Change the threshold of a topic, and show what it brings now."""
        topic = self.named(recipient, topic_id)
        if topic is None:
            return self.followings(recipient, note=who.words.following.gone)
        changed = replace(topic, threshold=read_threshold(typed))
        self._following.change_topic(changed)
        return self.preview(recipient, topic_id, days=PREVIEW_DAYS, threshold=None)

    def preview(
        self, recipient: Recipient, named: str, *, days: int, threshold: float | None
    ) -> Previewed:
        """What a topic, followed or not, would have brought in the last announcements."""
        known = self.named(recipient, named)
        topic = known or reading.read_topic(recipient.id, named)
        if threshold is not None:
            topic = checked_topic(replace(topic, threshold=threshold))
        found = self._previews.of(topic, days=days)
        may_change = known is not None and recipient.editable
        return replace(found, follower=recipient.id if may_change else None)

    def trends(self, recipient: Recipient, named: str, *, weeks: int, drawn: bool = True) -> Trends:
        """How many papers a week there are on a topic, followed or not."""
        topic = self.named(recipient, named) or reading.read_topic(recipient.id, named)
        return self._previews.trends(topic, weeks=weeks, drawn=drawn)

    def form(self, recipient: Recipient, topic_id: str) -> tuple[Follower, Topic] | None:
        """What there is to edit; None if it is no longer followed."""
        follower, topic = self._following.follower(recipient.id), self.named(recipient, topic_id)
        return (follower, topic) if follower is not None and topic is not None else None

    def _topic(self, recipient: Recipient, wish: Wish) -> Topic:
        """The wish as a topic that is not followed yet."""
        paper = find_paper(self._app.catalogue, wish.paper).paper.id if wish.paper else None
        return reading.read_topic(
            recipient.id,
            wish.text,
            keywords=wish.keywords,
            categories=wish.categories,
            authors=wish.authors,
            paper_id=paper,
            threshold=DEFAULT_THRESHOLD if wish.threshold is None else wish.threshold,
            made=self._app.now(),
        )

    def _follower(
        self, recipient: Recipient, wish: Wish, language: str
    ) -> tuple[Follower | None, Follower, Zone]:
        """The follower as it is, as the wish wants it, and where its time zone came from."""
        present = self._following.follower(recipient.id)
        zone, chosen = self._zone(recipient, wish, present)
        wanted = present or Follower(
            recipient.id,
            recipient.way,
            recipient.address,
            at=DEFAULT_AT,
            timezone=zone,
            since=calendar.latest_announcement(self._app.now()) + _DAY,
            language=language,
            server=recipient.server,
            owner=recipient.owner,
            confirmed=recipient.way is not Way.EMAIL,
        )
        wanted = replace(
            wanted,
            timezone=zone,
            at=reading.read_time(wish.at) if wish.at else wanted.at,
            most=checked_most(wanted.most if wish.most is None else wish.most),
            style=wish.style or wanted.style,
        )
        return present, wanted, chosen

    def _zone(self, recipient: Recipient, wish: Wish, present: Follower | None) -> tuple[str, Zone]:
        """The time zone that was said, or that there is already, or UTC."""
        if wish.timezone:
            return reading.read_zone(wish.timezone), Zone.SAID
        if present is not None:
            return present.timezone, Zone.BEFORE
        for one in self._following.followers():
            if one.server is not None and one.server == recipient.server:
                return one.timezone, Zone.BEFORE
        return UTC, Zone.NONE


def first_digest(follower: Follower, now: dt.datetime) -> dt.datetime:
    """When the follower's next digest is due that can bring something."""
    wanted = max(follower.since, calendar.next_announcement(calendar.latest_announcement(now)))
    found = schedule.slots(follower, now.date() - dt.timedelta(days=1))
    return next(slot.at for slot in found if slot.at > now and slot.announcement >= wanted)


def read_threshold(text: str) -> float:
    """A threshold as people write it: "0.6", "0,6", "60 %".

    Raises:
        BadQuestion: it is none.
    """
    said = " ".join(text.split())
    number = said.removesuffix("%").strip().replace(",", ".")
    try:
        value = float(number) / (100 if said.endswith("%") else 1)
    except ValueError as exc:
        raise BadQuestion(f"{said[:_NAME]}: a threshold is a number such as 0.6.") from exc
    return value


def _quoted(text: str) -> str:
    return fitted(shown(text), _NAME)
