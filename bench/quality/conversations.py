"""Whether follow-ups come to what was meant: `python bench/quality/conversations.py [DATA]`.

Without DATA over the repository's own sample and `dev/conversations.jsonl`: conversations
written over those papers, whose lines belong in turn to the half that follow-ups were developed
on and to the half that was kept aside. With a folder of data (`../shared/data`) over the papers
in its `seeds` and `eval/conversations.jsonl`, which only judges: nothing was chosen by it.

A line is one conversation, `{"turns": [{"user", "expected", "kind", "ref"}, ...]}`. Each is held
with the bot's own `Conversation`, in a direct message of its own. A turn is right if

- `expected` names papers: one of them is among the first five that are shown; for the kind
  `more` only those count that were not on the page before;
- `ref` is a number: that paper of the bot's own last list is shown in full;
- neither: nothing is shown.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
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
    from collections.abc import Sequence

    from bot.desk import Showing
    from retrieval.papers import Paper

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Set:
    """Conversations, the papers they are over, and the day they are held on."""

    papers: Path
    turns: Path
    now: dt.datetime
    parts: tuple[str, ...]  # the lines belong to these in turn


OWN = Set(
    HERE.parents[1] / "docs" / "sample" / "papers.jsonl.gz",
    HERE / "dev" / "conversations.jsonl",
    dt.datetime(2026, 8, 24, 12, tzinfo=dt.UTC),
    ("developed on", "kept aside"),
)


def main() -> None:
    """Hold all conversations and print how many turns of each kind were right."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, nargs="?", help="default: the repository's own")
    arguments.add_argument("--wrong", help="name the turns of this part that are not right")
    read = arguments.parse_args()
    chosen = OWN if read.data is None else judging(read.data)
    if not chosen.turns.exists():
        print(f"NOT RUN: {chosen.turns} is missing")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        open_app(Settings(data_dir=Path(folder), now=chosen.now)) as app,
    ):
        take_in(app, str(chosen.papers), since=None, listener=Listener())
        app.ownership.acquire("bench")
        app.indexer.run()
        right, all_turns = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for number, line in enumerate(chosen.turns.read_text("utf-8").splitlines()):
            part = chosen.parts[number % len(chosen.parts)]
            turns = json.loads(line)["turns"]
            for turn, is_right in zip(turns, held(app, turns, place=str(number)), strict=True):
                kind = (part, turn.get("kind", "first"))
                all_turns[kind] += 1
                right[kind] += is_right
                if not is_right and part == read.wrong:
                    print(f"{number}: {turn['user']!r} ({kind[1]})")
    tell(right, all_turns, chosen.parts)


def judging(data: Path) -> Set:
    """The set that judges; its day is that of the seed digests."""
    turns = data / "eval" / "conversations.jsonl"
    return Set(data / "seeds", turns, dt.datetime(2025, 6, 12, 12, tzinfo=dt.UTC), ("",))


def tell(
    right: Counter[tuple[str, str]],
    all_turns: Counter[tuple[str, str]],
    parts: Sequence[str],
) -> None:
    """Print the counts of each part, by kind and in all."""
    for part in parts:
        for (of, kind), count in all_turns.items():
            if of == part:
                print(f"{part} {kind}: {right[of, kind]} of {count}".strip())
        well, every = (
            sum(count for (of, _), count in some.items() if of == part)
            for some in (right, all_turns)
        )
        print(f"{part} all: {well} of {every}".strip())


def held(app: App, turns: list[dict[str, Any]], place: str) -> list[bool]:
    """Of each turn, whether it came to what was meant."""
    conversation = Conversation(app, Desk(app))
    who = Asker("1", place, conversing=True)
    listed: list[Paper] = []  # the last list
    found = []
    for turn in turns:
        showing = conversation.hear(who, turn["user"], None)
        now = papers_of(showing)
        found.append(is_right(turn, showing, now, listed))
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
