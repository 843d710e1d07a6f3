from __future__ import annotations

import datetime as dt

import pytest

from ingest.sources import keyword_table
from retrieval.papers import Skipped

HEADER = "| **Title** | **Date** | **Abstract** | **Comment** |\n| --- | --- | --- | --- |\n"
FOLDED = "<details><summary>{}</summary><p>{}</p></details>"
ROW = "| **[{}](http://arxiv.org/abs/{})** | {} | {} | {} |\n"
ABSTRACT = FOLDED.format("Show", "We see $|x|$ &amp; y | z. Page: https://ada.github.io/v")
TEXT = (
    "# Papers\n\nLast update: 2025-06-09\n\n## Video Seeing\n"
    + HEADER
    + ROW.format("On Video | Frames", "2506.00001v1", "2025-06-05", ABSTRACT, "")
    + ROW.format(
        "[NAACL] On $T^2$",
        "2505.00002v3",
        "2025-06-04",
        FOLDED.format("Show", "Second."),
        FOLDED.format("Accep...", "Accepted. Code: https://github.com/a/b"),
    )
    + "\n## Speech\n"
    + HEADER
    + ROW.format("On Video | Frames", "2506.00001v1", "2025-06-05", ABSTRACT, "9 pages")
)


def read(text):
    return list(keyword_table.parse(enumerate(text.split("\n"), 1), "k.md"))


def test_row_gives_the_paper_and_where_it_stood():
    first, second, again = read(TEXT)
    assert first.paper.id == again.paper.id == "2506.00001"
    assert first.paper.title == "On Video | Frames"
    assert first.paper.abstract == "We see $|x|$ & y | z. Page: https://ada.github.io/v"
    assert first.paper.project_url == "https://ada.github.io/v"
    assert first.paper.comment is None
    assert first.sighting.day == dt.date(2025, 6, 9)
    assert [r.sighting.topic for r in (first, second, again)] == ["Video Seeing"] * 2 + ["Speech"]
    assert first.sighting.source == "digest:keywords"
    assert first.place == "k.md:8"
    assert second.paper.title == "[NAACL] On $T^2$"
    assert second.paper.comment == "Accepted. Code: https://github.com/a/b"
    assert second.paper.code_url == "https://github.com/a/b"
    assert again.paper.comment == "9 pages"


def test_day_is_the_day_of_the_linked_version():
    first, second, _ = (r.paper for r in read(TEXT))
    assert first.published == first.updated == dt.date(2025, 6, 5)
    assert (second.published, second.updated, second.version) == (None, dt.date(2025, 6, 4), 3)


def test_columns_are_found_by_their_names():
    text = (
        "## SLAM\n|Publish Date|Title|Authors|PDF|Code|\n|---|---|---|---|---|\n"
        "|**2025-06-05**|**On Maps**|Ada Lovelace et.al.|[2506.00004](http://arxiv.org/abs/2506.00004)"
        "|**[link](https://github.com/ada/maps)**|\n"
        "|2025-06-05|On Seas|Grace Hopper, Ada Lovelace|[2506.00005](http://arxiv.org/abs/2506.00005)|null|\n"
    )
    assert keyword_table.looks_like(text)
    first, second = read(text)
    assert (first.paper.id, first.paper.title) == ("2506.00004", "On Maps")
    assert first.paper.authors == ("Ada Lovelace",)
    assert first.paper.published == dt.date(2025, 6, 5)
    assert first.paper.code_url == first.sighting.code_url == "https://github.com/ada/maps"
    assert second.paper.code_url is None
    assert second.paper.authors == ("Grace Hopper", "Ada Lovelace")


def test_columns_in_another_order_and_cells_that_are_missing():
    text = (
        "| Comment | Date | Title |\n|:--|:-:|--:|\n"
        "| x \\| y | | [A B](http://arxiv.org/abs/2506.00006v2) |\n| |\n"
    )
    record, skipped = read(text)
    assert record.paper.comment == "x | y"
    assert record.paper.updated is None
    assert skipped == Skipped("k.md:4", "no title")


def test_impossible_day_loses_only_the_day():
    record = read(TEXT.replace("2025-06-05", "2025-06-31"))[0]
    assert record.paper.published is record.paper.updated is None


def test_row_without_a_link_is_known_by_its_title():
    text = TEXT.replace("[On Video | Frames](http://arxiv.org/abs/2506.00001v1)", "On Video")
    assert read(text)[0].paper.id == "title:on-video"


@pytest.mark.parametrize(
    "text",
    [
        "| Badge | Status |\n| --- | --- |\n| x | y |\n",
        "| Title |\n| --- |\n",
        "# No table\n",
    ],
)
def test_other_tables_are_not_keyword_tables(text):
    assert not keyword_table.looks_like(text)
    assert read(text) == []


def test_table_ends_where_text_begins():
    assert len(read(TEXT + "\nSome words.\n\n| **[X](http://arxiv.org/abs/2506.1)** | a |\n")) == 3


def test_stars_before_a_title_are_dropped():
    text = TEXT.replace("**[On Video | Frames]", "⭐️ **[On Video | Frames]")
    assert read(text)[0].paper.title == "On Video | Frames"


def test_id_and_announcement_of_a_paper_that_is_not_on_arxiv_are_read():
    head = "| **Title** | **Announced** | **Catalogue ID** |\n| --- | --- | --- |\n"
    [own, on_arxiv] = read(
        head + "| **On Robots** | 2026-06-12 | dump&#45;7 |\n"
        "| **[On Cars](https://arxiv.org/abs/2606.00001)** | - | - |\n"
    )
    assert (own.paper.id, own.paper.listed) == ("dump-7", dt.date(2026, 6, 12))
    assert (on_arxiv.paper.id, on_arxiv.paper.listed) == ("2606.00001", None)


def test_a_keyword_that_looks_like_an_update_is_a_keyword():
    text = TEXT.replace("## Speech", "## 2024-01-01 last update")
    assert read(text)[2].sighting.day == dt.date(2025, 6, 9)


def test_a_heading_tells_the_day_where_no_line_does():
    text = TEXT.replace("Last update: 2025-06-09", "## Updated on 2024.01.01")
    assert {record.sighting.day for record in read(text)} == {dt.date(2024, 1, 1)}
