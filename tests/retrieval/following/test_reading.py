"""Times and topics as people type them."""

from __future__ import annotations

import contextlib
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import BadQuestion
from retrieval.following.reading import (
    read_categories,
    read_email,
    read_list,
    read_time,
    read_topic,
    read_zone,
)
from retrieval.following.values import Topic

CHANNEL = "channel:2001"


def refused(reader, said) -> str:
    with pytest.raises(BadQuestion) as caught:
        reader(said)
    return str(caught.value)


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("said", "hour", "minute"),
    [
        ("8", 8, 0),
        ("08", 8, 0),
        ("8:30", 8, 30),
        ("08:30", 8, 30),
        (" 8 : 30 ", 8, 30),
        ("8.30", 8, 30),
        ("0830", 8, 30),
        ("8h30", 8, 30),
        ("8h", 8, 0),
        ("20:05 Uhr", 20, 5),
        ("8.30pm", 20, 30),
        ("8 PM", 20, 0),
        ("8 p.m.", 20, 0),
        ("12am", 0, 0),
        ("12:15 am", 0, 15),
        ("12pm", 12, 0),
        ("noon", 12, 0),
        ("Midnight", 0, 0),
        ("0:00", 0, 0),
        ("23:59", 23, 59),
        ("８：３０", 8, 30),
        ("8点", 8, 0),
        ("8点半", 8, 30),
        ("早上8点30分", 8, 30),
        ("晚上8点半", 20, 30),
        ("下午3点", 15, 0),
        ("下午15点", 15, 0),
        ("中午12点", 12, 0),
        ("中午1点", 13, 0),
        ("凌晨2点", 2, 0),
        ("中午", 12, 0),
    ],
)
def test_a_time_is_read(said, hour, minute):
    assert read_time(said) == dt.time(hour, minute)


@pytest.mark.parametrize("said", ["25:00", "24:00", "8:60", "13pm", "0am", "99", "2460", "2400"])
def test_a_time_that_no_clock_shows_is_refused(said):
    assert re.search(f"^{said}: .*from 0:00 to 23:59|^{said}: a time", refused(read_time, said))


@pytest.mark.parametrize("said", ["", "soon", "8:3", "8:30:15", "-8", "8-9", "8 30 45", "8e1"])
def test_what_is_no_time_is_refused(said):
    assert "a time is needed, such as 8:30" in refused(read_time, said)


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_every_minute_is_read_as_it_is_written(time):
    assert read_time(time.strftime("%H:%M")) == time
    assert read_time(time.strftime("%I:%M %p")) == time
    assert read_time(time.strftime("%H%M")) == time


# ---------------------------------------------------------------- topics


def test_a_topic_is_read_from_what_was_typed_in_each_field():
    found = read_topic(
        CHANNEL,
        "  transparent\nobjects ",
        keywords="depth  completion, 6D pose；depth completion，",
        categories="cs.ro; CMP-LG",
        authors="Ada Writer、何恺明",
        paper_id="2506.00001",
        threshold=0.4,
        topic_id="topic0000000",
    )
    assert found == Topic(
        id="topic0000000",
        follower=CHANNEL,
        text="transparent objects",
        keywords=("depth completion", "6D pose"),
        categories=("cs.RO", "cs.CL"),
        authors=("Ada Writer", "何恺明"),
        paper_id="2506.00001",
        threshold=0.4,
    )


def test_a_new_topic_has_a_fresh_id():
    first, second = (read_topic(CHANNEL, "walking robots").id for _ in range(2))
    assert first != second
    assert re.fullmatch(r"[A-Za-z0-9_-]{12}", first)


@pytest.mark.parametrize(
    "fields",
    [{"keywords": "SLAM"}, {"categories": "cs"}, {"authors": "Li"}, {"paper_id": "2506.00001"}],
)
def test_any_one_field_is_enough(fields):
    assert read_topic(CHANNEL, **fields).name


@pytest.mark.parametrize("text", ["光学", "3D", "C++", "抓取", "x" * 500])
def test_short_and_long_topics_are_read(text):
    assert read_topic(CHANNEL, text).text == text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "Say what to follow"),
        ({"text": " \n\x00"}, "Say what to follow"),
        ({"text": "a"}, "a: a topic needs two letters or more"),
        ({"text": "光"}, "a topic needs two letters"),
        ({"text": "!!!"}, "a topic needs two letters"),
        ({"text": "a" * 501}, "at most 500 characters, this one has 501"),
        ({"text": "walk " * 800}, "at most 500 characters, this one has 3,999"),
        ({"keywords": "SLAM, x"}, "x: a keyword needs two letters"),
        ({"keywords": "k" * 101}, "a keyword has at most 100 characters"),
        ({"keywords": ",".join(f"word{n}" for n in range(21))}, "at most 20 of a kind, not 21"),
        ({"authors": "X"}, "X: a name needs two letters"),
        ({"text": "robots", "threshold": 0.0}, "between 0 and 1, 0 does not"),
        ({"text": "robots", "threshold": 1.5}, "between 0 and 1, 1.5 does not"),
        ({"text": "robots", "threshold": float("nan")}, "between 0 and 1, nan does not"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(fields, said):
    assert said in refused(lambda one: read_topic(CHANNEL, **one), fields)


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_is_typed_is_refused_or_reads_back_the_same(text, keywords, categories, authors):
    try:
        found = read_topic(CHANNEL, text, keywords=keywords, categories=categories, authors=authors)
    except BadQuestion:
        return
    again = read_topic(
        CHANNEL,
        found.text,
        keywords=",".join(found.keywords),
        categories=",".join(found.categories),
        authors=",".join(found.authors),
        topic_id=found.id,
    )
    assert again == found


# ---------------------------------------------------------------- categories and lists


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("", ()),
        ("cs.CV", ("cs.CV",)),
        ("CS.cv, cs.ro,cs.CV", ("cs.CV", "cs.RO")),
        ("cs.cv cs.ro", ("cs.CV", "cs.RO")),
        ("math.*; quant-ph", ("math", "quant-ph")),
        ("Robotics", ("cs.RO",)),
        ("machine learning", ("cs.LG",)),
        ("Computation and Language, cs", ("cs.CL", "cs")),
    ],
)
def test_categories_are_read_by_code_and_by_title(said, codes):
    assert read_categories(said) == codes


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("cs.VC", "cs.CV (Computer Vision and Pattern Recognition)"),
        ("cs.CV, cs.R0", "cs.RO (Robotics)"),
        ("computer vision", "cs.CV (Computer Vision and Pattern Recognition)"),
        ("robotic", "cs.RO (Robotics)"),
        ("zzzzzz", "see https://arxiv.org/category_taxonomy"),
    ],
)
def test_the_nearest_categories_are_offered(said, offered):
    sentence = refused(read_categories, said)
    assert "arXiv has no such category" in sentence
    assert offered in sentence


def test_a_list_is_cut_at_commas_of_all_kinds():
    assert read_list(" a b ,c;d；e，f、g\nh,, c") == ("a b", "c", "d", "e", "f", "g", "h")


@pytest.mark.parametrize("reader", [read_time, read_zone, read_email, read_categories])
@given(said=st.text(max_size=100))
def test_every_reader_reads_or_says_why_not(reader, said):
    with contextlib.suppress(BadQuestion):
        assert reader(said) is not None


@pytest.mark.parametrize("reader", [read_time, read_zone, read_email, read_categories])
def test_a_very_long_text_is_refused_at_once_and_not_repeated(reader):
    for said in ("8" * 4_000, "a.b-" * 1_000, "@" * 4_000, "x@" + "y." * 2_000):
        assert len(refused(reader, said)) < 400
