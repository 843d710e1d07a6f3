"""What is offered while an option is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk.zones import suggested_zones
from retrieval import suggesting

if TYPE_CHECKING:
    from bot.wiring import App

Suggestion = tuple[str, str]  # what is shown, and what is meant by it


class Suggestions:
    """Completes options, within milliseconds. Safe to use from several threads."""

    def __init__(self, app: App) -> None:
        self._app = app

    def categories(self, user: str, typed: str) -> list[Suggestion]:
        """Categories of arXiv and subjects of stored papers."""
        del user
        found = suggesting.categories(self._app.catalogue, typed)
        return [(f"{code}: {name}" if name != code else code, code) for code, name in found]

    def authors(self, user: str, typed: str) -> list[Suggestion]:
        """Authors of stored papers."""
        del user
        return [(name, name) for name in suggesting.authors(self._app.catalogue, typed)]

    def papers(self, user: str, typed: str) -> list[Suggestion]:
        """Papers of the member's own list while nothing is typed; any stored ones after."""
        if not typed.strip():
            own = self.saved(user, typed)
            if own:
                return own
        found = suggesting.papers(self._app.catalogue, typed, self._app.words)
        return [(title, paper_id) for paper_id, title in found]

    def saved(self, user: str, typed: str) -> list[Suggestion]:
        """Papers of the member's own list, newest first."""
        ids = [one.paper_id for one in self._app.members.saved(user)]
        papers = self._app.catalogue.papers(ids)
        titles = [(papers[i].paper.title, i) for i in ids if i in papers]
        wanted = typed.casefold().split()
        return [one for one in titles if all(word in one[0].casefold() for word in wanted)]

    def zones(self, locale: str, user: str, typed: str) -> list[Suggestion]:
        """Time zones, with what their clocks show now."""
        del user
        return suggested_zones(typed, locale, self._app.now())

    def followed(self, follower: str, user: str, typed: str) -> list[Suggestion]:
        """Topics of a follower by their names."""
        del user
        wanted = typed.casefold().split()
        named = [(one.name, one.id) for one in self._app.following.topics(follower)]
        return [one for one in named if all(word in one[0].casefold() for word in wanted)]
