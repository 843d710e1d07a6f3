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

ODD = {
    "greek": "μεγάλα γλωσσικά μοντέλα",
    "russian": "большие языковые модели для роботов",
    "arabic": "نماذج اللغة الكبيرة",
    "hebrew": "מודלי שפה גדולים",
    "hindi": "बड़े भाषा मॉडल",
    "thai": "แบบจำลองภาษาขนาดใหญ่",
    "korean": "대규모 언어 모델의 환각",
    "japanese": "大規模言語モデルのハルシネーション",
    "ethiopic": "ትልቅ የቋንቋ ሞዴሎች",
    "mixed": "whales 鲸鱼 киты في الفضاء from orbit",
    "mixed in one word": "whaлes сounting frоm orbіt",
    "2,000 words": "counting whales from orbit " * 500,
    "2,000 different words": " ".join(f"word{number}" for number in range(2_000)),
    "4,000 Chinese characters": "鲸鱼" * 2_000,
    "one long word": "w" * 4_000,
    "one letter": "x",
    "one Chinese character": "鱼",
    "a digit": "7",
    "only stop words": "the of and a to in is",
    "only Chinese stop words": "的了在是和",
    "an emoji": "🐋",
    "emoji of several parts": "👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈🇨🇳",
    "emoji and words": "🐋 whales 🛰️ from orbit?",
    "only marks": "?!...,;:—–",
    "only spaces of many kinds": "\u2003\u00a0\u3000\t",
    "sql": "'; DROP TABLE papers; --",
    "sql union": "1' OR '1'='1' UNION SELECT * FROM papers WHERE title LIKE '%\\_%' ESCAPE '\\",
    "regular expression": r"^(a+)+$|[^\w]*(?<=x){2,}\1",
    "format string": "%s %n {0} {papers.__class__} ${HOME} `id`",
    "tantivy": 'title:"x" AND -y^3',
    "tantivy fields": "title:[a TO z] OR abstract:(+whales -orbit)~2 *:*",
    "tantivy broken": 'title:"whales AND (orbit OR',
    "tantivy only operators": "AND OR NOT + - ^ ~ *",
    "tantivy regex": "title:/wh.*/ IN [a b]",
    "zero width": "wha\u200bles\u200d from\ufeff or\u2060bit",
    "only zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "right to left": "\u202ewhales\u202c \u2067orbit\u2069 \u061c",
    "control characters": "whales\x01\x02\x1b[31m from\x7f orbit",
    "combining marks": "w" + "\u0301" * 300 + "hales",
    "half a surrogate pair": "whales \ud83d from orbit",
    "not a character": "whales \uffff\ufffe from orbit",
    "full width": "ｗｈａｌｅｓ　ｆｒｏｍ　ｏｒｂｉｔ？",
    "html": "<script>alert(1)</script> <b>whales</b>",
    "markdown": "**whales** [x](javascript:alert(1)) @everyone ||orbit||",
    "latex": r"$\nabla_\theta \mathcal{L}$ \input{/etc/passwd}",
    "a path": "../../../etc/passwd",
    "json": '{"question": ["whales"], "k": null}',
    "newlines": "whales\n\nfrom\r\norbit\u2028?",
}
REFUSED = {"only spaces of many kinds"}


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
