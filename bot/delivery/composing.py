"""A planned delivery as a digest that can be shown. It reads the catalogue and keeps a turn."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.sending import Outgoing
from bot.render.digests.digest import digest_of
from bot.views.digest import shown_first
from bot.words import words_for
from retrieval.following.calendar import Holiday, announcements, why_none
from retrieval.following.matching import quoting
from retrieval.following.values import State, Style
from retrieval.members import Kind, Turn
from retrieval.queries import Answer, Evidence, Query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.render.digests.digest import Digest
    from bot.wiring import App
    from bot.words import Words
    from retrieval.following.calendar import Quiet
    from retrieval.following.values import Delivery, Follower, Topic
    from retrieval.papers import Paper
    from retrieval.queries import Excerpt

_DAY = dt.timedelta(days=1)
_LOOKED_BACK = 20  # deliveries, for one that did not fail
_EXCERPTED = 30  # papers with excerpts: each is read by the encoder for them


def compose(app: App, follower: Follower, delivery: Delivery) -> Outgoing | None:
    """What to send; None where nothing is said: nothing matched, and the follower wants quiet."""
    words = words_for(follower.language)
    topics = app.following.topics(follower.id)
    digest = _digest(app, follower, delivery, topics)
    if digest.count:
        digest = replace(digest, skipped=_skipped(app, follower, delivery))
        turn = turn_of(digest, follower, delivery)
        app.members.remember(turn)
        return Outgoing(follower, delivery, words, digest, turn)
    if not follower.quiet_days:
        return None
    quiet = why_none(delivery.day)
    note = quiet_note(quiet, words) if quiet is not None else digest.nothing
    return Outgoing(follower, delivery, words, note=note)


def papers_on_top(app: App, follower: Follower, delivery: Delivery) -> list[Paper]:
    """The papers of the first page, of which more is said than a title, best first."""
    digest = _bare(app, follower, delivery, app.following.topics(follower.id))
    return [entry.paper for entry in shown_first(digest)[: follower.most]]


def turn_of(digest: Digest, follower: Follower, delivery: Delivery) -> Turn:
    """What the buttons under a digest are about. It belongs to nobody, so that they serve all."""
    query = Query(text="", question=digest.title, language=follower.language)
    evidence = tuple(
        Evidence(entry.known, entry.score, entry.excerpts) for entry in shown_first(digest)
    )
    return Turn(
        id=delivery.id,
        user="",
        place=follower.address,
        asked=delivery.planned,
        outcome=Answer(query, evidence),
        kind=Kind.DIGEST,
    )


def quiet_note(quiet: Quiet, words: Words) -> str:
    """That nothing is announced today, and why."""
    said = words.delivery
    if quiet.holiday is None:
        return said.quiet.format(reason=said.weekend)
    return said.quiet.format(reason=said.holidays[list(Holiday).index(quiet.holiday)])


def _skipped(app: App, follower: Follower, delivery: Delivery) -> int:
    """How many announcements lie between a delivery and the one before it."""
    before = app.following.history(follower.id, _LOOKED_BACK)
    done = [one.day for one in before if one.state is not State.FAILED]
    last = max((day for day in done if day < delivery.first_day), default=None)
    first = follower.since if last is None else max(follower.since, last + _DAY)
    return len(announcements(first, delivery.first_day - _DAY))


def _bare(app: App, follower: Follower, delivery: Delivery, topics: Sequence[Topic]) -> Digest:
    """The digest without excerpts."""
    ids = [item.paper_id for item in delivery.items]
    ids += [topic.paper_id for topic in topics if topic.paper_id is not None]
    return digest_of(
        delivery,
        topics,
        app.catalogue.papers(ids),
        words=words_for(follower.language),
        style=follower.style,
        most=follower.most,
    )


def _digest(app: App, follower: Follower, delivery: Delivery, topics: Sequence[Topic]) -> Digest:
    digest = _bare(app, follower, delivery, topics)
    if follower.style is Style.SHORT:
        return digest
    excerpts = _excerpts(app, digest, {topic.id: topic for topic in topics})
    groups = (
        replace(
            group,
            entries=tuple(
                replace(entry, excerpts=excerpts.get(entry.paper.id, ())) for entry in group.entries
            ),
        )
        for group in digest.groups
    )
    return replace(digest, groups=tuple(groups))


def _excerpts(
    app: App, digest: Digest, topics: Mapping[str, Topic]
) -> dict[str, tuple[Excerpt, ...]]:
    """For the papers shown first, the sentences that answer their topic."""
    shown = {entry.paper.id for entry in shown_first(digest)[:_EXCERPTED]}
    found: dict[str, tuple[Excerpt, ...]] = {}
    for group in digest.groups:
        papers = [entry.known for entry in group.entries if entry.paper.id in shown]
        topic = topics.get(group.topic_id or "")
        query = quoting(topic) if topic else Query(text="", question="")
        if papers:
            found |= app.answers.excerpts(query, papers)
    return found
