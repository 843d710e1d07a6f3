from __future__ import annotations

import json

import feedparser
import pytest

from bot.render.data import paper_data
from tests.support.llm import MODEL, Status
from tests.support.llm.explaining import explains
from tests.support.llm.translating import translates

pytestmark = pytest.mark.usefixtures("only_errors")
WEEK = ("--since", "2026-06-01", "--day", "2026-06-05")
CARRIED = ("id", "title", "abstract", "authors", "comment", "announced")


def papers_of(paperwire, *, without=()):
    """What the store holds of each paper, by id; without what a format does not carry."""
    with paperwire.open() as app:
        ids = list(app.catalogue.matching())
        held = app.catalogue.papers(ids)
    return {
        known.paper.id: {name: paper_data(known)[name] for name in CARRIED if name not in without}
        for known in held.values()
    }


@pytest.fixture
def written(filled, paperwire):
    """A digest of the filled store, ingested into the empty one."""

    def make(*arguments):
        digest = filled("digest", *arguments)
        assert (digest.status, digest.err) == (0, "")
        path = paperwire.folder.parent / "digest.md"
        path.write_text(digest.out, encoding="utf-8", newline="\n")
        assert paperwire("ingest", path).status == 0
        return digest

    return make


@pytest.mark.parametrize("form", ["markdown", "bilingual"])
def test_a_week_reads_back_as_the_same_papers(filled, paperwire, written, form):
    written(*WEEK, "--format", form)
    back = papers_of(paperwire)
    there = papers_of(filled)
    assert len(back) > 5
    assert back == {paper_id: there[paper_id] for paper_id in back}


def test_a_table_of_a_week_reads_back_as_the_same_papers(filled, paperwire, written):
    written(*WEEK, "--format", "table")
    back = papers_of(paperwire, without=("authors",))
    there = papers_of(filled, without=("authors",))
    assert len(back) > 5
    assert back == {paper_id: there[paper_id] for paper_id in back}


def test_markdown_is_written_unless_another_format_is_named(filled):
    assert filled("digest", *WEEK).out == filled("digest", *WEEK, "--format", "markdown").out


def test_papers_stand_under_the_topics_that_were_named(filled):
    result = filled(
        *("digest", "--topic", "activation oracles", "--topic", "legged robots", *WEEK),
        *("--format", "table"),
    )
    assert (result.status, result.err) == (0, "")
    assert "## activation oracles\n" in result.out
    assert "2606.02609" in result.out


def test_without_topics_everything_is_grouped_by_category(filled):
    out = filled("digest", *WEEK, "--format", "table").out
    assert out.count("\n## ") > 1


def test_a_category_is_a_topic(filled):
    result = filled("digest", "--topic", "cs.CV", *WEEK)
    assert (result.status, result.err) == (0, "")


def test_a_feed_parses(filled):
    out = filled("digest", "--topic", "activation oracles", *WEEK, "--format", "atom").out
    feed = feedparser.parse(out.encode())
    assert not feed.bozo
    assert feed.feed.title == "Paperwire: activation oracles"
    assert feed.entries


def test_html_quotes_the_sentences_that_match(filled):
    out = filled("digest", "--topic", "activation oracles", *WEEK, "--format", "html").out
    assert out.startswith("<!DOCTYPE html>")
    assert '<p lang="en"' in out


def test_discord_gets_the_messages_that_would_be_sent(filled):
    result = filled("digest", *WEEK, "--format", "discord")
    messages = json.loads(result.out)["messages"]
    assert messages
    assert all(message["flags"] == 1 << 15 and message["components"] for message in messages)


@pytest.mark.parametrize(
    "form", ["markdown", "bilingual", "topics", "table", "html", "atom", "discord"]
)
def test_a_day_without_papers_says_so_and_is_no_failure(filled, form):
    result = filled("digest", "--day", "2026-06-12", "--format", form)
    assert (result.status, result.err) == (0, "")
    assert "No new papers on 2026-06-12." in result.out


def test_a_day_on_which_nothing_is_announced_is_explained(filled):
    result = filled("digest", "--day", "2026-06-13")
    assert result.status == 0
    assert result.out == "No new papers on 2026-06-13.\n"
    assert result.err == "arXiv announces nothing on 2026-06-13: the weekend.\n"


def test_the_last_announcement_is_told_unless_a_day_is_named(filled):
    assert filled("digest").out == "No new papers on 2026-06-19.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--day", "2026-02-30"), 1, "there is no such day"),
        (("--day", "2026-06"), 1, "a day is needed"),
        (("--since", "2026-06-20", "--day", "2026-06-19"), 2, "lies after the last day"),
        (("--topic", ""), 1, ""),
        (("--topic", "x"), 1, ""),
        (("--topic", "x" * 4_001), 1, ""),
        (("--format", "pdf"), 2, "pdf"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence(filled, arguments, status, said):
    result = filled("digest", *arguments)
    assert result.status == status
    assert result.out == ""
    assert said in result.err
    assert "Traceback" not in result.err


def test_without_topics_those_that_are_followed_in_the_terminal_are_told(filled):
    assert filled("follow", "activation oracles").status == 0
    out = filled("digest", *WEEK, "--format", "table").out
    assert "## activation oracles\n" in out
    assert out.count("\n## ") == 1


@pytest.fixture
def model(asking, llm):
    """The language model that the filled store's command asks."""
    assert asking.changes
    return llm


def chinese_of(paperwire):
    """By id the Chinese title and abstract, and who made which."""
    with paperwire.open() as app:
        held = app.catalogue.papers(list(app.catalogue.matching()))
    found = {known.paper.id: known.paper.translated("zh") for known in held.values()}
    return {paper_id: chinese and (chinese.title, chinese.abstract, chinese.fields,
            chinese.machine and (chinese.machine.model, chinese.machine.made))
            for paper_id, chinese in found.items()}  # fmt: skip


def test_a_bilingual_digest_written_with_a_model_reads_back_with_its_chinese_texts(
    filled, paperwire, written, model
):
    model.always(translates)
    digest = written(*WEEK, "--format", "bilingual")
    back, there = chinese_of(paperwire), chinese_of(filled)
    assert len(back) > 5
    assert f"**Translated by**: {MODEL}, 2026-06-20" in digest.out
    assert sum(one is not None for one in back.values()) == len(back)
    assert back == {paper_id: there[paper_id] for paper_id in back}
    papers = papers_of(filled)
    assert papers_of(paperwire) == {paper_id: papers[paper_id] for paper_id in back}
    asked = len(model.seen)
    assert filled("digest", *WEEK, "--format", "bilingual").out == digest.out
    assert len(model.seen) == asked


def notes_of(paperwire):
    """By id the sections that the topic digest printed."""
    with paperwire.open() as app:
        held = app.catalogue.papers(list(app.catalogue.matching()))
    return {
        known.paper.id: dict(sighting.notes)
        for known in held.values()
        for sighting in known.sightings
        if sighting.source == "digest:topic"
    }


TOPICS = ("--topic", "activation oracles", "--topic", "legged robots")
SECTIONS = ["概述", "方法", "实验", "通俗易懂"]


def test_a_topic_digest_written_with_a_model_reads_back_with_its_sections(
    filled, paperwire, written, model
):
    model.always(explains)
    digest = written(*TOPICS, *WEEK, "--format", "topics")
    assert f"由 {MODEL} 撰写" in digest.out
    back = notes_of(paperwire)
    assert back
    printed = digest.out.split("\n## ")[1:]
    assert len(back) == len(printed)
    for paper_id, notes in back.items():
        assert list(notes) == SECTIONS[: len(notes)]
        explained = filled("explain", paper_id, "--language", "zh", "--json").json
        assert [s["heading"] for s in explained["sections"]] == [
            "overview", "method", "experiments", "plain",
        ][: len(notes)]  # fmt: skip
        said = ["\n".join(c["text"] for c in s["claims"]) for s in explained["sections"]]
        assert list(notes.values()) == said
    titles = papers_of(filled)
    with paperwire.open() as app:
        held = app.catalogue.papers(list(back))
    for known in held.values():
        assert known.paper.title == titles[known.paper.id]["title"]
        assert {one.topic for one in known.sightings} <= {"activation oracles", "legged robots"}


@pytest.mark.parametrize("gone", [True, False], ids=["endpoint gone", "no endpoint"])
def test_without_a_model_a_topic_digest_holds_the_papers_own_sentences(
    filled, paperwire, written, model, gone
):
    model.always(Status(500))
    if not gone:
        del filled.changes["llm"]
    digest = written(*TOPICS, *WEEK, "--format", "topics")
    assert "撰写" not in digest.out
    back = notes_of(paperwire)
    assert back
    assert all(set(notes) <= {"背景", "方法", "结果"} for notes in back.values())


def test_with_the_endpoint_gone_a_bilingual_digest_is_what_it_would_be_without(filled, model):
    model.always(Status(500))
    with_model = filled("digest", *WEEK, "--format", "bilingual")
    del filled.changes["llm"]
    assert with_model == filled("digest", *WEEK, "--format", "bilingual")
