from __future__ import annotations

from dataclasses import replace

from bot.render.digests.card import Quote, beginning, card_of
from bot.words import CHINESE
from retrieval.following.values import Style
from retrieval.queries import Excerpt


def card(digest):
    return card_of(next(digest.entries), digest)


def test_a_card_says_who_when_and_where(digest_with, paper):
    shown = card(digest_with(paper))
    assert shown.title == paper.title
    assert shown.address == "https://arxiv.org/abs/2606.01234"
    assert shown.facts == "A. Lovelace and G. Hopper · announced 2026-06-12 · cs.CV"
    assert shown.links == (("PDF", "https://arxiv.org/pdf/2606.01234"),)
    assert (shown.translated, shown.reason) == ("", "")


def test_the_sentences_that_match_come_before_those_an_abstract_begins_with(digest_with, paper):
    assert card(digest_with(paper)).quotes == (Quote(paper.abstract, "en"),)
    digest = digest_with(paper)
    [group] = digest.groups
    excerpt = Excerpt("abstract", "en", 30, 39, "It works.")
    entries = (replace(group.entries[0], excerpts=(excerpt,)),)
    quoted = replace(digest, groups=(replace(group, entries=entries),))
    assert card(quoted).quotes == (Quote("It works.", "en"),)


def test_a_chinese_reader_gets_the_chinese_title_and_a_bilingual_one_the_text_too(
    digest_with, paper
):
    assert card(digest_with(paper, words=CHINESE)).translated == "野外视频异常检测"
    both = card(digest_with(paper, style=Style.BILINGUAL))
    assert both.translated == "野外视频异常检测"
    assert both.quotes[-1] == Quote("我们检测视频中的异常。", "zh")


def test_latex_is_made_readable(digest_with, paper):
    assert card(digest_with(replace(paper, title="MT$^{3}$: $\\alpha$"))).title == "MT³: α"


def test_the_beginning_of_a_text_is_whole_sentences():
    text = "One sentence here. " + "Another " * 20 + "one. " + "Third " * 80 + "one."
    assert beginning(text, "en").endswith("Another one.")
    assert beginning("word " * 500, "en").startswith("word word")
    assert beginning("", "en") == ""


def test_a_paper_without_a_page_on_arxiv_leads_to_its_doi_or_nowhere(digest_with, paper):
    own = replace(paper, id="title:x", doi="10.1000/182")
    assert card(digest_with(own)).address == "https://doi.org/10.1000/182"
    assert card(digest_with(replace(own, doi=None))).address is None
