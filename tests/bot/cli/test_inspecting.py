from __future__ import annotations

import datetime as dt
import json

import pytest

from retrieval.following.fetch_log import FetchLog

SHOWN = {
    "id", "title", "abstract", "version", "authors", "affiliations", "categories",
    "primary_category", "published", "updated", "announced", "comment", "journal_ref", "doi",
    "licence", "url", "pdf_url", "code_url", "project_url", "withdrawn", "translations",
    "machine_translations", "sections", "sightings", "versions",
}  # fmt: skip


def test_show_tells_everything_that_is_known_of_a_paper(filled):
    result = filled("show", "https://arxiv.org/abs/2606.09002v1", "--json")
    assert (result.status, result.err) == (0, "")
    paper = result.json
    assert set(paper) == SHOWN
    assert paper["id"] == "2606.09002"
    assert paper["title"] == "T$^2$Walker: Two Timescales for Legged Robots on Sand"
    assert paper["url"] == "https://arxiv.org/abs/2606.09002"
    assert paper["translations"]["zh"]["title"] == "T²Walker：沙地足式机器人的双时间尺度控制"
    assert paper["sightings"][0]["source"] == "digest:bilingual"


def test_show_reads_readably_on_a_screen(filled):
    result = filled("show", "2606.09002")
    assert result.out.startswith("T²Walker: Two Timescales for Legged Robots on Sand\n")
    assert "\x1b" not in result.out


def test_show_finds_a_paper_by_its_title(filled):
    assert filled("show", "t2walker: two timescales for legged robots on sand").status == 0


@pytest.mark.parametrize("command", ["show", "similar"])
def test_an_unknown_paper_is_a_sentence(filled, command):
    result = filled(command, "2501.00001")
    assert (result.status, result.out) == (1, "")
    assert result.err == (
        "paperwire: 2501.00001 is not in the catalogue: "
        "`paperwire ingest arxiv:2501.00001` fetches it.\n"
    )


def test_status_of_an_empty_store_is_all_zero(paperwire):
    result = paperwire("status", "--json")
    assert result.status == 0
    assert {key: result.json[key] for key in ("papers", "indexed", "due", "owner")} == {
        "papers": 0,
        "indexed": 0,
        "due": 0,
        "owner": None,
    }


def test_status_tells_what_was_fetched_and_what_is_missing(paperwire):
    assert paperwire("status", "--json").json["fetches"] == []
    assert "fetched" not in paperwire("status").out
    thursday, friday = dt.date(2026, 6, 11), dt.date(2026, 6, 12)
    moment = dt.datetime(2026, 6, 12, 4, 5, tzinfo=dt.UTC)
    with paperwire.open() as app:
        log = FetchLog(app.database)
        log.expect("arxiv:cs.CL", [(thursday, moment), (friday, moment)])
        log.finish("arxiv:cs.CL", friday, 12)
        log.put_off("arxiv:cs.CL", thursday, 0, "HTTP 503.", moment)
    fetches = paperwire("status", "--json").json["fetches"]
    assert [(one["day"], one["papers"], one["done"]) for one in fetches] == [
        ("2026-06-12", 12, True),
        ("2026-06-11", 0, False),
    ]
    assert "2026-06-12: 12 papers; arxiv:cs.CL of 2026-06-11 is tried at" in " ".join(
        paperwire("status").out.split()
    )


def test_status_names_the_owner_on_a_screen(filled, owned_by_another_process):
    assert "nobody" in filled("status").out
    with owned_by_another_process(filled.folder, "run") as pid:
        assert f"`paperwire run` (process {pid})" in filled("status").out


def test_reindex_rebuilds_both_indexes_for_another_model(filled):
    filled.model = "another-model"
    assert filled("reindex").out == "12 papers indexed\n"
    status = filled("status", "--json").json
    assert (status["indexed"], status["due"], status["model"]) == (12, 0, "another-model")
    assert filled("ask", "legged robots on sand", "--json").json["answered"]


def test_reindex_mends_a_damaged_index(filled):
    for name in ("chroma/chroma.sqlite3", "words/meta.json"):
        (filled.folder / name).write_bytes(b"damaged")
    assert filled("reindex").status == 0
    assert filled("ask", "legged robots on sand", "--json").json["answered"]


def test_json_is_one_line_with_letters_as_they_are(filled):
    out = filled("show", "2606.09001", "--json").out
    assert out.count("\n") == 1
    assert "鲸鱼" in out
    assert json.loads(out)["authors"][-1] == "Esi Nhwɛso"


@pytest.fixture
def health_page(httpserver):
    """What a running bot says, and the settings that name where."""

    def saying(text: str, status: int):
        httpserver.expect_request("/healthz").respond_with_data(text, status)
        return {"health": {"host": httpserver.host, "port": httpserver.port}}

    return saying


def test_status_asks_the_running_bot_when_told_to(filled, health_page):
    filled.changes = health_page('{"status": "ok", "gateway": "up"}', 200)
    asked = filled("status", "--json", "--health")
    assert (asked.status, asked.json["health"]) == (0, "ok")
    assert "health" not in filled("status", "--json").json


def test_a_bot_that_is_not_well_is_a_sentence_beside_the_figures(filled, health_page):
    filled.changes = health_page('{"status": "failing", "gateway": "down", "indexes": "open"}', 503)
    asked = filled("status", "--json", "--health")
    assert asked.status == 1
    assert asked.json["papers"] == 12
    assert asked.err == "paperwire: the bot is not well: failing (gateway down, indexes open).\n"


@pytest.mark.parametrize("text", ["<html>", "[]", "{}", "3"])
def test_what_is_no_health_page_counts_as_no_bot(filled, health_page, text):
    filled.changes = health_page(text, 200)
    asked = filled("status", "--health")
    assert asked.status == 1
    assert "no bot answers" in asked.err


def test_without_a_health_port_nobody_is_asked(filled):
    asked = filled("status", "--json", "--health")
    assert asked.status == 0
    assert "health" not in asked.json


def test_status_names_the_language_model_and_not_its_key(paperwire):
    assert paperwire("status", "--json").json["llm"] is None
    key = "sk-never-to-be-seen"
    llm = {"base_url": "http://gpu.example:8000/v1", "model": "gemma3:4b", "api_key": key}
    paperwire.changes = {"llm": llm}
    result = paperwire("status", "--json")
    assert result.json["llm"] == {
        "host": "gpu.example:8000",
        "model": "gemma3:4b",
        "today": {"calls": 0, "tokens": 0, "seconds": 0, "cost": 0},
    }
    for shown in (result, paperwire("status")):
        assert "gemma3:4b" in shown.out
        assert key not in shown.out + shown.err
