"""Papers a week on a topic, in words and figures: the chart's table, and the chart for the ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.lines import SMALL
from bot.render.markup import fitted, size
from bot.render.sentences import day, printable
from bot.render.stressing import shown

if TYPE_CHECKING:
    from bot.desk.followed import Trends
    from bot.words import Words

CHART = "papers-a-week.png"
_CONTENT = 2_000  # characters of a message
_DESCRIPTION = 1_024  # of a picture
_TOPIC = 150


def trends_text(showing: Trends, words: Words) -> str:
    """What is counted, and the figures behind the chart; the oldest fall away where room ends."""
    name = fitted(shown(showing.topic.name), _TOPIC)
    above = f"### {words.following.trend.format(topic=name)}\n"
    below = f"{SMALL}{counted(showing, words)}"
    lines = table(showing, words)
    while size(above + below) + size("\n".join(lines)) + len("```\n\n```\n") > _CONTENT:
        del lines[1]
    return f"{above}```\n{chr(10).join(lines)}\n```\n{below}"


def table(showing: Trends, words: Words) -> list[str]:
    """One line a week under a heading, oldest first."""
    said, weeks = words.following, showing.trend.weeks
    width = max(len(str(week.papers)) for week in weeks)
    lines = [f"{week.monday.isoformat()}  {week.papers:>{width}}" for week in weeks]
    return [f"{said.week}  {said.papers}", *lines]


def counted(showing: Trends, words: Words) -> str:
    """What is counted, in a sentence or two."""
    said, trend = words.following, showing.trend
    if showing.topic.text:
        text = said.counted.format(papers=trend.papers, threshold=f"{showing.topic.threshold:g}")
    else:
        text = said.counted_exact.format(papers=trend.papers)
    if trend.looked_at >= trend.papers:
        return text
    return f"{text} {said.most_only.format(count=trend.looked_at)}"


def alternative(showing: Trends, words: Words) -> str:
    """The chart for who cannot see it."""
    weeks = showing.trend.weeks
    most = max(weeks, key=lambda week: week.papers)
    text = words.following.alternative.format(
        topic=printable(shown(showing.topic.name))[:_TOPIC],
        first=day(weeks[0].monday, words),
        last=day(weeks[-1].monday, words),
        total=showing.trend.total,
        week=day(most.monday, words),
        most=most.papers,
    )
    return text[:_DESCRIPTION]
