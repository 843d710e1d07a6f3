"""A member who asks to be forgotten is, with all that they followed."""

from __future__ import annotations

from contextlib import closing

from retrieval.catalogue.database import Database
from retrieval.following import Following
from retrieval.following.values import Way
from tests.retrieval.following.building import ADA, BOB, delivery, follower, topic
from tests.support.kept import OF_FOLLOWING, everything_kept

SUBJECT = "a subject that nobody else follows"


def follow(following, member):
    made = follower(member, Way.MEMBER, owner=member)
    following.put_follower(made)
    following.add_topic(topic(made.id, text=SUBJECT))
    assert following.plan(delivery(f"of-{member}", 0, "2506.00001", follower=made.id))
    following.confirm(f"of-{member}", ["3001"])
    return made


def test_nothing_of_the_member_stays(following, database):
    follow(following, ADA)
    following.put_follower(follower(owner=ADA))
    assert following.forget(ADA)
    kept = everything_kept(database, OF_FOLLOWING)
    assert follower().id in kept
    for word in (ADA, SUBJECT, "2506.00001", "3001"):
        assert word not in kept
    assert not following.forget(ADA)


def test_a_channel_goes_on_without_the_name_of_who_made_it(following):
    following.put_follower(follower(owner=ADA))
    following.add_topic(topic())
    following.plan(delivery("one", 0, "2506.00001"))
    assert not following.forget(ADA)
    assert following.follower(follower().id) == follower(owner=None)
    assert following.topics(follower().id) == [topic()]
    assert following.delivery("one").items


def test_what_others_follow_stays(following):
    made = follow(following, BOB)
    follow(following, ADA)
    following.forget(ADA)
    assert following.followers() == [made]
    assert following.delivered(made.id, ["2506.00001"]) == {"2506.00001"}
    assert following.delivery(f"of-{BOB}").messages == ("3001",)


def test_a_delivery_that_was_on_its_way_to_the_member_ends_quietly(following):
    made = follow(following, ADA)
    following.plan(delivery("next", 1, "2506.00002", follower=made.id))
    following.forget(ADA)
    assert not following.sending("next")
    assert not following.confirm("next", ["1"])
    assert not following.fail("next")
    assert not following.plan(delivery("late", 2, "2506.00003", follower=made.id))


def test_the_bytes_of_a_forgotten_topic_leave_the_file(tmp_path):
    path = tmp_path / "catalogue.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        follow(Following(database), ADA)
    assert SUBJECT.encode() in path.read_bytes()
    with closing(Database(f"sqlite:///{path}")) as database:
        assert Following(database).forget(ADA)
    assert SUBJECT.encode() not in path.read_bytes()
