from __future__ import annotations

from dataclasses import replace

from bot.render.digests.digest import Group
from bot.render.digests.table import MOST, table

HEAD = "| **Title** | **Date** | **Abstract** | **Comment** |\n| --- | --- | --- | --- |\n"


def test_a_table_is_written_as_the_keyword_readmes_are(digest_with, paper):
    text = table(digest_with(paper))
    assert "\nLast update: 2026-06-12\n" in text
    assert (
        f"\n## video\n{HEAD}| **[{paper.title}](https://arxiv.org/abs/2606.01234v1)** "
        "| 2026-06-10 | <details><summary>Show</summary><p>We detect anomalies in video. It works."
        "</p></details> | 9 pages |\n"
    ) in text


def test_a_keyword_has_a_hundred_papers_at_most(digest_with, paper):
    papers = [replace(paper, id=f"2606.{n:05}") for n in range(1, 131)]
    text = table(digest_with(*papers, most=5))
    assert text.count("https://arxiv.org/abs/") == MOST == 100


def test_every_topic_has_a_table_of_its_own(digest_with, paper):
    digest = digest_with(paper)
    other = Group("audio", (replace(digest.groups[0].entries[0]),), 1, "t2")
    text = table(replace(digest, groups=(*digest.groups, other)))
    assert text.count(HEAD) == 2
    assert text.index("## video") < text.index("## audio")


def test_a_long_comment_is_folded(digest_with, paper):
    text = table(digest_with(replace(paper, comment="Accepted at a workshop. " * 9)))
    assert text.count("<details><summary>Show</summary><p>") == 2


def test_columns_are_added_only_where_a_paper_needs_them(digest_with, paper):
    undated = replace(paper, published=None, updated=None)
    assert "| **Title** | **Announced** | **Abstract** |" in table(digest_with(undated))
    assert "| **Title** | **Date** | **Announced** |" in table(digest_with(paper, undated))
    own = replace(paper, id="title:x")
    assert "| **Comment** | **Catalogue ID** |" in table(digest_with(own))


def test_nothing_breaks_out_of_its_cell(digest_with, paper):
    hostile = replace(
        paper,
        title="a | b [c](d)",
        abstract="x | y </p></details> \\| z",
        comment="e | f\n| g |",
    )
    row = table(digest_with(hostile)).splitlines()[-1]
    assert row.count("|") == 5
    assert row.count("</details>") == 1
    assert "&#91;c&#93;(d)](https://arxiv.org/abs/2606.01234v1)**" in row
