"""Messages in a conversation: a question of its own, or one that goes on from the last answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk.desk import FOUND, shown_by
from bot.desk.requests import Asker, References, Sentence, Showing
from bot.views import PAGE
from retrieval.members import Kind
from retrieval.queries import Answer, Question
from retrieval.question import (
    Act,
    asked_about,
    asks_for_help,
    asks_for_saved,
    follow,
    read_follow_up,
)
from retrieval.settling import settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk.desk import Desk
    from bot.wiring import App
    from retrieval.members import Turn
    from retrieval.papers import KnownPaper
    from retrieval.question import FollowUp

REMEMBERED = dt.timedelta(hours=24)  # after a day "more" is no longer about yesterday's answer
_LOOKED_BACK = 10  # turns
_ABOUT_A_QUESTION = (Act.NARROW, Act.SHIFT)


class Conversation:
    """Hears messages. Safe to use from several threads; raises what `Desk` raises."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    def hear(self, who: Asker, text: str, replied_to: str | None) -> Showing:
        """What to show for a message.

        Args:
            who: who wrote it, and where.
            text: what they wrote, without the mention of the bot.
            replied_to: the id of the message that it replies to.
        """
        if (showing := self._at_once(who, text)) is not None:
            return showing
        said = read_follow_up(text)
        turn = self._meant(who, said, replied_to) if said is not None else None
        if said is None or turn is None:
            return self._desk.ask(who, Question(text))
        if said.act is Act.MORE:
            return self._rest(who, turn)
        if said.act in _ABOUT_A_QUESTION:
            query = follow(
                turn.outcome.query,
                said,
                today=self._app.today,
                known_authors=self._app.catalogue.knows_author,
            )
            query = settled(query, self._app.catalogue.knows)
            return replace(self._desk.search(who, query, FOUND), quoting=True)
        return self._about(who, turn, said)

    def _at_once(self, who: Asker, text: str) -> Showing | None:
        """What is asked for in words that mean the same whatever was said before."""
        if asks_for_help(text):  # a mention alone, too
            return Sentence(who.words.help)
        if asks_for_saved(text):
            return self._desk.saved(who, None)
        named = asked_about(text)
        return None if named is None else self._desk.paper(who, named)

    def _meant(self, who: Asker, said: FollowUp, replied_to: str | None) -> Turn | None:
        """The turn that is gone on from: the one replied to, or the last one in a conversation.

        Numbers count the last list that showed papers, also after one paper of it was looked
        at, or a question that had no answer.
        """
        turn = None
        if replied_to is not None:
            turn = self._app.members.turn_shown_by(replied_to)
        elif who.conversing:
            since = self._app.now() - REMEMBERED
            earlier = self._app.members.last_turns(who.place, since=since, limit=_LOOKED_BACK)
            turn = next((one for one in earlier if _suits(one, said)), None)
        return turn

    def _rest(self, who: Asker, turn: Turn) -> Showing:
        """What was found beyond the first page, numbered anew."""
        rest = shown_by(turn)[PAGE:]
        if not rest:
            return Sentence(who.words.said.no_more)
        return self._desk.keep(who, Answer(turn.outcome.query, rest), turn.kind)

    def _about(self, who: Asker, turn: Turn, said: FollowUp) -> Showing:
        """Something about papers of the list."""
        papers = self._chosen(turn, said.numbers)
        if not papers:
            count = len(shown_by(turn))
            return Sentence(who.words.said.no_such_number.format(count=count))
        if said.act is Act.BIBTEX:
            return References(tuple(known.paper for known in papers))
        if said.act is Act.SAVE:
            return self._desk.save(who, papers)
        if said.act is Act.SIMILAR:
            query = turn.outcome.query
            like = replace(
                query,
                text=said.text,
                question=papers[0].paper.title,
                paper_id=papers[0].paper.id,
            )
            return self._desk.search(who, like, FOUND)
        if len(papers) == 1:
            return self._desk.details(who, papers[0])
        chosen = tuple(e for e in shown_by(turn) if e.known in papers)
        return self._desk.keep(who, Answer(turn.outcome.query, chosen), turn.kind)

    def _chosen(self, turn: Turn, numbers: Sequence[int]) -> list[KnownPaper]:
        """The papers with these numbers; without numbers those of the first page."""
        shown = [evidence.known for evidence in shown_by(turn)]
        if not numbers:
            return shown[:PAGE] if turn.kind is not Kind.PAPER else shown[:1]
        if any(number > len(shown) for number in numbers):
            return []
        return [shown[number - 1 if number > 0 else number] for number in numbers]


def _suits(turn: Turn, said: FollowUp) -> bool:
    """Whether the follow-up can be about what this turn showed."""
    if said.act in _ABOUT_A_QUESTION:
        return turn.kind is not Kind.PAPER and not turn.outcome.query.smalltalk
    if said.act is Act.MORE or said.numbers:
        return turn.kind is not Kind.PAPER and bool(shown_by(turn))
    return bool(shown_by(turn))
