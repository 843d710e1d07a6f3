"""Following from the terminal."""

from __future__ import annotations

import pytest

ORACLES = "activation oracles"


@pytest.fixture
def filled(filled):
    """On the day of an announcement of which papers are stored."""
    filled.now = "2026-06-03T14:00:00+00:00"
    return filled


def topics(paperwire):
    """Of each follower, the topics as they are listed for programs."""
    found = paperwire("following", "--json").json["followers"]
    return {one["id"]: one["topics"] for one in found}


def test_a_topic_is_followed_and_listed(filled):
    result = filled("follow", ORACLES)
    assert (result.status, result.err) == (0, "")
    ((topic,),) = topics(filled).values()
    assert result.out.splitlines() == [
        f"default now follows “activation oracles” (threshold 0.6), as {topic['id']}.",
        (
            "Digests are due at 09:00 UTC (nobody chose a time zone: --timezone does), "
            "the first on 2026-06-04 at"
        ),
        "09:00 UTC.",
        "`paperwire deliver` prints them.",
    ]
    assert topic == {
        "id": topic["id"],
        "name": ORACLES,
        "text": ORACLES,
        "keywords": [],
        "categories": [],
        "authors": [],
        "paper": None,
        "threshold": 0.6,
    }
    listed = filled("following").out
    assert listed.splitlines()[0] == "terminal:default  09:00 UTC"
    assert topic["id"] in listed


def test_every_option_is_kept(filled):
    result = filled(
        *("follow", "", "--keyword", "SAE", "--keyword", "sparse autoencoder"),
        *("--category", "cs.cl", "--author", "Ada Example", "--paper", "2606.02609"),
        *("--at", "6pm", "--timezone", "tokyo", "--max", "5", "--style", "short"),
        *("--threshold", "0.5", "--name", "lab"),
    )
    assert (result.status, result.err) == (0, "")
    (follower,) = filled("following", "--json").json["followers"]
    (topic,) = follower.pop("topics")
    assert follower == {
        "id": "terminal:lab",
        "way": "terminal",
        "address": "lab",
        "at": "18:00",
        "timezone": "Asia/Tokyo",
        "since": "2026-06-04",
        "language": "en",
        "style": "short",
        "max": 5,
        "paused": None,
        "resumes": None,
        "confirmed": True,
    }
    assert topic["keywords"] == ["SAE", "sparse autoencoder"]
    assert (topic["categories"], topic["authors"]) == (["cs.CL"], ["Ada Example"])
    assert (topic["paper"], topic["threshold"]) == ("2606.02609", 0.5)


def test_an_address_is_not_kept_where_no_mail_can_be_sent(filled):
    result = filled("follow", ORACLES, "--email", "Ada@Example.ORG")
    assert (result.status, result.out) == (1, "")
    assert "no mail can be sent from here" in result.err
    assert topics(filled) == {}


def test_nobody_follows_yet(filled):
    assert filled("following").out.startswith("Nobody follows anything here yet")
    assert filled("following", "--json").json == {"followers": []}


def test_a_topic_is_unfollowed_by_its_id(filled):
    filled("follow", ORACLES)
    ((topic,),) = topics(filled).values()
    result = filled("unfollow", topic["id"])
    assert (result.status, result.out) == (0, "No longer followed: activation oracles\n")
    assert topics(filled) == {"terminal:default": []}
    again = filled("unfollow", topic["id"])
    assert (again.status, again.out) == (1, "")
    assert again.err.startswith(f"paperwire: no topic has the id {topic['id']};")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([""], "Say what to follow: a topic, keywords, a category, an author or a paper."),
        (["x"], "x: a topic needs two letters or more."),
        (["x" * 4_000], "a topic has at most 500 characters, this one has 4,000."),
        ([ORACLES, "--at", "25:00"], "25:00: no clock shows that;"),
        ([ORACLES, "--timezone", "Mars"], "Mars: there is no such time zone;"),
        ([ORACLES, "--category", "cs.CLL"], "cs.CLL: arXiv has no such category; the nearest are"),
        ([ORACLES, "--threshold", "7"], "a threshold lies between 0 and 1, 7 does not."),
        ([ORACLES, "--max", "0"], "the number of papers must be between 1 and 50, not 0."),
        ([ORACLES, "--paper", "2401.00001"], "2401.00001"),
        ([ORACLES, "--email", "ada@example.org\nBcc: all@example.org"], "nothing was stored"),
        ([ORACLES, "--name", " "], "a name is needed"),
    ],
)
def test_what_cannot_be_followed_is_one_sentence_and_nothing_is_kept(filled, arguments, said):
    result = filled("follow", *arguments)
    assert (result.status, result.out) == (1, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert topics(filled) == {}


def test_a_style_that_does_not_exist_is_wrong_usage(filled):
    assert filled("follow", ORACLES, "--style", "loud").status == 2


def test_the_hundredth_topic_is_refused(filled):
    with filled.open() as app:
        from bot.desk.followed import Recipient, Wish  # noqa: PLC0415 - only here
        from bot.desk.following import FollowingDesk  # noqa: PLC0415 - same
        from retrieval.following.values import Way  # noqa: PLC0415 - same

        desk = FollowingDesk(app)
        for number in range(50):
            wish = Wish(f"topic {number}")
            desk.follow(Recipient(Way.TERMINAL, "default"), wish, previewing=False)
    result = filled("follow", "one more")
    assert result.status == 1
    assert "At most 50 topics can be followed in one place; unfollow one first." in result.err
    assert len(topics(filled)["terminal:default"]) == 50


def test_a_preview_shows_what_would_have_come_and_what_nearly_had(filled):
    def preview(threshold, *options):
        return filled(
            "preview",
            "benchmarks that evaluate LLM",
            "--days",
            "3",
            "--threshold",
            threshold,
            *options,
        )

    best, second, *_ = (p["probability"] for p in preview("0.01", "--json").json["papers"])
    between = f"{(best + second) / 2:.4f}"
    found = preview(between, "--json").json
    assert (found["first"], found["last"], found["announced"]) == ("2026-06-01", "2026-06-03", 10)
    assert [paper["sent"] for paper in found["papers"][:2]] == [True, False]
    told = preview(between).out
    assert told.startswith("2026-06-01 to 2026-06-03: 1 of 10 papers reach the threshold of ")
    assert "Below the threshold:" in told


def test_a_topic_that_is_followed_is_previewed_by_its_id(filled):
    filled("follow", ORACLES, "--name", "lab", "--threshold", "0.3")
    ((topic,),) = topics(filled).values()
    found = filled("preview", topic["id"], "--json").json
    assert (found["topic"], found["threshold"]) == (ORACLES, 0.3)


@pytest.mark.parametrize("days", ["0", "21"])
def test_a_preview_of_no_days_or_of_too_many_is_refused(filled, days):
    result = filled("preview", ORACLES, "--days", days)
    assert result.status == 1
    assert f"the number of days must be between 1 and 20, not {days}." in result.err


def test_trends_count_papers_a_week(filled, tmp_path):
    file = tmp_path / "chart.png"
    result = filled("trends", ORACLES, "--weeks", "4", "--json", "--chart", file)
    assert (result.status, result.err) == (0, "")
    found = result.json
    assert [week["monday"] for week in found["weeks"]] == [
        *("2026-05-11", "2026-05-18", "2026-05-25", "2026-06-01")
    ]
    assert found["total"] == found["weeks"][-1]["papers"] > 0
    assert file.read_bytes().startswith(b"\x89PNG\r\n")
    told = filled("trends", ORACLES, "--weeks", "4").out.splitlines()
    assert told[0] == "Papers a week on “activation oracles”"
    assert told[4].startswith(f"2026-06-01  {found['total']} █")


def test_a_chart_that_cannot_be_written_is_one_sentence(filled, tmp_path):
    result = filled("trends", ORACLES, "--chart", tmp_path / "missing" / "chart.png")
    assert result.status == 1
    assert "No such file or directory" in result.err
