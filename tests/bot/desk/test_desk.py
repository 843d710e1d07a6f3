from __future__ import annotations

from dataclasses import replace

import pytest

from bot.desk import Details, More, Page, References, Sentence
from bot.desk.desk import shown_by
from bot.words import ENGLISH, words_for
from retrieval.errors import BadQuestion, UnknownPaper
from retrieval.members import Kind
from retrieval.queries import Abstained, Question, Reason

SAND = Question("robots that walk on sand")
WALKER = "2606.09002"


def ids(page):
    return [evidence.paper.id for evidence in shown_by(page.turn)]


def test_what_was_found_is_kept_as_a_turn(app, desk, ada):
    page = desk.ask(ada, SAND)
    assert ids(page)[0] == WALKER
    kept = app.members.turn(page.turn.id)
    assert (kept.user, kept.place, kept.kind) == ("1", "10", Kind.ASK)
    assert [one.paper.id for one in shown_by(kept)] == ids(page)


def test_a_servers_categories_are_searched_when_the_question_names_none(desk, ada):
    chosen = replace(ada, categories=("cs.XX",))
    assert desk.ask(chosen, SAND).turn.outcome.query.categories == ("cs.XX",)
    named = desk.ask(chosen, Question(SAND.text, categories=("cs.RO",)))
    assert named.turn.outcome.query.categories == ("cs.RO",)


def test_similar_papers_leave_the_paper_itself_out(desk, ada):
    page = desk.similar(ada, WALKER)
    assert page.turn.kind is Kind.SIMILAR
    assert WALKER not in ids(page)


def test_a_message_that_links_a_paper_means_papers_like_it(desk, ada):
    page = desk.related(ada, f"Have you read https://arxiv.org/abs/{WALKER} yet?")
    assert page.turn.outcome.query.paper_id == WALKER


def test_a_message_without_text_is_refused(desk, ada):
    with pytest.raises(BadQuestion, match="nothing in that message"):
        desk.related(ada, " \n")


def test_of_a_very_long_message_the_beginning_is_asked(desk, ada):
    page = desk.related(ada, f"robots that walk on sand {'and what not ' * 600}")
    assert page.turn.outcome.query.question.startswith("robots that walk on sand and")


def test_recent_papers_are_the_newest_first(desk, ada):
    page = desk.recent(ada, None, (), 60)
    days = [evidence.paper.period[0] for evidence in shown_by(page.turn)]
    assert len(days) > 5
    assert days == sorted(days, reverse=True)


def test_recent_papers_of_a_day_without_any_are_said_to_be_none(desk, ada):
    outcome = desk.recent(ada, None, ("math.AG",), 1).turn.outcome
    assert isinstance(outcome, Abstained)
    assert outcome.reason is Reason.NOTHING_IN_RANGE


def test_recent_papers_can_be_on_a_topic(desk, ada):
    assert WALKER in ids(desk.recent(ada, SAND.text, (), 60))


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_number_of_days_that_makes_no_sense_is_a_sentence(desk, ada, days):
    with pytest.raises(BadQuestion, match="between 1 and 366"):
        desk.recent(ada, None, (), days)


def test_a_paper_is_shown_by_id_link_or_title(desk, ada):
    for named in (
        WALKER,
        f"https://arxiv.org/pdf/{WALKER}v1",
        "Building Better Activation Oracles",
    ):
        assert isinstance(desk.paper(ada, named), Details)
    with pytest.raises(UnknownPaper):
        desk.paper(ada, "2401.00001")


def test_an_empty_list_says_how_to_fill_it(desk, ada):
    assert desk.saved(ada, None) == Sentence(ENGLISH.said.nothing_saved)


def test_saved_papers_are_listed_newest_first_and_for_their_owner_only(desk, ada, bob):
    turn = desk.recent(ada, None, (), 60).turn
    for number in (0, 2, 1):
        desk.toggle(ada, turn.id, number)
    newest = [shown_by(turn)[number].paper.id for number in (0, 1, 2)]
    assert sorted(ids(desk.saved(ada, None))) == sorted(newest)
    assert desk.saved(bob, None) == Sentence(ENGLISH.said.nothing_saved)


def test_saving_twice_says_so_and_keeps_one(desk, ada):
    turn = desk.ask(ada, SAND).turn
    assert desk.toggle(ada, turn.id, 0).text.startswith("Saved: ")
    assert desk.toggle(ada, turn.id, 0) == Sentence(ENGLISH.said.saved_before)
    assert len(ids(desk.saved(ada, None))) == 1


def test_save_under_a_paper_of_ones_own_list_takes_it_off(desk, ada):
    desk.toggle(ada, desk.ask(ada, SAND).turn.id, 0)
    mine = desk.saved(ada, None).turn
    assert desk.toggle(ada, mine.id, 0).text.startswith("No longer on your list: ")
    assert desk.saved(ada, None) == Sentence(ENGLISH.said.nothing_saved)


def test_ones_own_list_can_be_searched(desk, ada):
    turn = desk.recent(ada, None, (), 60).turn
    for number in range(len(shown_by(turn))):
        desk.toggle(ada, turn.id, number)
    assert ids(desk.saved(ada, SAND.text))[0] == WALKER


def test_buttons_know_the_paper_by_its_number(desk, ada, bob):
    turn = desk.ask(ada, SAND).turn
    assert isinstance(desk.more(bob, turn.id, 0), More)
    assert isinstance(desk.page(bob, turn.id, 1), Page)
    assert desk.similar_to(bob, turn.id, 0).turn.user == bob.user
    (paper,) = desk.bibtex_of(bob, turn.id, 0).papers
    assert paper.id == WALKER


def test_buttons_of_an_answer_that_is_no_longer_kept_say_so(desk, ada):
    gone = Sentence(ENGLISH.said.not_kept)
    turn = desk.ask(ada, SAND).turn
    for turn_id, number in (("AAAAAAAAAAAA", 0), (turn.id, 40)):
        assert desk.more(ada, turn_id, number) == gone
        assert desk.similar_to(ada, turn_id, number) == gone
        assert desk.bibtex_of(ada, turn_id, number) == gone
        assert desk.toggle(ada, turn_id, number) == gone
        assert desk.rate(ada, turn_id, number, 1) == gone
    assert desk.page(ada, "AAAAAAAAAAAA", 0) == gone


def test_ratings_are_kept_of_a_paper_and_of_the_whole_answer(app, desk, ada):
    turn = desk.ask(ada, SAND).turn
    desk.rate(ada, turn.id, 0, 1)
    desk.rate(ada, turn.id, -1, 1)
    desk.rate(ada, turn.id, -1, -1)
    kept = {(one.paper_id, one.value) for one in app.members.ratings(ada.user)}
    assert kept == {(WALKER, 1), (None, -1)}


def test_references_of_ones_own_list_are_all_there(desk, ada):
    desk.toggle(ada, desk.ask(ada, SAND).turn.id, 0)
    references = desk.bibtex_of_saved(ada)
    assert isinstance(references, References)
    assert [paper.id for paper in references.papers] == [WALKER]


def test_forgetting_deletes_what_is_kept_and_says_how_much(app, desk, ada, bob):
    turn = desk.ask(ada, SAND).turn
    desk.toggle(ada, turn.id, 0)
    desk.rate(ada, turn.id, 0, 1)
    said = desk.forget(ada).text
    assert said.startswith("Forgotten. Questions: 1, saved papers: 1, ratings: 1.")
    assert desk.saved(ada, None) == Sentence(ENGLISH.said.nothing_saved)
    kept = app.members.turn(turn.id)
    assert kept.user == ""
    assert SAND.text not in repr(kept)
    assert desk.bibtex_of(bob, turn.id, 0).papers[0].id == WALKER


def test_the_status_tells_how_many_papers_and_how_new(desk, ada):
    assert desk.status(ada).text.startswith("12 papers, 12 of them searchable, 0 waiting.")


def test_a_member_is_answered_in_their_language(desk, ada):
    reader = replace(ada, words=words_for("zh-CN"))
    assert desk.saved(reader, None) == Sentence(words_for("zh").said.nothing_saved)
