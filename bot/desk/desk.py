"""Each request of a member, answered from the core."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk.requests import Asker, Details, More, Page, References, Sentence, Showing
from bot.render.markup import fitted
from bot.render.sentences import when
from bot.render.stressing import shown
from retrieval.errors import BadQuestion
from retrieval.lookup import find_paper
from retrieval.members import Kind, Turn, new_turn_id
from retrieval.queries import (
    MAX_PAPERS,
    MAX_QUESTION_CHARACTERS,
    Abstained,
    Answer,
    Evidence,
    Query,
    Question,
    Reason,
)
from retrieval.trending import trending
from retrieval.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.wiring import App
    from retrieval.papers import KnownPaper

FOUND = 15  # papers looked for when nobody says how many: three pages
MAX_DAYS = 366
_TITLE = 300  # characters of a title within a sentence


class Desk:
    """Answers requests. Safe to use from several threads.

    Every method may raise BadQuestion or UnknownPaper, whose sentences are for the member,
    and StoreError.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    # ------------------------------------------------------------ papers for a question

    def ask(self, who: Asker, question: Question, count: int | None = None) -> Page:
        """Papers that answer a question; without a count as many as its words ask for, or FOUND."""
        query = understand(question, self._app.catalogue, today=self._app.today)
        return self.search(who, query, count or query.wanted or FOUND)

    def search(self, who: Asker, query: Query, count: int = FOUND) -> Page:
        """Papers that answer a query."""
        if who.categories and not (query.categories or query.paper_id or query.smalltalk):
            query = replace(query, categories=who.categories)
        if query.paper_id is None:
            page = self.keep(who, self._app.answers.answer(query, count), Kind.ASK)
            return replace(page, asked=True)
        known = find_paper(self._app.catalogue, query.paper_id)
        query = replace(query, question=known.paper.title)
        return self.keep(who, self._app.answers.answer(query, count), Kind.SIMILAR)

    def similar(self, who: Asker, named: str, count: int = FOUND) -> Page:
        """Papers like the one that is named by id, link or title."""
        known = find_paper(self._app.catalogue, named)
        return self.keep(who, self._app.answers.similar(known.paper.id, count), Kind.SIMILAR)

    def related(self, who: Asker, message: str) -> Page:
        """Papers for what somebody wrote: like the paper that it links, or answering it."""
        if not message.strip():
            raise BadQuestion(who.words.said.no_text)
        return self.ask(who, Question(message[:MAX_QUESTION_CHARACTERS]))

    def related_to_answer(self, who: Asker, message_id: str) -> Page:
        """Papers like the first one that a message of the bot shows."""
        turn = self._app.members.turn_shown_by(message_id)
        if turn is None or not shown_by(turn):
            raise BadQuestion(who.words.said.no_text)
        return self.similar(who, shown_by(turn)[0].paper.id)

    def recent(self, who: Asker, topic: str | None, categories: tuple[str, ...], days: int) -> Page:
        """The newest papers of the last days, on a topic if there is one."""
        question = Question((topic or "").strip() or "recent papers", categories=categories)
        query = understand(question, self._app.catalogue, today=self._app.today)
        if not (topic or "").strip():
            query = replace(query, text="", question="")
        query = replace(query, order="latest", since=query.since or self._days_ago(days))
        if who.categories and not query.categories:
            query = replace(query, categories=who.categories)
        return self.keep(who, self._app.answers.answer(query, MAX_PAPERS), Kind.RECENT)

    def trending(self, who: Asker, days: int, categories: tuple[str, ...]) -> Page:
        """What was upvoted and pointed at most in the last days."""
        chosen = categories or who.categories
        asked = Question("recent papers", categories=chosen)
        read = understand(asked, self._app.catalogue, today=self._app.today)
        query = Query(text="", question="", since=self._days_ago(days), categories=read.categories)
        ranked = trending(
            self._app.catalogue,
            today=self._app.today,
            days=days,
            count=MAX_PAPERS,
            categories=query.categories,
            savers=self._app.members.savers(self._app.now() - dt.timedelta(days=days)),
        )
        return self._listed(who, query, [known for known, _ in ranked], Kind.TRENDING)

    def saved(self, who: Asker, search: str | None) -> Page | Sentence:
        """A member's own list, newest first, or what of it answers a question."""
        ids = [one.paper_id for one in self._app.members.saved(who.user)]
        if not ids:
            return Sentence(who.words.said.nothing_saved)
        if search is None or not search.strip():
            papers = self._app.catalogue.papers(ids)
            held = [papers[paper_id] for paper_id in ids if paper_id in papers]
            return self._listed(who, Query(text="", question=""), held, Kind.SAVED)
        query = understand(Question(search), self._app.catalogue, today=self._app.today)
        return self.keep(who, self._app.answers.among(query, ids, MAX_PAPERS), Kind.SAVED)

    # ------------------------------------------------------------ one paper

    def paper(self, who: Asker, named: str) -> Details:
        """Everything that is known of the paper with this id, link or title."""
        return self.details(who, find_paper(self._app.catalogue, named))

    def details(self, who: Asker, known: KnownPaper, language: str = "en") -> Details:
        """Everything that is known of a paper; what is shown of it later is in the language."""
        paper = known.paper
        query = Query(text="", question=paper.title, paper_id=paper.id, language=language)
        return Details(self._listed(who, query, [known], Kind.PAPER).turn)

    def bibtex(self, _who: Asker, named: str) -> References:
        """The reference of the paper with this id, link or title."""
        return References((find_paper(self._app.catalogue, named).paper,))

    def bibtex_of_saved(self, who: Asker) -> References | Sentence:
        """The references of a member's own list."""
        ids = [one.paper_id for one in self._app.members.saved(who.user)]
        if not ids:
            return Sentence(who.words.said.nothing_saved)
        papers = self._app.catalogue.papers(ids)
        return References(tuple(papers[i].paper for i in ids if i in papers))

    def save(self, who: Asker, papers: Iterable[KnownPaper]) -> Sentence:
        """Put papers on a member's list."""
        new = [
            known
            for known in papers
            if self._app.members.save(who.user, known.paper.id, self._app.now())
        ]
        if not new:
            return Sentence(who.words.said.saved_before)
        if len(new) == 1:
            return Sentence(who.words.said.saved.format(title=_title(new[0])))
        return Sentence(who.words.said.saved_several.format(count=len(new)))

    # ------------------------------------------------------------ what was shown before

    def page(self, who: Asker, turn_id: str, number: int) -> Page | Sentence:
        """A page of what was shown before."""
        turn = self._app.members.turn(turn_id)
        if turn is None or not isinstance(turn.outcome, Answer):
            return Sentence(who.words.said.not_kept)
        return Page(turn, number)

    def more(self, who: Asker, turn_id: str, number: int) -> More | Sentence:
        """What a paper that was shown before says, at length."""
        turn = self._app.members.turn(turn_id)
        if turn is None or number >= len(shown_by(turn)):
            return Sentence(who.words.said.not_kept)
        return More(turn, number)

    def similar_to(self, who: Asker, turn_id: str, number: int) -> Showing:
        """Papers like one that was shown before."""
        evidence = self._shown(turn_id, number)
        if evidence is None:
            return Sentence(who.words.said.not_kept)
        return self.similar(who, evidence.paper.id)

    def bibtex_of(self, who: Asker, turn_id: str, number: int) -> Showing:
        """The reference of a paper that was shown before."""
        evidence = self._shown(turn_id, number)
        if evidence is None:
            return Sentence(who.words.said.not_kept)
        return References((evidence.paper,))

    def toggle(self, who: Asker, turn_id: str, number: int) -> Sentence:
        """Put a paper that was shown before on the member's list; off it, if the list was shown."""
        turn = self._app.members.turn(turn_id)
        if turn is None or number >= len(shown_by(turn)):
            return Sentence(who.words.said.not_kept)
        known = shown_by(turn)[number].known
        if turn.kind is not Kind.SAVED:
            return self.save(who, [known])
        if self._app.members.unsave(who.user, known.paper.id):
            return Sentence(who.words.said.unsaved.format(title=_title(known)))
        return self.save(who, [known])

    def rate(self, who: Asker, turn_id: str, number: int, value: int) -> Sentence:
        """Keep what a member thinks of a paper, or (number -1) of the whole answer."""
        turn = self._app.members.turn(turn_id)
        if turn is None or number >= len(shown_by(turn)):
            return Sentence(who.words.said.not_kept)
        paper_id = shown_by(turn)[number].paper.id if number >= 0 else None
        self._app.members.rate(
            who.user, value, turn_id=turn_id, paper_id=paper_id, when=self._app.now()
        )
        return Sentence(who.words.said.thanks)

    # ------------------------------------------------------------ the member and the store

    def forget(self, who: Asker) -> Sentence:
        """Delete what is kept of a member."""
        self._app.following.forget(who.user)
        gone = self._app.members.forget(who.user)
        return Sentence(
            who.words.said.forgotten.format(
                turns=gone.turns, saved=gone.saved, ratings=gone.ratings
            )
        )

    def status(self, who: Asker) -> Sentence:
        """What the catalogue holds."""
        counts = self._app.catalogue.counts()
        newest = self._app.catalogue.papers(self._app.catalogue.latest(limit=1))
        return Sentence(
            who.words.said.status.format(
                papers=counts.papers,
                indexed=counts.indexed,
                due=counts.due,
                newest=next((when(one.paper, who.words) for one in newest.values()), "-"),
            )
        )

    # ------------------------------------------------------------ turns

    def keep(self, who: Asker, outcome: Answer | Abstained, kind: Kind) -> Page:
        """The outcome as a turn that is kept, its first page up."""
        turn = Turn(new_turn_id(), who.user, who.place, self._app.now(), outcome, kind)
        self._app.members.remember(turn)
        return Page(turn)

    def _listed(self, who: Asker, query: Query, papers: list[KnownPaper], kind: Kind) -> Page:
        """Papers in the order given, with the sentences they begin with."""
        if not papers:
            return self.keep(who, Abstained(query, Reason.NOTHING_IN_RANGE), kind)
        return self.keep(who, self._app.answers.listed(query, papers[:MAX_PAPERS]), kind)

    def _shown(self, turn_id: str, number: int) -> Evidence | None:
        turn = self._app.members.turn(turn_id)
        if turn is None or number >= len(shown_by(turn)):
            return None
        return shown_by(turn)[number]

    def _days_ago(self, days: int) -> dt.date:
        if not 1 <= days <= MAX_DAYS:
            raise BadQuestion(f"the number of days must be between 1 and {MAX_DAYS}, not {days}")
        return self._app.today - dt.timedelta(days=days)


def _title(known: KnownPaper) -> str:
    return fitted(shown(known.paper.title), _TITLE)


def shown_by(turn: Turn) -> tuple[Evidence, ...]:
    """The papers of a turn, in the order that their numbers count."""
    return turn.outcome.evidence if isinstance(turn.outcome, Answer) else ()
