"""What a topic would have brought, and how many papers a week there are on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.desk.followed import Hit, Previewed, Trends
from bot.render.chart import papers_a_week
from retrieval.errors import BadQuestion
from retrieval.following import calendar
from retrieval.trends import MAX_WEEKS, trend_of

if TYPE_CHECKING:
    from bot.wiring import App
    from retrieval.following.matching import Announced, Match
    from retrieval.following.pooling import Pool
    from retrieval.following.values import Topic

MAX_ANNOUNCEMENTS = 20
WEEKS = 26  # of a chart if nobody says
CLOSELY = 200  # papers that are all looked at; of more, as many as fit best
_LEAST = 0.1  # probability below which a paper is not shown as having nearly matched

__all__ = ["CLOSELY", "MAX_ANNOUNCEMENTS", "MAX_WEEKS", "WEEKS", "Previews"]


class Previews:
    """Tries topics on papers that are stored already. Safe to use from several threads.

    Every method may raise BadQuestion and StoreError.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    @cached_property
    def _pool(self) -> Pool:
        from retrieval.following.pooling import Pool  # noqa: PLC0415 - the app opens what it needs

        return Pool(self._app.catalogue, self._app.search)

    def of(self, topic: Topic, *, days: int) -> Previewed:
        """What the topic would have brought in the last so many announcements.

        Matched as a delivery is; of more than CLOSELY papers only the best are looked at.
        """
        if not 1 <= days <= MAX_ANNOUNCEMENTS:
            raise BadQuestion(
                f"the number of days must be between 1 and {MAX_ANNOUNCEMENTS}, not {days}"
            )
        chosen = [calendar.latest_announcement(self._app.now())]
        while len(chosen) < days:
            chosen.append(calendar.previous_announcement(chosen[-1]))
        papers = self._app.matching.announced(chosen)
        near = self._near(topic, papers)
        found = self._app.matching.matches([topic], near, at_least=min(_LEAST, topic.threshold))
        hits = sorted((_hit(match, topic) for match in found), key=lambda hit: not hit.sent)
        return Previewed(topic, chosen[-1], chosen[0], len(papers), tuple(hits))

    def trends(self, topic: Topic, *, weeks: int, drawn: bool = True) -> Trends:
        """Papers a week on the topic, up to the last announcement."""
        trend = trend_of(
            topic,
            catalogue=self._app.catalogue,
            matching=self._app.matching,
            pool=self._pool,
            weeks=weeks,
            last=calendar.latest_announcement(self._app.now()),
        )
        return Trends(topic, trend, papers_a_week(trend.weeks) if drawn else b"")

    def _near(self, topic: Topic, papers: list[Announced]) -> list[Announced]:
        if len(papers) <= CLOSELY or not (topic.text or topic.keywords or topic.paper_id):
            return papers
        near = self._pool.near(topic, {one.known.paper.id for one in papers}, CLOSELY)
        return [one for one in papers if one.known.paper.id in near]


def _hit(match: Match, topic: Topic) -> Hit:
    """The match, and whether it would be sent: what the threshold is about may have missed it."""
    why = match.why
    by_words = bool(why.keywords) or why.probability is None
    probability = None if by_words else why.probability
    sent = probability is None or probability >= topic.threshold
    return Hit(match.known, match.score, probability, sent)
