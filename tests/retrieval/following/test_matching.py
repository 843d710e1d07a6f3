"""Which papers of an announcement match a topic."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from retrieval.following.matching import CLOSE, Matching, query_of, quoting
from retrieval.following.values import News
from retrieval.papers import Paper, Record, Sighting
from tests.retrieval.following.building import NOON, day, topic

MONDAY, TUESDAY = day(0), day(1)
LEGS = Paper(
    "2606.00001",
    "Legged robots that walk on ice",
    "We teach legged robots to walk on ice. They fall less often.",
    authors=("Ada Lovelace", "Kaiming He"),
    categories=("cs.RO", "cs.LG"),
    listed=MONDAY,
)
CHAINS = Paper(
    "2606.00002",
    "Shorter chains of thought",
    "Pruning the reasoning of language models, with 3DGS as an odd example.",
    authors=("Alan Turing",),
    categories=("cs.CL",),
    listed=MONDAY,
)
WINE = Paper(
    "2606.00003", "Red wine", "Stains on carpets.", categories=("q-bio.QM",), listed=TUESDAY
)
WALK = "legged robots walk on ice"


@pytest.fixture
def matching(shelf):
    shelf.add(LEGS, CHAINS, WINE)
    return Matching(shelf.catalogue, shelf.answers)


def titles(found):
    return [match.known.paper.title for match in found]


def matched(matching, days=(MONDAY, TUESDAY), **said):
    wanted = topic(**({"text": ""} | said))
    return matching.matches([wanted], matching.announced(days))


def test_a_text_matches_what_probably_answers_it(matching):
    (match,) = matched(matching, text=WALK)
    assert match.known.paper == LEGS
    assert match.why.probability == pytest.approx(match.score)
    assert match.score >= 0.6


def test_a_chinese_text_matches_english_papers_by_the_glossary(matching):
    (match,) = matched(matching, text="语言模型推理剪枝")
    assert match.known.paper == CHAINS
    assert matched(matching, text="语言模型红烧肉") == []


def test_papers_about_what_a_text_does_not_want_are_left_out(matching):
    assert titles(matched(matching, text=f"{WALK}, not about wine")) == [LEGS.title]
    assert matched(matching, text=f"{WALK}, not about legged robots") == []
    wanted = {"text": f"{WALK}, not about ice", "keywords": ("reasoning",)}
    assert titles(matched(matching, **wanted)) == [CHAINS.title]


def test_the_threshold_decides(matching):
    text = "legged robots cook pasta"
    probability = matched(matching, text=text, threshold=0.05)[0].score
    assert titles(matched(matching, text=text, threshold=probability - 0.001)) == [LEGS.title]
    assert not matched(matching, text=text, threshold=probability + 0.001)


def test_what_lies_below_the_threshold_can_be_looked_at(matching):
    papers = matching.announced([MONDAY])
    wanted = topic(text="legged robots in deep outer space", threshold=0.99)
    assert not matching.matches([wanted], papers)
    (near, *_) = matching.matches([wanted], papers, at_least=0.01)
    assert near.known.paper == LEGS
    assert 0.01 <= near.score < 0.99


@pytest.mark.parametrize("keyword", ["chain-of-thought", "3dgs", "CHAINS OF THOUGHT"])
def test_a_keyword_matches_as_a_phrase(matching, keyword):
    (match,) = matched(matching, keywords=(keyword, "nowhere"))
    assert match.known.paper == CHAINS
    assert match.why.keywords == (keyword,)


def test_a_keyword_in_the_title_scores_higher(matching):
    (title,) = matched(matching, keywords=("chain of thought",))
    (abstract,) = matched(matching, keywords=("3DGS",))
    assert title.score > abstract.score


def test_text_or_keyword_is_enough(matching):
    found = matched(matching, text=WALK, keywords=("chain of thought",))
    assert sorted(titles(found)) == sorted([LEGS.title, CHAINS.title])


@pytest.mark.parametrize("category", ["cs.CL", "cs.cl"])
def test_one_category_is_enough(matching, category):
    assert titles(matched(matching, categories=("math.AG", category))) == [CHAINS.title]


def test_an_archive_stands_for_its_categories(matching):
    assert sorted(titles(matched(matching, categories=("cs.*",)))) == [LEGS.title, CHAINS.title]


def test_a_category_narrows_a_text(matching):
    assert not matched(matching, text=WALK, categories=("cs.CL",))
    (match,) = matched(matching, text=WALK, categories=("cs.RO",))
    assert match.why.categories == ("cs.RO",)


@pytest.mark.parametrize("author", ["Kaiming He", "K. He", "he", "He, Kaiming"])
def test_one_author_is_enough_however_the_name_is_written(matching, author):
    (match,) = matched(matching, authors=("Grace Hopper", author))
    assert match.known.paper == LEGS
    assert match.why.authors == (author,)


def test_an_author_narrows_a_keyword(matching):
    assert not matched(matching, keywords=("chain of thought",), authors=("Kaiming He",))


def test_days_are_kept_apart(matching):
    assert titles(matched(matching, [TUESDAY], categories=("q-bio.QM",))) == [WINE.title]
    assert not matched(matching, [MONDAY], categories=("q-bio.QM",))


def test_a_paper_that_is_stored_later_is_seen(matching, shelf):
    assert len(matching.announced([MONDAY])) == 2
    shelf.add(replace(LEGS, id="2606.00004", title="Ice"))
    assert len(matching.announced([MONDAY])) == 3


def test_withdrawn_papers_are_not_announced(matching, shelf):
    shelf.add(replace(LEGS, version=2, withdrawn=True))
    assert [one.known.paper.id for one in matching.announced([MONDAY])] == [CHAINS.id]


def test_a_cross_listed_paper_is_announced_again(matching, shelf):
    cross = Sighting("arxiv:rss", TUESDAY, announce_type="cross")
    wider = replace(LEGS, categories=("cs.RO", "cs.LG", "eess.SY"))
    shelf.catalogue.store([Record(wider, cross, "feed:1", from_arxiv=True)], today=TUESDAY)
    found = matched(matching, [TUESDAY], categories=("eess.SY",))
    assert [(match.known.paper.id, match.day) for match in found] == [(LEGS.id, TUESDAY)]


def test_a_paper_close_to_a_followed_one_is_found(matching, shelf):
    shelf.add(replace(LEGS, id="2605.00001", listed=day(-7), title="Legged robots walk on ice"))
    (match,) = matched(matching, paper_id="2605.00001")
    assert (match.known.paper, match.news) == (LEGS, News.CLOSE)
    assert match.why.closeness == pytest.approx(match.score)
    assert match.score >= CLOSE


def test_a_category_narrows_what_is_close(matching, shelf):
    shelf.add(replace(LEGS, id="2605.00001", listed=day(-7)))
    assert not matched(matching, paper_id="2605.00001", categories=("cs.CL",))


def test_a_followed_paper_is_not_close_to_itself(matching):
    assert not matched(matching, paper_id=LEGS.id)


def test_a_followed_paper_that_is_gone_brings_nothing(matching):
    assert not matched(matching, paper_id="2401.00001")
    assert not matching.news_of([topic(text="", paper_id="2401.00001")], [MONDAY])


def test_a_new_version_of_a_followed_paper_is_news(matching, shelf):
    wanted = topic(text="", paper_id=LEGS.id)
    assert not matching.news_of([wanted], [TUESDAY])
    shelf.add(replace(LEGS, version=2, updated=MONDAY))
    (match,) = matching.news_of([wanted], [TUESDAY])
    assert (match.news, match.version, match.day) == (News.REVISED, 2, TUESDAY)
    assert not matching.news_of([wanted], [day(2)])


def test_a_withdrawal_of_a_followed_paper_is_news(matching, shelf):
    shelf.add(replace(LEGS, version=2, updated=MONDAY, withdrawn=True))
    (match,) = matching.news_of([topic(text="", paper_id=LEGS.id)], [TUESDAY])
    assert match.news is News.WITHDRAWN


def test_a_version_that_was_found_late_is_news_since_the_topic_was_made(matching, shelf):
    shelf.add(replace(LEGS, version=2, updated=MONDAY))
    wanted = topic(text="", paper_id=LEGS.id, made=NOON)
    (match,) = matching.news_of([wanted], [day(3)])
    assert match.day == TUESDAY
    assert not matching.news_of([replace(wanted, made=NOON + dt.timedelta(days=1))], [day(3)])


def test_the_wrapping_of_a_text_is_taken_off():
    query = query_of(topic(text="papers about legged robots"))
    assert query is not None
    assert (query.text, query.question) == ("legged robots", "papers about legged robots")


def test_a_period_in_a_text_filters_nothing():
    query = query_of(topic(text="video since 2020"))
    assert query is not None
    assert not query.filtered


def test_sentences_are_chosen_by_text_or_keywords_if_there_are_any(shelf):
    shelf.add(CHAINS)
    known = [shelf.catalogue.papers([CHAINS.id])[CHAINS.id]]
    by_keyword = quoting(topic(text="", keywords=("3DGS",)))
    assert "3DGS" in shelf.answers.excerpts(by_keyword, known)[CHAINS.id][0].text
    by_nothing = quoting(topic(text="", categories=("cs.CL",)))
    assert shelf.answers.excerpts(by_nothing, known)[CHAINS.id][0].text.startswith("Pruning")
    assert shelf.answers.excerpts(by_nothing, []) == {}


def test_matches_have_the_sentences_of_their_topics(matching):
    found = matched(matching, text=WALK) + matched(matching, keywords=("3DGS",))
    excerpts = matching.excerpts(found)
    assert excerpts[LEGS.id][0].text.startswith("We teach legged robots")
    assert "3DGS" in excerpts[CHAINS.id][0].text
