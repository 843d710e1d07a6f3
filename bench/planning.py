"""What planning a day's deliveries costs beside encoding its papers: `python bench/planning.py`.

600 papers of one announcement, 200 followers with three topics each, every topic different:
the worst case. The papers are a real day of the corpus that may lie beside the checkout, else
the sample that the repository ships, as often as needed, its abstracts cut differently. The
partner, in the same run: the seconds that the encoder takes for the titles with abstracts of
these papers, and nothing else meanwhile.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.wiring import App, open_app
from config.settings import Settings
from retrieval.encoding.encoder import SentenceEncoder
from retrieval.following.values import Follower, Topic, Way, follower_id
from retrieval.papers import Paper, Record, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "docs" / "sample" / "papers.jsonl.gz"
CORPUS = REPOSITORY.parent / "shared" / "data" / "corpus" / "arxiv-112k.jsonl.gz"
DAY = dt.date(2025, 6, 3)
NOW = dt.datetime(2025, 6, 3, 8, tzinfo=dt.UTC)
PAPERS, FOLLOWERS, TOPICS = 600, 200, 3
WORDS = 4  # of a topic: the beginning or the end of a title


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a dump."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def papers() -> list[Paper]:
    """One day's papers."""
    if CORPUS.is_file():
        found = (row for row in rows(CORPUS) if row["listed"] == DAY.isoformat())
        return [
            Paper(row["id"], row["title"], row["abstract"], listed=DAY)
            for row in islice(found, PAPERS)
        ]
    sample = list(rows(SAMPLE))
    made = []
    for number in range(PAPERS):
        row, again = sample[number % len(sample)], number // len(sample)
        words = row["abstract"].split()
        abstract = " ".join(words[5 * again :] + words[: 5 * again])
        title = f"{row['title']} {again + 1}" if again else row["title"]
        made.append(Paper(f"2506.{number:05}", title, abstract, listed=DAY))
    return made


def follow(app: App) -> None:
    """Everybody follows something else."""
    titles = [row["title"].split() for row in rows(SAMPLE)]
    texts = [" ".join(words[:WORDS]) for words in titles]
    texts += [" ".join(words[-WORDS:]) for words in titles]
    said = iter(dict.fromkeys(text for text in texts if len(text) > WORDS))
    for number in range(FOLLOWERS):
        address = str(10_000 + number)
        follower = Follower(
            follower_id(Way.CHANNEL, address), Way.CHANNEL, address, dt.time(8), "UTC", DAY
        )
        app.following.put_follower(follower)
        for one in range(TOPICS):
            topic = Topic(f"topic{number:05}-{one}", follower.id, text=next(said))
            app.following.add_topic(replace(topic, made=NOW))


def main() -> None:
    """Index a day, plan it for everybody, print."""
    encoder = SentenceEncoder()
    encoder.read_documents(["warm"])
    found = papers()
    begun = time.perf_counter()
    encoder.read_documents([f"{paper.title}\n{paper.abstract}" for paper in found])
    encoding = time.perf_counter() - begun
    with (
        tempfile.TemporaryDirectory() as folder,
        open_app(Settings(data_dir=Path(folder)), encoder=encoder) as app,
    ):
        records = [Record(paper, Sighting("bench"), paper.id) for paper in found]
        app.catalogue.store(records, today=DAY)
        app.indexer.run()
        follow(app)
        begun = time.perf_counter()
        followers = app.following.followers()
        planned = [app.planner.plan(followers[0], [DAY], NOW)]
        first = time.perf_counter() - begun
        planned += [app.planner.plan(follower, [DAY], NOW) for follower in followers[1:]]
        seconds = time.perf_counter() - begun
    items = sum(len(delivery.items) for delivery in planned)
    source = "the corpus" if CORPUS.is_file() else "the sample, varied"
    print(f"{len(records)} papers of {source}, {FOLLOWERS} followers, {FOLLOWERS * TOPICS} topics")
    print(f"encoding titles with abstracts   {encoding:7.1f} s")
    print(f"planning for everybody           {seconds:7.1f} s, {seconds / encoding:.2f} times")
    print(f"  the first, who judges for all  {first:7.1f} s")
    each = 1_000 * (seconds - first) / (len(planned) - 1)
    print(f"  each of the others             {each:7.1f} ms")
    print(f"papers planned: {items}, {items / len(planned):.1f} a follower")


if __name__ == "__main__":
    main()
