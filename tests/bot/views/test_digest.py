from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from simcord.components import validate_components, walk_components

from bot.delivery.composing import turn_of
from bot.render.digests.digest import Digest, Entry, Group
from bot.render.markup import size
from bot.views.digest import digest_views, marks_in, marks_of, note_view
from bot.words import CHINESE
from retrieval.following.values import Delivery, Follower, News, Style, Way
from retrieval.papers import KnownPaper, Paper, Translation
from retrieval.queries import Excerpt

DAY = dt.date(2026, 6, 12)
PLANNED = dt.datetime(2026, 6, 12, 8, tzinfo=dt.UTC)
FOLLOWER = Follower("channel:7", Way.CHANNEL, "7", dt.time(8), "UTC", DAY)
DELIVERY = Delivery("AbCdEf123456", FOLLOWER.id, DAY, DAY, PLANNED)
ABSTRACT = "Legged robots sink into sand by half of their height. Ours do not."


def entry(number, **more):
    paper = Paper(
        f"2606.{number:05}", f"Paper {number}", ABSTRACT, authors=("Ana Sol",), listed=DAY
    )
    excerpt = Excerpt("abstract", "en", 0, 53, ABSTRACT[:53], ((7, 13),))
    return Entry(KnownPaper(paper), (excerpt,), day=DAY, **more)


def group(name, *numbers):
    entries = tuple(entry(number) for number in numbers)
    return Group(name, entries, len(entries), name)


def sent(digest):
    return [
        view.to_components() for view in digest_views(digest, turn_of(digest, FOLLOWER, DELIVERY))
    ]


def texts(components):
    return [one["content"] for one in components if one["type"] == 10]


def labels(components):
    rows = (one["components"] for one in components if one["type"] == 1)
    return [[b.get("label") or b["emoji"]["name"] for b in row] for row in rows]


def test_a_digest_says_its_day_its_topics_and_how_many_there_are():
    (message,) = sent(Digest(DAY, DAY, (group("legged robots", 1, 2), group("sand", 3))))
    first, second, third = texts(message)
    assert first.startswith(
        "# New papers, 2026-06-12\n-# 3 papers\n## legged robots\n-# 2 papers\n"
        "### 1. [Paper 1](https://arxiv.org/abs/2606.00001)\n"
    )
    assert "> “Legged **robots** sink into sand" in first
    assert second.startswith("### 2. [Paper 2]")
    assert third.startswith("## sand\n-# 1 paper\n### 3. [Paper 3]")


def test_each_paper_can_be_saved_and_rated():
    (message,) = sent(Digest(DAY, DAY, (group("sand", 1, 2),)))
    assert labels(message) == [["Similar", "BibTeX", "Save", "👍", "👎"]] * 2
    row = message[3]["components"]
    assert row[3]["custom_id"] == "pw:up:AbCdEf123456:1"


def test_the_rest_is_behind_a_button_that_leads_to_the_page_with_the_next_paper():
    messages = sent(Digest(DAY, DAY, (group("sand", *range(1, 25)),), most=10))
    assert len(messages) == 2
    (button,) = messages[1][-1]["components"]
    assert button["label"] == "and 14 more"
    assert button["custom_id"] == "pw:page:AbCdEf123456:2"


def test_the_best_of_every_topic_comes_first_and_the_turn_counts_in_the_same_order():
    digest = Digest(DAY, DAY, (group("a", *range(1, 21)), group("b", 21)), most=3)
    (message,) = sent(digest)
    assert [text.splitlines()[-4].split("]")[0] for text in texts(message)] == [
        "### 1. [Paper 1",
        "### 2. [Paper 2",
        "### 3. [Paper 21",
    ]
    turn = turn_of(digest, FOLLOWER, DELIVERY)
    titles = [one.paper.title for one in turn.outcome.evidence]
    assert titles[:5] == ["Paper 1", "Paper 2", "Paper 21", "Paper 3", "Paper 4"]
    assert len(titles) == 21


def test_what_came_late_or_changed_says_so():
    late = entry(1, late=True)
    gone = entry(2, news=News.WITHDRAWN)
    (message,) = sent(Digest(DAY, DAY, (Group("sand", (late, gone), 2, "sand"),)))
    assert "-# **late, announced 2026-06-12**" in texts(message)[0]
    assert "-# **withdrawn by its authors**" in texts(message)[1]


def test_a_short_digest_quotes_nothing():
    (message,) = sent(Digest(DAY, DAY, (group("sand", 1),), style=Style.SHORT))
    assert "“" not in texts(message)[0]


def test_a_bilingual_digest_shows_the_chinese_title_and_text():
    one = entry(1)
    translation = Translation("zh", "沙地上的机器人", "足式机器人会陷入沙地。我们的不会。")
    paper = replace(one.paper, translations=(translation,))
    told = replace(one, known=KnownPaper(paper))
    (message,) = sent(Digest(DAY, DAY, (Group("sand", (told,), 1, "sand"),), style=Style.BILINGUAL))
    assert "\n沙地上的机器人\n" in texts(message)[0]
    assert "足式机器人会陷入沙地" in texts(message)[0]


def test_a_digest_in_chinese_is_chinese():
    (message,) = sent(Digest(DAY, DAY, (group("sand", 1),), words=CHINESE))
    assert labels(message)[0][:3] == [CHINESE.similar, CHINESE.bibtex, CHINESE.save]


def test_discord_takes_the_fullest_digest():
    awkward = "[x](https://evil.example) @everyone " * 40
    groups = [
        Group(
            f"# {awkward}{n}",
            tuple(
                replace(
                    entry(n * 100 + i, late=True),
                    known=KnownPaper(
                        Paper(
                            f"2606.{n * 100 + i:05}",
                            awkward,
                            ABSTRACT * 40,
                            authors=("Ana Sol",) * 300,
                            code_url="https://github.com/example/" + "a" * 90,
                        )
                    ),
                )
                for i in range(30)
            ),
            30,
            str(n),
        )
        for n in range(1, 6)
    ]
    messages = sent(Digest(DAY - dt.timedelta(4), DAY, tuple(groups), most=30))
    assert len(messages) == 6
    for message in messages:
        validate_components(message, flags=1 << 15)
        assert len(list(walk_components(message))) <= 40
        assert sum(size(text) for text in texts(message)) <= 4_000
        for text in texts(message):
            assert "@everyone" not in text
            assert re.search(r"(?<!\\)\]\(https://evil", text) is None


def test_a_message_is_told_from_every_other_part_and_delivery():
    digest = Digest(DAY, DAY, (group("sand", *range(1, 25)),), most=15)
    views = digest_views(digest, turn_of(digest, FOLLOWER, DELIVERY))
    marks = [marks_of(view) for view in views]
    others = replace(DELIVERY, id="123456AbCdEf")
    marks += [marks_of(view) for view in digest_views(digest, turn_of(digest, FOLLOWER, others))]
    assert len(marks) == 6
    assert all(not a & b for i, a in enumerate(marks) for b in marks[:i])


@pytest.mark.parametrize("number", range(5))
def test_a_note_is_told_from_every_other_note(number):
    note = note_view("No announcement today.", f"delivery{number:04}")
    marks = marks_of(note)
    assert marks
    assert marks == marks_in(note.to_components())
    assert not marks & marks_of(note_view("No announcement today.", "delivery0009"))
