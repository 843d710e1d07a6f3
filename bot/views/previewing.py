"""What a topic would have brought, as parts of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.render.lines import heading
from bot.render.markup import fitted, size
from bot.render.sentences import day
from bot.render.stressing import shown
from bot.views.touches import Act, Touch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk.followed import Hit, Previewed
    from bot.words import Words

TOTAL = 3_900  # characters of a message, over all its texts, with some to spare
_TOPIC = 150
_ABOVE, _BELOW = 12, 5  # papers that are named
_LINE = 300
_THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def preview_parts(showing: Previewed, words: Words, room: int) -> list[ui.Item[Any]]:
    """The texts, and where the reader may change the topic a choice of thresholds."""
    parts: list[ui.Item[Any]] = [ui.TextDisplay(_text(showing, words, room))]
    if showing.follower is not None and showing.hits:
        parts.append(ui.ActionRow(_thresholds(showing, showing.follower, words)))
    return parts


def _text(showing: Previewed, words: Words, room: int) -> str:
    said = words.following
    name = fitted(shown(showing.topic.name), _TOPIC)
    days = _days(showing, words)
    head = f"### {said.preview.format(topic=name)}\n"
    if not showing.announced:
        return head + said.none_known.format(days=days)
    above, below = showing.above, showing.below[:_BELOW]
    head += said.found.format(
        days=days,
        count=len(above),
        total=showing.announced,
        threshold=f"{showing.topic.threshold:g}",
    )
    room -= size(head)
    tail = ""
    if below:
        tail = f"\n-# {said.below}\n" + _lines(below, len(above) + 1, room // 3)
    return f"{head}\n{_lines(above[:_ABOVE], 1, room - size(tail) - 1)}{tail}"


def _lines(hits: Sequence[Hit], first: int, room: int) -> str:
    """As many as fit, one paper a line."""
    lines: list[str] = []
    for number, hit in enumerate(hits, first):
        before = f"{number}\\. `{hit.score:.2f}` "
        line = before + heading(hit.known.paper, None, _LINE).removeprefix("### ")
        if size("\n".join([*lines, line])) > room:
            break
        lines.append(line)
    return "\n".join(lines)


def _days(showing: Previewed, words: Words) -> str:
    last = day(showing.last, words)
    if showing.first == showing.last:
        return last
    return words.following.days.format(first=day(showing.first, words), last=last)


def _thresholds(showing: Previewed, follower: str, words: Words) -> ui.Select[Any]:
    said, chosen = words.following, showing.topic.threshold
    options = []
    for value in sorted({*_THRESHOLDS, chosen}):
        count = sum(1 for hit in showing.hits if hit.at(value))
        label = said.option.format(threshold=f"{value:g}", count=count)
        options.append(
            discord.SelectOption(label=label, value=f"{value:g}", default=value == chosen)
        )
    return ui.Select(
        custom_id=Touch(Act.THRESHOLD, follower, showing.topic.id).custom_id,
        placeholder=said.choose,
        options=options,
    )
