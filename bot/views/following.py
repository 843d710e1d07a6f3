"""What is followed, as messages: the list, the form, what a topic brings. Pure layout.

What a control asks for is in its custom id (`bot.views.touches`), so that it works after a
restart too; the cog that hears of it does the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.desk.followed import ASKED, Field, Zone
from bot.render.lines import SEPARATOR, SMALL
from bot.render.markup import fitted, size
from bot.render.sentences import listed
from bot.render.stressing import shown
from bot.views.previewing import TOTAL, preview_parts
from bot.views.touches import Act, Touch
from retrieval.following.values import MAX_TOPICS, Way

if TYPE_CHECKING:
    from bot.desk.followed import Followed, Followings, Previewed, Recipient
    from bot.words import Words
    from retrieval.following.values import Follower, Topic

PAGE = 8  # topics: with their buttons four components each, of the 40 that Discord allows
_NAME, _LINE = 200, 150  # of a topic
_NOTE = 1_000
_TYPED = 4_000  # the most that Discord takes in a field


def followed_view(showing: Followed, words: Words) -> ui.LayoutView:
    """That a topic is followed, when its first digest comes, and what it would have brought."""
    text = confirmation(showing, words)
    view = _view(ui.TextDisplay(text), ui.Separator())
    if showing.preview is not None:
        for part in preview_parts(showing.preview, words, TOTAL - size(text)):
            view.add_item(part)
    return view.add_item(ui.ActionRow(*_topic_buttons(showing.recipient, showing.topic, words)))


def confirmation(showing: Followed, words: Words) -> str:
    """What is followed and when a digest comes."""
    said, follower = words.following, showing.follower
    name = fitted(shown(showing.topic.name), _NAME)
    if showing.recipient.way is Way.CHANNEL:
        begin = said.channel_follows.format(topic=f"**{name}**")
    elif showing.recipient.foreign:
        begin = said.foreign_follows.format(topic=f"**{name}**")
    else:
        begin = said.member_follows.format(topic=f"**{name}**")
    zones = {Zone.BEFORE: said.zone_before, Zone.NONE: said.zone_none}
    comes = said.comes.format(time=f"{follower.at:%H:%M}", zone=fitted(follower.timezone, _NAME))
    first = said.first.format(moment=discord.utils.format_dt(showing.first, "F"))
    sentences = [comes, zones.get(showing.zone, ""), first]
    if follower.paused is not None:
        sentences = [comes, _paused(follower, words)]
    detail = _details(showing.topic, words)
    lines = (begin, f"{SMALL}{detail}" if detail else "", *sentences)
    return "\n".join(line for line in lines if line)


def previewed_view(showing: Previewed, words: Words) -> ui.LayoutView:
    """What a topic would have brought."""
    return _view(*preview_parts(showing, words, TOTAL))


def followings_view(showing: Followings, words: Words) -> ui.LayoutView:
    """A page of the list, with what can be done about it."""
    said = words.following
    recipient, topics = showing.recipient, showing.topics
    pages = max(1, -(-len(topics) // PAGE))
    number = max(0, min(showing.number, pages - 1))
    view = _view(ui.TextDisplay(_head(showing, number, pages, words)))
    for topic in topics[number * PAGE : (number + 1) * PAGE]:
        lines = (f"**{fitted(shown(topic.name), _NAME)}**", f"{SMALL}{_details(topic, words)}")
        view.add_item(ui.TextDisplay("\n".join(lines)))
        if recipient.editable:
            view.add_item(ui.ActionRow(*_topic_buttons(recipient, topic, words)))
    if not topics:
        view.add_item(ui.TextDisplay(said.nothing))
    last = _last_buttons(showing, number, pages, words)
    return view.add_item(ui.ActionRow(*last)) if last else view


def form(follower: Follower, topic: Topic, words: Words) -> ui.Modal:
    """The form with what is chosen now."""
    said = words.following
    touch = Touch(Act.FORM, follower.id, topic.id)
    modal = ui.Modal(title=said.form, custom_id=touch.custom_id, timeout=None)
    fields = (
        (Field.TEXT, said.form_text, topic.text, discord.TextStyle.paragraph),
        (Field.KEYWORDS, said.form_keywords, ", ".join(topic.keywords), None),
        (Field.THRESHOLD, said.form_threshold, f"{topic.threshold:g}", None),
        (Field.AT, said.form_time, f"{follower.at:%H:%M}", None),
        (Field.TIMEZONE, said.form_zone, follower.timezone, None),
    )
    for field, label, value, style in fields:
        typed: ui.TextInput[Any] = ui.TextInput(
            custom_id=field,
            default=value,
            max_length=_TYPED,
            required=field not in (Field.TEXT, Field.KEYWORDS),
            style=style or discord.TextStyle.short,
        )
        modal.add_item(ui.Label(text=label, component=typed))
    modal.stop()  # heard by its id
    return modal


def _view(*parts: ui.Item[Any]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    for part in parts:
        view.add_item(part)
    return view


def _head(showing: Followings, number: int, pages: int, words: Words) -> str:
    """What was just done, whose list it is, when it is sent, what else there is."""
    said, follower = words.following, showing.follower
    channel = showing.recipient.way is Way.CHANNEL
    lines = [showing.note[:_NOTE], f"### {said.of_channel if channel else said.of_member}"]
    if follower is not None and showing.topics:
        lines.append(
            said.comes.format(time=f"{follower.at:%H:%M}", zone=fitted(follower.timezone, _NAME))
        )
        if follower.paused is not None:
            lines.append(f"**{_paused(follower, words)}**")
        facts = [said.most.format(count=follower.most)]
        if pages > 1:
            count = len(showing.topics)
            facts.append(said.topics.format(count=count, page=number + 1, pages=pages))
        lines.append(SMALL + SEPARATOR.join(facts))
    if showing.others:
        channels = words.lists.comma.join(f"<#{one}>" for one in showing.others[:MAX_TOPICS])
        lines.append(SMALL + said.others.format(channels=channels))
    return "\n".join(line for line in lines if line)


def _paused(follower: Follower, words: Words) -> str:
    said = words.following
    if follower.resumes is not None:
        return said.paused_until.format(moment=discord.utils.format_dt(follower.resumes, "f"))
    if follower.paused in (None, ASKED):
        return said.paused
    return said.paused_because.format(reason=fitted(shown(follower.paused), _LINE))


def _details(topic: Topic, words: Words) -> str:
    """What else is said of a topic than its name."""
    said = words.following
    parts = []
    if topic.keywords and topic.text:
        parts.append(said.keywords.format(keywords=listed(topic.keywords, words)))
    if topic.categories:
        codes = listed(topic.categories, words, one_is_enough=True)
        parts.append(words.searching.categories.format(categories=codes))
    if topic.authors:
        names = listed(topic.authors, words, one_is_enough=True)
        parts.append(words.searching.authors.format(authors=names))
    if topic.paper_id:
        parts.append(said.paper.format(paper=topic.paper_id))
    found = SEPARATOR.join(fitted(shown(part), _LINE) for part in parts)
    if topic.text or topic.paper_id:
        found = SEPARATOR.join(
            one for one in (found, said.threshold.format(threshold=f"{topic.threshold:g}")) if one
        )
    return found


def _topic_buttons(recipient: Recipient, topic: Topic, words: Words) -> list[ui.Button[Any]]:
    said = words.following
    return [
        _button(said.edit, Touch(Act.EDIT, recipient.id, topic.id)),
        _button(said.remove, Touch(Act.REMOVE, recipient.id, topic.id)),
    ]


def _last_buttons(
    showing: Followings, number: int, pages: int, words: Words
) -> list[ui.Button[Any]]:
    said, follower = words.following, showing.follower
    found = []
    if number > 0:
        found.append(
            _button(words.previous, Touch(Act.PAGE, showing.recipient.id, str(number - 1)))
        )
    if number + 1 < pages:
        found.append(_button(words.next, Touch(Act.PAGE, showing.recipient.id, str(number + 1))))
    if follower is not None and showing.recipient.editable:
        label, act = (
            (said.pause, Act.PAUSE) if follower.paused is None else (said.resume, Act.RESUME)
        )
        found.append(_button(label, Touch(act, showing.recipient.id)))
    return found


def _button(label: str, touch: Touch) -> ui.Button[Any]:
    return ui.Button(label=label, custom_id=touch.custom_id)
