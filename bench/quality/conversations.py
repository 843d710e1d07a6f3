"""Whether follow-ups come to what was meant: `python bench/quality/conversations.py`.

Over the folder `../shared/data` beside the checkout, or another one that is named: the papers
in its `seeds`, and `eval/conversations.jsonl` with one conversation a line,
`{"turns": [{"user", "expected", "kind", "ref"}, ...]}`. Each is held with the bot's own
`Conversation`, in a direct message of its own. A turn is right if

- `expected` names papers: one of them is among the first five that are shown; for the kind
  `more` only those count that were not on the page before;
- `ref` is a number: that paper of the bot's own last list is shown in full;
- neither: nothing is shown.

The set judges; nothing was chosen by it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.desk import Asker, Conversation, Desk, Details, Page
from bot.intake import Listener, take_in
from bot.views import PAGE
from bot.wiring import App, open_app
from config.settings import Settings
from retrieval.identity import normalised_title
from retrieval.queries import Answer

if TYPE_CHECKING:
    from bot.desk import Showing
    from retrieval.papers import Paper

DATA = Path(__file__).parents[3] / "shared" / "data"
NOW = "2025-06-12T12:00:00+00:00"  # the days of the seed digests


def main() -> None:
    """Hold all conversations and print how many turns of each kind were right."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, nargs="?", default=DATA)
    data = arguments.parse_args().data
    turns_file = data / "eval" / "conversations.jsonl"
    if not turns_file.exists():
        print(f"NOT RUN: {turns_file} is missing")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        open_app(Settings(data_dir=Path(folder), now=NOW)) as app,
    ):
        take_in(app, str(data / "seeds"), since=None, listener=Listener())
        app.ownership.acquire("bench")
        app.indexer.run()
        right, all_turns = Counter[str](), Counter[str]()
        for number, line in enumerate(turns_file.read_text("utf-8").splitlines()):
            for kind, is_right in held(app, json.loads(line)["turns"], place=str(number)):
                all_turns[kind] += 1
                right[kind] += is_right
    for kind, count in all_turns.items():
        print(f"{kind}: {right[kind]} of {count}")
    print(f"all: {right.total()} of {all_turns.total()}")


def held(app: App, turns: list[dict[str, Any]], place: str) -> list[tuple[str, bool]]:
    """The kind of each turn, and whether it came to what was meant."""
    conversation = Conversation(app, Desk(app))
    who = Asker("1", place, conversing=True)
    listed: list[Paper] = []  # the last list
    found = []
    for turn in turns:
        showing = conversation.hear(who, turn["user"], None)
        now = papers_of(showing)
        found.append((turn.get("kind", "first"), is_right(turn, showing, now, listed)))
        listed = now if isinstance(showing, Page) and now else listed
    return found


def is_right(turn: dict[str, Any], showing: Showing, now: list[Paper], listed: list[Paper]) -> bool:
    """Whether the turn came to what was meant, see above."""
    if turn.get("ref"):
        place = turn["ref"] - 1
        wanted = listed[place].id if place < len(listed) else None
        return isinstance(showing, Details) and [paper.id for paper in now] == [wanted]
    if not turn["expected"]:
        return not now
    known = {name_of(paper) for paper in listed[:PAGE]} if turn.get("kind") == "more" else set()
    expected = {normal(name) for name in turn["expected"]} - known
    return bool(expected & {name_of(paper) for paper in now[:PAGE]})


def papers_of(showing: Showing) -> list[Paper]:
    """The papers that are shown, in their order."""
    if not isinstance(showing, Page | Details):
        return []
    outcome = showing.turn.outcome
    return [one.paper for one in outcome.evidence] if isinstance(outcome, Answer) else []


def name_of(paper: Paper) -> str:
    """What the set calls a paper: its id, or its title where the source printed no id."""
    return normalised_title(paper.title) if paper.id.startswith("title:") else paper.id


def normal(name: str) -> str:
    """A name of the set as `name_of` writes it."""
    return normalised_title(name.removeprefix("title:")) if name.startswith("title:") else name


if __name__ == "__main__":
    main()
