from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.desk import Asker, Details, References, Sentence
from bot.desk.desk import shown_by
from bot.words import ENGLISH
from retrieval.members import Kind
from retrieval.queries import Reason

SAND = "robots that walk on sand"
WALKER = "2606.09002"


@pytest.fixture
def listed(desk, ada):
    """A list of all twelve papers is the last thing that Ada was shown."""
    return desk.recent(ada, None, (), 60).turn


def ids(turn):
    return [evidence.paper.id for evidence in shown_by(turn)]


def test_a_message_that_is_a_question_is_answered_as_one(conversation, ada):
    assert ids(conversation.hear(ada, SAND, None).turn)[0] == WALKER


def test_a_paper_that_is_asked_for_by_its_id_is_shown_itself(conversation, ada):
    shown = conversation.hear(ada, f"summarize {WALKER}", None)
    assert isinstance(shown, Details)
    assert ids(shown.turn) == [WALKER]
    like_it = conversation.hear(ada, WALKER, None).turn
    assert like_it.kind is Kind.SIMILAR
    assert WALKER not in ids(like_it)


def test_what_was_saved_is_shown_for_plain_words(conversation, ada, listed):
    conversation.hear(ada, "save 2", None)
    shown = conversation.hear(ada, "what did I save?", None)
    assert ids(shown.turn) == ids(listed)[1:2]


def test_what_names_no_topic_shows_no_papers_and_is_passed_over(conversation, ada):
    first = conversation.hear(ada, SAND, None).turn
    nothing = conversation.hear(ada, "which is better?", None).turn
    assert nothing.outcome.reason is Reason.SMALLTALK
    narrowed = conversation.hear(ada, "without surveys", None).turn
    assert narrowed.outcome.query.text == first.outcome.query.text
    assert narrowed.outcome.query.no_survey


def test_more_goes_on_where_the_page_ended(conversation, ada, listed):
    second = conversation.hear(ada, "more", None).turn
    assert ids(second) == ids(listed)[5:]
    third = conversation.hear(ada, "show me more", None).turn
    assert ids(third) == ids(listed)[10:]
    assert conversation.hear(ada, "more", None) == Sentence(ENGLISH.said.no_more)


def test_a_number_means_the_paper_that_stands_there(conversation, ada, listed):
    shown = conversation.hear(ada, "show me the second one", None)
    assert isinstance(shown, Details)
    assert ids(shown.turn) == ids(listed)[1:2]


def test_numbers_still_count_the_list_after_one_of_it_was_looked_at(conversation, ada, listed):
    conversation.hear(ada, "show me the second one", None)
    references = conversation.hear(ada, "bibtex for 3", None)
    assert [paper.id for paper in references.papers] == ids(listed)[2:3]


def test_without_a_number_the_paper_that_was_just_looked_at_is_meant(conversation, ada, listed):
    conversation.hear(ada, "show me the second one", None)
    references = conversation.hear(ada, "bibtex", None)
    assert isinstance(references, References)
    assert [paper.id for paper in references.papers] == ids(listed)[1:2]


def test_similar_to_the_first_searches_for_papers_like_it(conversation, ada, listed):
    page = conversation.hear(ada, "similar to the first", None)
    assert page.turn.kind is Kind.SIMILAR
    assert page.turn.outcome.query.paper_id == ids(listed)[0]


def test_a_number_beyond_the_list_is_a_sentence(conversation, ada, listed):
    said = conversation.hear(ada, "bibtex for 40", None)
    assert said == Sentence(ENGLISH.said.no_such_number.format(count=len(ids(listed))))


def test_a_paper_is_saved_by_its_number(app, conversation, ada, listed):
    conversation.hear(ada, "save 2", None)
    assert [one.paper_id for one in app.members.saved(ada.user)] == ids(listed)[1:2]


def test_only_from_a_time_keeps_the_topic(conversation, ada):
    conversation.hear(ada, SAND, None)
    query = conversation.hear(ada, "only from this month", None).turn.outcome.query
    assert query.since == dt.date(2026, 6, 1)
    assert "sand" in query.text


def test_what_about_keeps_the_rest_of_the_question(conversation, ada):
    conversation.hear(ada, "legged robots since May 2026", None)
    query = conversation.hear(ada, "what about sand?", None).turn.outcome.query
    assert "sand" in query.text
    assert query.since == dt.date(2026, 5, 1)


def test_in_a_channel_only_a_reply_goes_on(app, conversation, desk):
    channel = Asker(user="1", place="10")
    turn = desk.recent(channel, None, (), 60).turn
    app.members.shown_by(turn.id, "77")
    assert not isinstance(conversation.hear(channel, "bibtex for 3", None), References)
    assert isinstance(conversation.hear(channel, "bibtex for 3", "77"), References)


def test_anybody_can_go_on_from_the_message_they_reply_to(app, conversation, desk, ada, bob):
    turn = desk.recent(ada, None, (), 60).turn
    app.members.shown_by(turn.id, "77")
    references = conversation.hear(bob, "bibtex for 3", "77")
    assert [paper.id for paper in references.papers] == ids(turn)[2:3]


def test_another_place_knows_nothing_of_it(conversation, bob, listed):
    del listed
    assert not isinstance(conversation.hear(bob, "bibtex for 3", None), References)


def test_after_a_day_a_conversation_has_ended(app, desk, ada, conversation):
    turn = desk.recent(ada, None, (), 60).turn
    old = replace(turn, id="AAAAAAAAAAAA", place="99", asked=turn.asked - dt.timedelta(hours=25))
    app.members.remember(old)
    elsewhere = replace(ada, place="99")
    assert not isinstance(conversation.hear(elsewhere, "bibtex for 3", None), References)


def test_numbers_reach_back_over_a_question_without_an_answer(conversation, ada, listed):
    assert not shown_by(conversation.hear(ada, "only from 1999", None).turn)
    references = conversation.hear(ada, "bibtex for 3", None)
    assert [paper.id for paper in references.papers] == ids(listed)[2:3]


def test_an_answer_to_a_follow_up_shows_what_was_understood(conversation, ada):
    assert not conversation.hear(ada, SAND, None).quoting
    assert conversation.hear(ada, "what about snow?", None).quoting
