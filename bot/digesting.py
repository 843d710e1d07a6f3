"""Digests on demand: the papers of some announcements, gathered and written in any format."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.render.digests.atom import atom
from bot.render.digests.digest import Digest, Entry, Group
from bot.render.digests.mail import html
from bot.render.digests.markdown import bilingual, markdown
from bot.render.digests.table import table
from bot.words import ENGLISH, words_for
from retrieval.categories import category_code
from retrieval.following.calendar import announcements
from retrieval.following.matching import quoting
from retrieval.following.reading import read_topic
from retrieval.following.values import Style, Way
from retrieval.members import Kind, Turn
from retrieval.queries import Answer, Evidence, Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.wiring import App
    from bot.words import Words
    from retrieval.following.matching import Announced, Match
    from retrieval.following.values import Topic
    from retrieval.papers import KnownPaper

_COMPONENTS_V2 = 1 << 15  # of a message's flags
_UNSENT = "unsent------"  # stands for the id of a delivery
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


class Format(StrEnum):
    """How a digest is written."""

    MARKDOWN = "markdown"
    BILINGUAL = "bilingual"
    TOPICS = "topics"
    TABLE = "table"
    HTML = "html"
    ATOM = "atom"
    DISCORD = "discord"


def named_topics(texts: Sequence[str]) -> list[Topic]:
    """Topics as a command line names them: a category of arXiv, or free text.

    Raises:
        BadQuestion: one cannot be used.
    """
    return [
        read_topic("", categories=text) if _is_category(text) else read_topic("", text)
        for text in texts
    ]


def followed_here(app: App) -> tuple[list[Topic], Words]:
    """What is followed in the terminal, whatever the names, and the first one's language."""
    here = [one for one in app.following.followers() if one.way is Way.TERMINAL]
    topics = [topic for follower in here for topic in app.following.topics(follower.id)]
    return topics, words_for(here[0].language) if here else ENGLISH


def gathered(
    app: App,
    topics: Sequence[Topic],
    days: tuple[dt.date, dt.date],
    form: Format,
    words: Words = ENGLISH,
) -> Digest:
    """The papers of some announcements, whoever had them already.

    Args:
        app: its indexes are up to date.
        topics: each paper stands under the one that it matches best; without topics, all
            papers, by category.
        days: first and last, both included.
        form: what it is gathered for; some say more of a paper than others.
        words: of the language that the digest is in.
    """
    wanted = announcements(*days)
    papers = app.matching.announced(wanted)
    if topics:
        found = [*app.matching.matches(topics, papers), *app.matching.news_of(topics, wanted)]
        groups = _by_topic(app, topics, found)
    else:
        groups = _by_category(papers, words)
    style = Style.BILINGUAL if form is Format.BILINGUAL else Style.EXCERPT
    digest = Digest(*days, tuple(groups), words, style)
    quoted = topics and form in {Format.HTML, Format.DISCORD}
    return _quoted(app, topics, digest) if quoted else digest


def written(digest: Digest, form: Format, topics: Sequence[Topic] = ()) -> str:
    """The digest in a format, with a line end at its end."""
    if form is Format.ATOM:
        return atom(digest, [topic.name for topic in topics])
    if form is Format.DISCORD:
        return json.dumps({"messages": _messages(digest)}, ensure_ascii=False) + "\n"
    write = {
        Format.MARKDOWN: markdown,
        Format.BILINGUAL: bilingual,
        Format.TABLE: table,
        Format.HTML: html,
    }
    return write[form](digest)


def _messages(digest: Digest) -> list[dict[str, object]]:
    """What would be sent to Discord. Its buttons belong to no delivery: they are for looking at."""
    from bot.views.digest import digest_views, note_view, shown_first  # noqa: PLC0415 - imports discord

    query = Query(text="", question=digest.title, language=digest.words.language)
    evidence = tuple(Evidence(one.known, one.score, one.excerpts) for one in shown_first(digest))
    turn = Turn(_UNSENT, "", "", _NEVER, Answer(query, evidence), Kind.DIGEST)
    views = digest_views(digest, turn) if digest.groups else [note_view(digest.nothing, _UNSENT)]
    return [
        {
            "flags": _COMPONENTS_V2,
            "allowed_mentions": {"parse": []},
            "components": view.to_components(),  # type: ignore[no-untyped-call] # discord.py leaves it bare
        }
        for view in views
    ]


def _is_category(text: str) -> bool:
    return category_code(text.strip().removesuffix(".*")) is not None


def _by_topic(app: App, topics: Sequence[Topic], matches: Sequence[Match]) -> list[Group]:
    """Each paper under the topic that it matches best; of two alike, the first."""
    best: dict[str, Match] = {}
    for match in sorted(matches, key=lambda one: -one.score):
        best.setdefault(match.known.paper.id, match)
    followed = app.catalogue.papers(topic.paper_id for topic in topics if topic.paper_id)
    groups = []
    for topic in topics:
        entries = tuple(
            Entry(one.known, news=one.news, score=one.score, day=one.day)
            for one in best.values()
            if one.topic.id == topic.id
        )
        groups.append(Group(_name(topic, followed), entries, len(entries), topic.id))
    return [group for group in groups if group.entries]


def _quoted(app: App, topics: Sequence[Topic], digest: Digest) -> Digest:
    """The digest with the sentences that match, of the papers on its first page."""
    first = {entry.paper.id for entry in digest.page(0).entries}
    by_id = {topic.id: topic for topic in topics}
    groups = []
    for group in digest.groups:
        topic = by_id[group.topic_id or ""]
        papers = [one.known for one in group.entries if one.paper.id in first]
        excerpts = app.answers.excerpts(quoting(topic), papers) if papers else {}
        entries = (replace(one, excerpts=excerpts.get(one.paper.id, ())) for one in group.entries)
        groups.append(replace(group, entries=tuple(entries)))
    return replace(digest, groups=tuple(groups))


def _name(topic: Topic, followed: dict[str, KnownPaper]) -> str:
    known = followed.get(topic.paper_id or "")
    return known.paper.title if known else topic.name


def _by_category(papers: Sequence[Announced], words: Words) -> list[Group]:
    """All papers by primary category, the largest first."""
    held: dict[str, list[Entry]] = {}
    for one in sorted(papers, key=lambda one: one.known.paper.id):
        paper = one.known.paper
        name = paper.primary_category or next(iter(paper.categories), words.digests.everything)
        held.setdefault(name, []).append(Entry(one.known, day=one.day))
    sizes = sorted(held.items(), key=lambda one: (-len(one[1]), one[0]))
    return [Group(name, tuple(found), len(found)) for name, found in sizes]
