"""What is followed, on a screen and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from bot.desk.followed import ASKED, Zone
from bot.render.sentences import listed, printable
from bot.render.stressing import shown
from retrieval.following.values import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from bot.desk.followed import Followed, Hit, Previewed, Trends
    from retrieval.following.values import Follower, Topic

    Kept = Sequence[tuple[Follower, Sequence[Topic]]]

_BAR = 50  # columns of the longest bar


def followed_view(made: Followed) -> RenderableType:
    """That a topic is followed, and when its first digest is due."""
    follower, topic = made.follower, made.topic
    name = printable(follower.address)
    zones = {
        Zone.BEFORE: " (as before)",
        Zone.NONE: " (nobody chose a time zone: --timezone does)",
    }
    lines = [
        f"{name} now follows {_name(topic)}{_details(topic)}, as {topic.id}.",
        (
            f"Digests are due at {follower.at:%H:%M} {follower.timezone}"
            f"{zones.get(made.zone, '')}, the first on {made.first:%Y-%m-%d at %H:%M} UTC."
        ),
    ]
    if follower.way is Way.EMAIL and not follower.confirmed:
        lines.append(f"{name} has to confirm first, as a message that is sent there says.")
    elif follower.way is Way.TERMINAL:
        lines.append("`paperwire deliver` prints them.")
    return _lines(lines)


def followers_view(kept: Kept) -> RenderableType:
    """Each follower with its topics."""
    if not kept:
        return Text("Nobody follows anything here yet: `paperwire follow TOPIC` begins it.")
    lines: list[str] = []
    for follower, topics in kept:
        lines.append(
            f"{printable(follower.id)}  {follower.at:%H:%M} {follower.timezone}{_state(follower)}"
        )
        lines += [f"   {topic.id}  {_name(topic)}{_details(topic)}" for topic in topics]
    return _lines(lines)


def followers_data(kept: Kept) -> dict[str, Any]:
    """The same, for programs."""
    return {"followers": [_follower_data(one) | {"topics": _topics_data(ts)} for one, ts in kept]}


def preview_view(found: Previewed) -> RenderableType:
    """What would have been sent, and what just missed the threshold."""
    days = f"{found.first}" if found.first == found.last else f"{found.first} to {found.last}"
    if not found.announced:
        return Text(f"No paper that was announced on {days} is stored here yet.")
    lines = [
        (
            f"{days}: {len(found.above)} of {found.announced} papers reach the threshold of "
            f"{found.topic.threshold:g}."
        ),
        *map(_hit_line, found.above),
    ]
    if found.below:
        lines += ["Below the threshold:", *map(_hit_line, found.below)]
    return _lines(lines)


def preview_data(found: Previewed) -> dict[str, Any]:
    """The same, for programs."""
    return {
        "topic": found.topic.name,
        "threshold": found.topic.threshold,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "announced": found.announced,
        "papers": [
            {
                "id": hit.known.paper.id,
                "title": hit.known.paper.title,
                "url": hit.known.paper.url,
                "score": round(hit.score, 4),
                "probability": None if hit.probability is None else round(hit.probability, 4),
                "sent": hit.sent,
            }
            for hit in found.hits
        ],
    }


def trends_view(found: Trends) -> RenderableType:
    """A line a week with a bar, oldest first, and what is counted."""
    trend = found.trend
    most = max(1, *(week.papers for week in trend.weeks))
    width = len(str(most))
    lines = [
        f"{week.monday}  {week.papers:>{width}} {'█' * round(_BAR * week.papers / most)}".rstrip()
        for week in trend.weeks
    ]
    return _lines([f"Papers a week on {_name(found.topic)}", *lines, _counted(found)])


def trends_data(found: Trends) -> dict[str, Any]:
    """The same, for programs."""
    return {
        "topic": found.topic.name,
        "threshold": found.topic.threshold,
        "papers": found.trend.papers,
        "looked_at": found.trend.looked_at,
        "total": found.trend.total,
        "weeks": [
            {"monday": week.monday.isoformat(), "papers": week.papers} for week in found.trend.weeks
        ],
    }


def _counted(found: Trends) -> str:
    trend = found.trend
    which = "that match"
    if found.topic.text:
        which = f"whose probability of treating it is {found.topic.threshold:g} or more"
    said = f"Of {trend.papers} papers stored here, those {which}, by the week of announcement."
    if trend.looked_at < trend.papers:
        said += f" Only the {trend.looked_at} that fit best were looked at: there may be more."
    return said


def _hit_line(hit: Hit) -> str:
    paper = hit.known.paper
    return f"   {hit.score:.2f}  {shown(paper.title) or paper.id}  {paper.url or paper.id}"


def _name(topic: Topic) -> str:
    return f"“{shown(topic.name)}”"


def _details(topic: Topic) -> str:
    """What else a topic asks for: " (keywords a, b; in cs.CL)"."""
    parts = []
    if topic.keywords and topic.text:
        parts.append(f"keywords {', '.join(topic.keywords)}")
    if topic.categories:
        parts.append(f"in {listed(topic.categories, one_is_enough=True)}")
    if topic.authors:
        parts.append(f"by {listed(topic.authors, one_is_enough=True)}")
    if topic.paper_id:
        parts.append(f"the paper {topic.paper_id}")
    if topic.text:
        parts.append(f"threshold {topic.threshold:g}")
    return f" ({'; '.join(map(printable, parts))})" if parts else ""


def _state(follower: Follower) -> str:
    if not follower.confirmed:
        return "  not confirmed yet"
    if follower.paused is None:
        return ""
    why = "" if follower.paused == ASKED else f": {printable(follower.paused)}"
    until = f" until {follower.resumes:%Y-%m-%d %H:%M} UTC" if follower.resumes else ""
    return f"  paused{until}{why}"


def _follower_data(follower: Follower) -> dict[str, Any]:
    return {
        "id": follower.id,
        "way": follower.way.value,
        "address": follower.address,
        "at": f"{follower.at:%H:%M}",
        "timezone": follower.timezone,
        "since": follower.since.isoformat(),
        "language": follower.language,
        "style": follower.style.value,
        "max": follower.most,
        "paused": follower.paused,
        "resumes": follower.resumes.isoformat() if follower.resumes else None,
        "confirmed": follower.confirmed,
    }


def _topics_data(topics: Iterable[Topic]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "text": one.text,
            "keywords": list(one.keywords),
            "categories": list(one.categories),
            "authors": list(one.authors),
            "paper": one.paper_id,
            "threshold": one.threshold,
        }
        for one in topics
    ]


def _lines(lines: Iterable[str]) -> Group:
    return Group(*(Text(line, overflow="fold") for line in lines))
