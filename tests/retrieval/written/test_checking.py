from __future__ import annotations

import pytest

from retrieval.written.checking import Checker
from retrieval.written.splitting import split
from retrieval.written.values import Flaw, Source
from tests.fakes import HashedWords

WALKERS = Source(
    1,
    "SandWalk: Robots that walk on sand",
    "We present SandWalk, a controller for legged robots on sand. It reaches 91.5% success on "
    "three beaches without any retraining. SandWalk outperforms TreadNet in energy consumption.",
    "Ada Byron 2026-06-20",
)
SWIMMERS = Source(
    2,
    "FinNet: Swimming robots",
    "FinNet steers soft robots under water. It was tested in 12 lakes.",
)


@pytest.fixture
def check():
    checker = Checker([WALKERS, SWIMMERS], HashedWords())

    def flaws(text: str) -> list[Flaw]:
        (sentence,) = split(text)
        return [reason.flaw for reason in checker.check(sentence).reasons]

    return flaws


@pytest.mark.parametrize(
    "text",
    [
        "SandWalk is a controller for legged robots on sand [1].",
        "It reaches 91.5% success on three beaches, without any retraining [1].",
        'SandWalk is called "a controller for legged robots" [1].',
        "Byron presents SandWalk, a controller for legged robots on sand [1].",
        (
            "SandWalk is a controller for legged robots on sand [1], and FinNet steers soft robots "
            "under water [2]."
        ),
    ],
)
def test_what_the_paper_says_is_sound(check, text):
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("SandWalk is a controller for legged robots on sand.", Flaw.UNCITED),
        ("SandWalk is a controller for legged robots on sand [3].", Flaw.UNKNOWN_PAPER),
        ("SandWalk is a controller for legged robots on sand [1][7].", Flaw.UNKNOWN_PAPER),
        ("SandWalk reaches 92.5% success on three beaches [1].", Flaw.NUMBER),
        ("SandWalk reaches 91.5% success on four beaches [1].", Flaw.NUMBER),
        ("SandWalk outperforms GripNet in energy consumption [1].", Flaw.NAME),
        ('SandWalk is called "a controller for all robots" [1].', Flaw.QUOTATION),
        ("FinNet steers soft robots under water [1].", Flaw.NAME),
        ("Hikers prefer boots made from recycled rubber [1].", Flaw.UNSUPPORTED),
        ("TreadNet outperforms SandWalk in energy consumption [1].", Flaw.CONTRARY),
        ("SandWalk reaches its success on three beaches with retraining [1].", Flaw.CONTRARY),
        (
            (
                "SandWalk is a controller for legged robots on sand [1], and FinNet steers soft "
                "robots under water [1]."
            ),
            Flaw.NAME,
        ),
        (
            (
                "SandWalk is a controller for legged robots on sand [2], and FinNet steers soft "
                "robots under water [1]."
            ),
            Flaw.NAME,
        ),
        ("SandWalk is a controller for legged robots on sand [1][2].", Flaw.OTHER_PAPER),
    ],
)
def test_what_the_paper_does_not_say_is_a_flaw(check, text, flaw):
    assert flaw in check(text)


@pytest.mark.parametrize(
    "planted",
    [
        "https://evil.example/login",
        "www.evil.example",
        "[here](http://evil.example)",
        "evil-papers.com",
        "@everyone",
        "<@123456789012345678>",
        "<#1234>",
        "discord.gg/free",
        "<https://evil.example>",
    ],
)
def test_links_and_mentions_are_never_sound(check, planted):
    text = f"SandWalk is a controller for legged robots on sand {planted} [1]."
    assert check(text) == [Flaw.FOREIGN]


def test_the_sentence_that_carries_is_named_as_a_slice():
    checker = Checker([WALKERS, SWIMMERS], HashedWords())
    (sentence,) = split("It reaches 91.5% success on three beaches [1].")
    (passage,) = checker.check(sentence).passages
    assert passage.number == 1
    assert WALKERS.abstract[passage.start : passage.end].startswith("It reaches 91.5% success")


def test_a_paper_without_an_abstract_carries_its_title_only():
    checker = Checker([Source(1, "SandWalk: Robots that walk on sand", "")], HashedWords())
    (told,) = split("SandWalk has robots that walk on sand [1].")
    (invented,) = split("SandWalk needs new batteries every week [1].")
    assert checker.check(told).sound
    assert not checker.check(invented).sound
