"""From something to show to one message."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.desk.explained import Explained, Passages
from bot.desk.followed import Followed, Followings, Previewed, Trends
from bot.desk.requests import Details, More, Page, References, Sentence, Showing
from bot.render.markup import size
from bot.views.answer import abstention_text, answer_view
from bot.views.explained import explained_view, passages_view
from bot.views.following import followed_view, followings_view, previewed_view
from bot.views.paper import details_view, more_view
from bot.views.trends import CHART, alternative, trends_text
from retrieval.bibtex import bibtex_file
from retrieval.queries import Answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.words import Words

CONTENT = 2_000  # characters of a message's text
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Reply:
    """What one message holds, and which turn it shows."""

    content: str | None = None
    view: discord.ui.LayoutView | None = None
    attachment: tuple[str, str] | None = None  # name and text of a file
    turn: str | None = None
    picture: tuple[str, bytes, str] | None = None  # name, PNG, and what it shows in words
    later: AsyncIterator[Showing] | None = None  # what is to be shown in its place, as it comes
    quoting: bool = False  # so are those

    def arguments(self) -> dict[str, Any]:
        """For any of discord.py's `send` methods."""
        found: dict[str, Any] = {}
        if self.content is not None:
            found |= {"content": self.content, "suppress_embeds": True}
        if self.view is not None:
            # buttons are found by their ids, so the client need not remember the view
            self.view.stop()
            found["view"] = self.view
        if self.attachment is not None:
            name, text = self.attachment
            found["file"] = discord.File(io.BytesIO(text.encode()), name)
        if self.picture is not None:
            name, data, shown = self.picture
            found["file"] = discord.File(io.BytesIO(data), name, description=shown)
        return found


def reply_for(showing: Showing, words: Words, *, quoting: bool = False) -> Reply:
    """The message that shows it.

    Args:
        showing: what a request came to.
        words: the language of the bot's own words.
        quoting: show the question too, where people would not see it otherwise.
    """
    match showing:
        case Sentence():
            return Reply(showing.text)
        case References():
            return _references(showing, words)
        case Followed() | Followings() | Previewed() | Trends():
            return _following(showing, words)
        case Details():
            view = details_view(showing.turn, showing.number, words)
        case More():
            view = more_view(showing.turn, showing.number, words)
        case Passages():
            view = passages_view(showing, words)
        case Explained():
            view = explained_view(showing, words)
        case Page():
            quoting = quoting or showing.quoting
            if not isinstance(showing.turn.outcome, Answer):
                text = abstention_text(showing.turn, words, quoting=quoting)
                return Reply(text, turn=showing.turn.id)
            view = answer_view(
                showing.turn, showing.number, words, quoting=quoting, told=showing.written
            )
    return Reply(view=view, turn=showing.turn.id)


def _following(showing: Followed | Followings | Previewed | Trends, words: Words) -> Reply:
    match showing:
        case Followed():
            return Reply(view=followed_view(showing, words))
        case Followings():
            return Reply(view=followings_view(showing, words))
        case Previewed():
            return Reply(view=previewed_view(showing, words))
        case Trends():
            picture = (CHART, showing.chart, alternative(showing, words))
            return Reply(trends_text(showing, words), picture=picture)


def _references(references: References, words: Words) -> Reply:
    """In the message where they fit; in a file where not, or where they would end the block."""
    text = bibtex_file(references.papers)
    block = f"{_FENCE}bibtex\n{text.rstrip()}\n{_FENCE}"
    if size(block) <= CONTENT and _FENCE not in text:
        return Reply(block)
    count = len(references.papers)
    return Reply(words.said.references.format(count=count), attachment=("papers.bib", text))
