"""Whoever asks to be forgotten follows nothing either."""

from __future__ import annotations

import datetime as dt

from retrieval.following.reading import read_topic
from retrieval.following.values import Follower, Way, follower_id


def test_what_a_member_follows_for_themselves_is_forgotten_and_their_channel_goes_on(
    app, desk, ada, bob
):
    channel = Follower("channel:9", Way.CHANNEL, "9", dt.time(8), "UTC", app.today, owner=ada.user)
    app.following.put_follower(channel)
    for who in (ada, bob):
        own = follower_id(Way.MEMBER, who.user)
        app.following.put_follower(
            Follower(own, Way.MEMBER, who.user, dt.time(8), "UTC", app.today, owner=who.user)
        )
        app.following.add_topic(read_topic(own, "walking on sand"))
    desk.forget(ada)
    assert [one.address for one in app.following.followers()] == ["9", bob.user]
    assert app.following.follower(channel.id).owner is None
    assert [one.follower for one in app.following.all_topics()] == [f"member:{bob.user}"]
