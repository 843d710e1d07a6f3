"""What a paper says, explained: by a language model where one is set, else by its own sentences."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias

from bot.desk.desk import shown_by
from bot.desk.explained import Explained, Passages
from bot.desk.requests import Sentence
from bot.explaining import explanation_of
from retrieval.explaining.sorting import sorted_explanation
from retrieval.lookup import find_paper
from retrieval.members import Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.desk.desk import Desk
    from bot.desk.requests import Asker
    from bot.wiring import App
    from retrieval.explaining.values import Explanation
    from retrieval.members import Turn

    Key: TypeAlias = tuple[str, str, str]  # the paper's id, its abstract, the language

_REMEMBERED = 200  # explanations that a model wrote; each a few thousand characters


class ExplainingDesk:
    """Explains papers. Safe to use from several threads; errors as of `Desk`.

    What a model wrote is remembered while the process runs: the passages can be asked for, and
    whoever presses the same button next need not wait.
    """

    def __init__(self, app: App, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._lock = threading.Lock()
        self._written: OrderedDict[Key, Explanation] = OrderedDict()

    def explain(
        self, who: Asker, named: str, language: str | None = None
    ) -> Explained | Awaitable[Explained]:
        """The paper with this id, link or title, in the reader's language or another."""
        language = language or who.words.language
        details = self._desk.details(who, find_paper(self._app.catalogue, named), language)
        return self._explained(details.turn, details.number, language)

    def explain_shown(
        self, who: Asker, turn_id: str, number: int
    ) -> Explained | Sentence | Awaitable[Explained]:
        """A paper that was shown before."""
        turn = self._app.members.turn(turn_id)
        if turn is None or number >= len(shown_by(turn)):
            return Sentence(who.words.said.not_kept)
        return self._explained(turn, number, who.words.language)

    def passages(self, who: Asker, turn_id: str, number: int) -> Passages | Sentence:
        """What the explanation of a paper that was shown before rests on."""
        turn = self._app.members.turn(turn_id)
        if turn is None or number >= len(shown_by(turn)):
            return Sentence(who.words.said.not_kept)
        own = turn.outcome.query.language if turn.kind is Kind.PAPER else who.words.language
        explanation = self._remembered(_key(turn, number, own))
        if explanation is None:
            return Sentence(who.words.said.not_kept)
        return Passages(turn, number, explanation)

    def _explained(
        self, turn: Turn, number: int, language: str
    ) -> Explained | Awaitable[Explained]:
        if self._app.llm is None:
            known = shown_by(turn)[number].known
            return Explained(turn, number, sorted_explanation(known, language))
        remembered = self._remembered(_key(turn, number, language))
        if remembered is not None:
            return Explained(turn, number, remembered)
        return self._writing(turn, number, language)

    async def _writing(self, turn: Turn, number: int, language: str) -> Explained:
        explanation = await explanation_of(self._app, shown_by(turn)[number].known, language)
        if explanation.written:
            with self._lock:
                self._written[_key(turn, number, language)] = explanation
                while len(self._written) > _REMEMBERED:
                    self._written.popitem(last=False)
        return Explained(turn, number, explanation)

    def _remembered(self, key: Key) -> Explanation | None:
        with self._lock:
            return self._written.get(key)


def _key(turn: Turn, number: int, language: str) -> Key:
    paper = shown_by(turn)[number].paper
    return paper.id, paper.abstract, language
