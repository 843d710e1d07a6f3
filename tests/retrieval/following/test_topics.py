"""Topics are kept in order, checked, and limited."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from retrieval.errors import BadQuestion
from retrieval.following.values import MAX_TOPICS
from tests.retrieval.following.building import NOON, follower, topic

WHOLE = topic(
    text="抓取 “transparent” objects",
    keywords=("depth completion", "6D pose"),
    categories=("cs.RO", "math"),
    authors=("Ada Writer", "何恺明"),
    paper_id="2506.00001",
    threshold=0.25,
    made=NOON,
)


@pytest.fixture(autouse=True)
def channel(following):
    following.put_follower(follower())


def test_a_topic_comes_back_as_it_was_added(following):
    following.add_topic(WHOLE)
    assert following.topics(WHOLE.follower) == following.all_topics() == [WHOLE]


def test_topics_stay_in_the_order_they_were_added_though_one_changes(following):
    made = [topic(id=f"topic-{9 - n}", text=f"subject {n}") for n in range(5)]
    for one in made:
        following.add_topic(one)
    made[2] = topic(id="topic-7", text="another subject", threshold=0.9)
    assert following.change_topic(made[2])
    assert following.topics(follower().id) == made


def test_a_topic_that_is_gone_can_be_neither_changed_nor_removed(following):
    following.add_topic(topic())
    assert following.remove_topic(follower().id, topic().id)
    assert not following.remove_topic(follower().id, topic().id)
    assert not following.change_topic(topic())
    assert following.all_topics() == []


def test_nobody_removes_a_topic_of_somebody_else(following):
    following.put_follower(follower("2002"))
    following.add_topic(topic())
    assert not following.remove_topic("channel:2002", topic().id)
    assert not following.change_topic(topic("channel:2002"))
    assert following.all_topics() == [topic()]


def test_a_topic_of_nobody_is_refused(following):
    with pytest.raises(BadQuestion, match="Nobody follows anything here"):
        following.add_topic(topic("channel:9"))


def test_one_topic_more_than_the_limit_is_refused_and_changes_nothing(following):
    for number in range(MAX_TOPICS):
        following.add_topic(topic(id=f"topic-{number}", text=f"subject {number}"))
    with pytest.raises(BadQuestion, match=f"At most {MAX_TOPICS} topics"):
        following.add_topic(topic(id="another", text="another"))
    assert len(following.topics(follower().id)) == MAX_TOPICS
    assert following.change_topic(topic(id="topic-0", text="a change is no new topic"))


def test_threads_that_add_at_once_do_not_pass_the_limit(following):
    def add(number: int) -> bool:
        try:
            following.add_topic(topic(id=f"topic-{number}", text=f"subject {number}"))
        except BadQuestion:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(add, range(MAX_TOPICS + 20))) == MAX_TOPICS


@pytest.mark.parametrize(
    "same",
    [
        {"text": "Transparent  Objects"},
        {"text": "transparent objects", "threshold": 0.9},
        {"text": "transparent objects", "made": NOON},
    ],
)
def test_what_is_followed_already_is_not_followed_twice(following, same):
    following.add_topic(topic(text="transparent objects"))
    with pytest.raises(BadQuestion, match="followed here already"):
        following.add_topic(topic(id="another", **same))
    following.add_topic(topic(id="another", text="transparent objects", categories=("cs.RO",)))
    with pytest.raises(BadQuestion, match="followed here already"):
        following.change_topic(topic(id="another", text="transparent objects"))
    assert following.change_topic(topic(text="Transparent objects"))


def test_characters_that_no_database_holds_are_left_out(following):
    following.add_topic(topic(text="walking\x00robots\ud800 on\r\nsand", keywords=("a\tgait",)))
    (kept,) = following.all_topics()
    assert (kept.text, kept.keywords) == ("walking robots on sand", ("a gait",))
