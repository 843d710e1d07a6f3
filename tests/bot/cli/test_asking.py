from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.data import answer_data, query_data
from bot.wiring import open_app
from retrieval.queries import Answer, Query, Question
from retrieval.understanding import understand
from tests.bot.conftest import Paperwire
from tests.fakes import HashedWords

QUERY = {"text", "since", "until", "order", "categories", "authors"}
PAPER = {"id", "title", "url", "pdf_url", "authors", "published", "score", "excerpts"}
EXCERPT = {"field", "language", "start", "end", "text"}


def ids(result):
    return [paper["id"] for paper in result.json["papers"]]


def test_an_answer_has_the_keys_of_the_contract(filled):
    result = filled("ask", "legged robots walking over sand", "--json")
    assert (result.status, result.err) == (0, "")
    answer = result.json
    assert answer["answered"] is True
    assert set(answer["query"]) == QUERY
    assert ids(result)[0] == "2606.09002"
    for paper in answer["papers"]:
        assert set(paper) >= PAPER
        assert all(set(excerpt) == EXCERPT for excerpt in paper["excerpts"])


def test_a_person_reads_title_day_link_and_excerpt(filled):
    result = filled("ask", "activation oracles")
    assert (result.status, result.err) == (0, "")
    first, facts, link, excerpt, *_ = result.out.splitlines()
    assert first == "1. Building Better Activation Oracles"
    assert "announced 2026-06-03" in facts
    assert link.strip() == "https://arxiv.org/abs/2606.02609"
    assert excerpt.strip().startswith("“")
    assert "\x1b" not in result.out


def test_k_limits_the_papers(filled):
    assert len(ids(filled("ask", "papers of June 2026", "-k", "3", "--json"))) == 3


def test_days_narrow_the_search_and_are_told(filled):
    result = filled(
        "ask", "models", "--since", "2026-06-02", "--until", "2026-06-02", "-k", "50", "--json"
    )
    assert result.json["query"]["since"] == result.json["query"]["until"] == "2026-06-02"
    for paper in result.json["papers"]:
        assert paper["announced"] in ("2026-06-02", None)


def test_options_override_the_words_of_the_question(filled):
    result = filled("ask", "robots since 2026-06-03", "--since", "2026-06-02", "--json")
    assert result.json["query"]["since"] == "2026-06-02"


def test_a_subject_that_papers_here_have_is_a_category(filled):
    result = filled("ask", "language models", "--category", "NLP", "-k", "50", "--json")
    assert result.json["query"]["categories"] == ["NLP"]
    assert all("NLP" in paper["categories"] for paper in result.json["papers"])


def test_an_author_narrows_the_search(filled):
    result = filled("ask", "whales", "--author", "Ada Example", "--json")
    assert ids(result) == ["2606.09001"]


def test_as_many_papers_are_shown_as_the_question_asks_for(filled):
    assert len(ids(filled("ask", "show me 2 recent papers", "--json"))) == 2
    assert len(ids(filled("ask", "show me 2 recent papers", "-k", "3", "--json"))) == 3


def test_what_was_read_in_another_way_stands_in_the_query():
    asked = Query("models", "langauge modles", corrected=(("modles", "models"),), in_english=True)
    told = query_data(asked)
    assert told["corrected"] == [{"typed": "modles", "meant": "models"}]
    assert told["in_english"] is True
    assert not {"corrected", "in_english"} & query_data(Query("models", "models")).keys()


def test_what_papers_have_narrows_the_search_or_is_left_out_and_said(filled):
    asked = "robots walking on sand with code, accepted at CVPR, from DeepMind"
    told = filled("ask", asked, "--json").json["query"]
    assert told["text"] == "robots walking on sand"
    assert {"filter": "venues", "name": "CVPR"} in told["ignored"]
    assert {"filter": "affiliations", "name": "DeepMind"} in told["ignored"]
    assert "venues" not in told
    assert "Nothing here tells of papers accepted at CVPR" in filled("ask", asked).out
    assert "未按以下条件筛选" in filled("ask", "被CVPR接收的 sand 论文").out


def test_only_what_nothing_here_tells_of_is_no_reason_to_show_other_papers(filled):
    result = filled("ask", "any papers by OpenAI?")
    assert result.out.strip() == "Nothing here tells of papers from OpenAI."
    answer = filled("ask", "any papers by OpenAI?", "--json").json
    assert (answer["answered"], answer["reason"]) == (False, "nothing_in_range")


def test_a_range_without_papers_is_an_answer_of_its_own(filled):
    result = filled("ask", "whales", "--until", "2001-01-01", "--json")
    assert (result.status, result.json["reason"]) == (0, "nothing_in_range")
    told = filled("ask", "whales", "--until", "2001-01-01")
    assert told.out == "There is no paper here announced until 2001-01-01.\n"


def test_nothing_indexed_is_an_answer_of_its_own(paperwire):
    result = paperwire("ask", "whales", "--json")
    assert (result.status, result.json["answered"]) == (0, False)
    assert result.json["reason"] == "nothing_indexed"
    assert result.json["papers"] == []


def test_similar_leaves_the_paper_itself_out(filled):
    result = filled("similar", "https://arxiv.org/pdf/2606.09002", "-k", "3", "--json")
    assert result.json["answered"] is True
    assert len(ids(result)) == 3
    assert "2606.09002" not in ids(result)


def test_a_pasted_link_asks_for_papers_like_that_one(filled):
    result = filled("ask", "https://arxiv.org/abs/2606.09002", "--json")
    assert result.json["answered"] is True
    assert "2606.09002" not in ids(result)


def test_papers_that_another_process_stored_are_indexed_before_the_answer(
    paperwire, samples, owned_by_another_process
):
    with owned_by_another_process(paperwire.folder, "run"):
        paperwire("ingest", samples / "bilingual.md")
        assert paperwire("ask", "whales", "--json").json["reason"] == "nothing_indexed"
    assert ids(paperwire("ask", "counting whales from orbit", "--json"))[0] == "2606.09001"


def stored_texts(app, paper_id):
    known = app.catalogue.known(paper_id)
    texts = {("abstract", "en"): known.paper.abstract, ("title", "en"): known.paper.title}
    for one in known.paper.translations:
        texts["abstract", one.language] = one.abstract
    return texts | {(h, lang): t for h, t in known.notes.items() for lang in ("en", "zh")}


def assert_excerpts_are_slices(app, question):
    outcome = app.answers.answer(understand(Question(question), app.catalogue, today=app.today), 5)
    data = json.loads(json.dumps(answer_data(outcome)))
    assert data["answered"] is isinstance(outcome, Answer)
    for paper in data["papers"]:
        texts = stored_texts(app, paper["id"])
        for cut in paper["excerpts"]:
            stored = texts[cut["field"], cut["language"]]
            assert cut["text"] == stored[cut["start"] : cut["end"]]
            assert cut["text"]


@pytest.fixture(scope="module")
def sample_app(filled_folder):
    with Paperwire(filled_folder, None).open() as app:
        yield app


@settings(max_examples=60)
@given(
    st.one_of(
        st.text(min_size=1, max_size=80),
        st.lists(
            st.sampled_from(
                [
                    "whales",
                    "sand",
                    "robots",
                    "models",
                    "鲸鱼",
                    "机器人",
                    "44%",
                    "T^2",
                    "since",
                    "by",
                ]
            ),
            min_size=1,
            max_size=8,
        ).map(" ".join),
    ).filter(str.strip)
)
def test_every_excerpt_is_a_slice_of_the_stored_text(sample_app, question):
    assert_excerpts_are_slices(sample_app, question)


@pytest.fixture(scope="module")
def seeds_app(shared_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds") / "var"
    paperwire = Paperwire(folder, None)
    assert paperwire("ingest", *sorted((shared_data / "seeds").iterdir())).status == 0
    with open_app(paperwire.settings, encoder=HashedWords()) as app:
        yield app


def test_every_excerpt_over_the_seeds_is_a_slice_of_the_stored_text(seeds_app, shared_data):
    with (shared_data / "eval" / "questions.jsonl").open(encoding="utf-8") as lines:
        questions = [json.loads(line)["question"] for line in lines]
    assert len(questions) == 140
    for question in questions:
        assert_excerpts_are_slices(seeds_app, question)


def test_the_seeds_hold_257_papers(seeds_app):
    assert seeds_app.catalogue.counts().papers == 257
