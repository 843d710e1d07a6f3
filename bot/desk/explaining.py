"""What a paper says, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk.desk import shown_by
from bot.desk.explained import Explained
from bot.desk.requests import Sentence
from retrieval.explaining.sorting import sorted_explanation
from retrieval.lookup import find_paper

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.desk.requests import Asker
    from bot.wiring import App
    from retrieval.members import Turn


class ExplainingDesk:
    """Explains papers. Safe to use from several threads; errors as of `Desk`."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    def explain(self, who: Asker, named: str, language: str | None = None) -> Explained:
        """The paper with this id, link or title, in the reader's language or another."""
        language = language or who.words.language
        details = self._desk.details(who, find_paper(self._app.catalogue, named), language)
        return self._explained(details.turn, details.number, language)

    def explain_shown(self, who: Asker, turn_id: str, number: int) -> Explained | Sentence:
        """A paper that was shown before."""
        turn = self._app.members.turn(turn_id)
        if turn is None or number >= len(shown_by(turn)):
            return Sentence(who.words.said.not_kept)
        return self._explained(turn, number, who.words.language)

    def _explained(self, turn: Turn, number: int, language: str) -> Explained:
        known = shown_by(turn)[number].known
        return Explained(turn, number, sorted_explanation(known, language))
