"""Whatever is typed is answered, abstained from or refused in a sentence: never an error."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from bot.render.data import answer_data
from bot.render.terminal import answer_view
from retrieval.errors import BadQuestion
from retrieval.queries import Answer, Question
from retrieval.understanding import understand
from tests.bot.conftest import Paperwire
from tests.support.odd import ODD, REFUSED


@pytest.fixture(scope="module")
def opened(filled_folder):
    """One store for all of them: a question changes nothing."""
    with Paperwire(filled_folder, None).open() as app:
        yield app


def asked(app, question):
    query = understand(Question(question), app.catalogue, today=app.today)
    return app.answers.answer(query, 5)


def screen(outcome):
    console = Console(file=io.StringIO(), width=100)
    console.print(answer_view(outcome))
    return console.file.getvalue()


@pytest.mark.parametrize("name", sorted(ODD.keys() - REFUSED))
def test_odd_questions_are_answered_or_abstained_from(opened, name):
    outcome = asked(opened, ODD[name])
    data = json.loads(json.dumps(answer_data(outcome)))
    assert data["answered"] is bool(data["papers"])
    text = screen(outcome)
    assert text.strip()
    assert not set("\x1b\x01\x7f\u202e\u2067") & set(text)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_question_is_refused_in_a_sentence(opened, name):
    with pytest.raises(BadQuestion, match=r"^The question .*\.$"):
        asked(opened, ODD[name])


@pytest.mark.parametrize("name", ["zero width", "full width", "emoji and words", "newlines"])
def test_what_can_be_read_of_them_finds_its_paper(opened, name):
    outcome = asked(opened, ODD[name])
    assert isinstance(outcome, Answer)
    assert outcome.evidence[0].paper.id == "2606.09001"


@pytest.mark.parametrize("place", range(4))
def test_odd_words_beside_good_ones_do_no_harm(opened, place):
    words = ["counting", "whales", "from orbit"]
    for odd in ODD.values():
        question = " ".join([*words[:place], odd[:400], *words[place:]])
        assert json.dumps(answer_data(asked(opened, question)))


@pytest.mark.parametrize(
    "name", ["tantivy broken", "sql", "right to left", "2,000 words", "only spaces of many kinds"]
)
def test_the_command_ends_as_a_command_should(filled, name):
    result = filled("ask", "--json", "--", ODD[name])
    assert "Traceback" not in result.out + result.err
    assert result.status == (1 if name in REFUSED else 0)
    assert len(result.err.splitlines()) == (1 if name in REFUSED else 0)
