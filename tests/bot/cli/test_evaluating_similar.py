from __future__ import annotations

import json

import pytest

KEYS = {"queries", "r_precision", "ndcg%20", "map", "recall@20"}
ROW = {"query_id": "2606.02609", "facet": "method", "grades": {"2606.00336": 0}}


@pytest.fixture
def ids(samples):
    lines = (samples / "ten.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


@pytest.fixture
def examples(tmp_path):
    path = tmp_path / "similar.jsonl"

    def write(*rows):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return path

    return write


def test_every_example_ranks_its_own_pool(paperwire, samples, examples, ids):
    first, *rest = ids
    path = examples(
        {"query_id": first, "facet": "method", "grades": dict.fromkeys(rest, 2)},
        {"query_id": first, "facet": "result", "grades": dict.fromkeys(rest, 0)},
    )
    result = paperwire("evaluate", "--corpus", samples / "ten.jsonl", "--similar", path, "--json")
    assert (result.status, result.err) == (0, "")
    assert set(result.json) == KEYS | {"facets"}
    assert result.json["queries"] == 2
    assert result.json["r_precision"] == 0.5
    assert set(result.json["facets"]) == {"method", "result"}
    assert result.json["facets"]["method"] == {
        "queries": 1, "r_precision": 1.0, "ndcg%20": 1.0, "map": 1.0, "recall@20": 1.0
    }  # fmt: skip


def test_the_example_itself_and_unknown_papers_gain_nothing(paperwire, samples, examples, ids):
    first, second, third, *_ = ids
    path = examples(
        {"query_id": first, "facet": "", "grades": {first: 3, "not-there": 2, second: 0, third: 0}}
    )
    result = paperwire("evaluate", "--corpus", samples / "ten.jsonl", "--similar", path, "--json")
    # the one relevant paper is in no store, so it comes third and last
    assert result.json["map"] == pytest.approx(1 / 3, abs=1e-4)
    assert result.json["facets"] == {}


def test_on_a_terminal_every_figure_has_its_line(paperwire, samples, examples, ids):
    path = examples({"query_id": ids[0], "facet": "method", "grades": {ids[1]: 2, ids[2]: 0}})
    result = paperwire("evaluate", "--corpus", samples / "ten.jsonl", "--similar", path)
    assert result.status == 0
    lines = [line.rsplit(maxsplit=1)[0].strip() for line in result.out.splitlines()]
    assert "method recall@20" in lines
    assert "recall@20" in lines


@pytest.mark.parametrize(
    "row",
    ["[]", {**ROW, "query_id": 1}, {**ROW, "facet": None}, {**ROW, "grades": {}},
     {**ROW, "grades": {"a": 4}}, {**ROW, "grades": {"a": True}}, {**ROW, "grades": {"a": "2"}}],
)  # fmt: skip
def test_a_bad_row_is_a_sentence_with_its_place(paperwire, samples, examples, row):
    path = examples(ROW, row)
    result = paperwire("evaluate", "--corpus", samples / "ten.jsonl", "--similar", path)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"paperwire: {path}:2 is not a graded example")
    assert len(result.err.splitlines()) == 1


def test_an_example_that_is_in_no_corpus_is_a_sentence(paperwire, samples, examples):
    path = examples({**ROW, "query_id": "2501.99999"})
    result = paperwire("evaluate", "--corpus", samples / "ten.jsonl", "--similar", path)
    assert result.status == 1
    assert result.err == "paperwire: 2501.99999 is not in the catalogue: ingest it first.\n"


@pytest.mark.parametrize("both", [False, True])
def test_exactly_one_of_questions_and_examples_is_measured(paperwire, samples, examples, both):
    path = examples(ROW)
    given = ("--queries", path, "--similar", path) if both else ()
    result = paperwire("evaluate", "--corpus", samples / "ten.jsonl", *given)
    assert result.status == 2
    assert "give either --queries or --similar" in result.err
