from __future__ import annotations

import pytest

from retrieval.llm.guarding import foreign, repeats, says_something

OURS = "You explain one research paper to readers. You say only what the numbered passages say."


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example/x.",
        "See evil.example for more.",
        "See evil．example for more.",
        "See ｗｗｗ．evil．example now.",
        "@everyone robots walk.",
        "＠everyone robots walk.",
        "Robots walk, says <@123456789012345678>.",
        "Robots [walk](x).",
        "Run `rm` now.",
        "Join discord.gg/x.",
        "Robots\u202e walk.",
        "@\u200beveryone walks.",
        "Write to help@evil.example.",
        "It is {{1}} long.",
    ],
)
def test_links_mentions_markup_and_unseen_letters_are_foreign(text):
    assert foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "Robots walk 44% faster, e.g. on sand, i.e. on dunes.",
        "The loss is $p < 0.05$ at 3.5 points vs. 4.2.",
        "足式机器人会陷入沙中。我们将二者分开。",
        "BLEU@4 rises by 1.2, and mAP@0.5 as well.",
        "A 2.5D map of U.S. roads.",
    ],
)
def test_plain_sentences_are_not(text):
    assert foreign(text) == ""


def test_our_instructions_are_known_again_whatever_stands_between_their_words():
    assert repeats("Now: you SAY only what -- the numbered passages, hm.", OURS)
    assert not repeats("It reads the numbered passages of one research paper.", OURS)


@pytest.mark.parametrize(
    ("text", "whether"),
    [("SandStep walks.", True), ('.." or "..', False), ("", False), ("机器人行走。", True)],
)
def test_a_statement_has_two_words(text, whether):
    assert says_something(text) is whether
