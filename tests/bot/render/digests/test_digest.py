from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.render.digests.digest import Digest, Entry, Group, digest_of, reason
from bot.words import CHINESE, ENGLISH
from retrieval.following.values import Delivery, Item, News, Topic
from retrieval.papers import KnownPaper, Paper

DAY = dt.date(2026, 6, 12)
VIDEO = Topic("video", "f", text="video anomalies")
AUDIO = Topic("audio", "f", keywords=("speech", "sound"))
HOME = Topic("home", "f", paper_id="2601.00001")


def known(number, title=""):
    paper_id = f"2606.{number:05}"
    return KnownPaper(Paper(paper_id, title or f"Paper {number}"))


def delivery(*items):
    moment = dt.datetime(2026, 6, 12, 7, tzinfo=dt.UTC)
    return Delivery("abcdefghijkl", "f", DAY, DAY, moment, items)


def item(number, topic, **options):
    return Item(f"2606.{number:05}", topic.id, DAY, 0.9, **options)


def held(*numbers):
    return {one.paper.id: one for one in map(known, numbers)}


def titles(digest):
    return {group.name: [one.paper.title for one in group.entries] for group in digest.groups}


def of(sizes, most=10):
    groups, number = [], 0
    for name, size in sizes.items():
        entries = tuple(Entry(known(number + n)) for n in range(1, size + 1))
        number += size
        groups.append(Group(name, entries, size, name))
    return Digest(DAY, DAY, tuple(groups), most=most)


def test_papers_stand_under_their_topics_in_the_topics_order():
    planned = delivery(item(1, AUDIO), item(2, AUDIO), item(3, VIDEO))
    digest = digest_of(planned, [VIDEO, AUDIO], held(1, 2, 3))
    assert titles(digest) == {
        "video anomalies": ["Paper 3"],
        "speech, sound": ["Paper 1", "Paper 2"],
    }
    assert [group.topic_id for group in digest.groups] == ["video", "audio"]
    assert digest.count == 3


def test_a_topic_that_follows_a_paper_is_called_by_its_title():
    papers = held(1) | {"2601.00001": KnownPaper(Paper("2601.00001", "The One We Follow"))}
    digest = digest_of(delivery(item(1, HOME, news=News.CLOSE)), [HOME], papers)
    assert titles(digest) == {"The One We Follow": ["Paper 1"]}
    assert titles(digest_of(delivery(item(1, HOME)), [HOME], held(1))) == {
        "2601.00001": ["Paper 1"]
    }


def test_papers_that_are_gone_are_left_out_and_one_with_two_ids_stands_once():
    papers = {"2606.00001": known(1), "title:paper-1": known(1)}
    again = Item("title:paper-1", "audio", DAY, 0.8)
    planned = delivery(item(1, VIDEO), again, item(2, VIDEO))
    assert titles(digest_of(planned, [VIDEO, AUDIO], papers)) == {"video anomalies": ["Paper 1"]}


def test_papers_of_a_topic_that_was_removed_meanwhile_stay():
    digest = digest_of(delivery(item(1, VIDEO)), [], held(1))
    assert titles(digest) == {"Other subjects": ["Paper 1"]}


def test_the_first_page_has_the_best_of_every_topic():
    digest = of({"many": 8, "few": 2}, most=4)
    assert titles(digest.page(0)) == {
        "many": ["Paper 1", "Paper 2"],
        "few": ["Paper 9", "Paper 10"],
    }
    assert titles(digest.page(1)) == {"many": ["Paper 3", "Paper 4", "Paper 5", "Paper 6"]}
    assert [group.count for group in digest.page(1).groups] == [8]
    assert (digest.pages, digest.after(0), digest.after(1), digest.after(2)) == (3, 6, 2, 0)


def test_every_paper_is_on_one_page():
    digest = of({"a": 7, "b": 1, "c": 5}, most=3)
    shown = [one.paper.id for n in range(digest.pages) for one in digest.page(n).entries]
    assert sorted(shown) == sorted(one.paper.id for one in digest.entries)


def test_a_digest_without_papers_has_no_page_and_says_so():
    assert (of({}).pages, of({}).count) == (0, 0)
    assert of({}).nothing == "No new papers on 2026-06-12."
    several = replace(of({}), first_day=dt.date(2026, 6, 10), words=CHINESE)
    assert several.nothing == "2026年6月10日至2026年6月12日没有新论文。"


def test_the_title_names_one_day_or_the_first_and_the_last():
    digest = of({"a": 1})
    assert digest.title == "New papers, 2026-06-12"
    several = replace(digest, first_day=dt.date(2026, 6, 10))
    assert several.title == "New papers, 2026-06-10 to 2026-06-12"
    assert replace(digest, skipped=1).title.endswith("06-12 (1 earlier announcement left out)")
    assert replace(digest, skipped=3, words=CHINESE).title.endswith("（略去此前 3 次公布）")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry(known(1)), ""),
        (Entry(known(1), news=News.WITHDRAWN), "withdrawn by its authors"),
        (Entry(known(1), news=News.CLOSE), "very close to a paper you follow"),
        (Entry(known(1), late=True, day=DAY), "late, announced 2026-06-12"),
        (Entry(known(1), late=True), "late"),
    ],
)
def test_a_paper_that_is_not_simply_new_says_why_it_is_there(entry, said):
    assert reason(entry, ENGLISH) == said
