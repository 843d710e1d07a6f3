from __future__ import annotations

import datetime as dt

import pytest

from ingest.sources import digest
from retrieval.papers import Record, Skipped, Translation

BILINGUAL = """\
# Grasping Glass: Depth for Transparent Things

**Title (ZH)**: 抓取玻璃：透明物体的深度

**Authors**: Ada Lovelace, Benjamin Clavi√©

**Link**: [PDF](https://arxiv.org/pdf/2506.00001)

**Abstract**: We grasp glass. Code is at https://github.com/ada/glass.

**Abstract (ZH)**: 我们抓取玻璃。

---
# Robots That Ask $n$ Questions

**Title (ZH)**: 会提问的机器人

**Authors**: Grace Hopper

**Link**: [PDF](https://arxiv.org/pdf/2506.00002v3)

**Abstract**: Robots ask.

They ask again.

**Abstract (ZH)**: 机器人提问。

再次提问。

---
"""


def read(text):
    return list(digest.parse(enumerate(text.split("\n"), 1), "d.md"))


def test_bilingual_section_gives_the_paper_and_its_translation():
    first, second = read(BILINGUAL)
    assert first.paper.id == "2506.00001"
    assert first.paper.title == "Grasping Glass: Depth for Transparent Things"
    assert first.paper.authors == ("Ada Lovelace", "Benjamin Clavié")
    assert first.paper.abstract == "We grasp glass. Code is at https://github.com/ada/glass."
    assert first.paper.code_url == "https://github.com/ada/glass"
    assert first.paper.translations == (
        Translation("zh", "抓取玻璃：透明物体的深度", "我们抓取玻璃。"),
    )
    assert first.sighting.source == "digest:bilingual"
    assert first.place == "d.md:1"
    assert second.place == "d.md:14"
    assert second.paper.version == 3
    assert second.paper.title == "Robots That Ask $n$ Questions"


def test_paragraphs_of_an_abstract_become_one():
    paper = read(BILINGUAL)[1].paper
    assert paper.abstract == "Robots ask. They ask again."
    assert paper.translations[0].abstract == "机器人提问。 再次提问。"


def test_plain_digest_is_the_same_without_chinese():
    text = "\n".join(line for line in BILINGUAL.split("\n") if "(ZH)" not in line)
    records = read(text)
    assert [r.sighting.source for r in records] == ["digest:plain"] * 2
    assert all(r.paper.translations == () for r in records)


@pytest.mark.parametrize("dropped", ["**Authors**", "**Link**", "**Abstract**", "**Title (ZH)**"])
def test_missing_field_loses_only_that_field(dropped):
    text = "\n".join(line for line in BILINGUAL.split("\n") if not line.startswith(dropped))
    assert digest.looks_like(text)
    assert [type(entry) for entry in read(text)] == [Record, Record]


def test_section_without_a_link_is_known_by_its_title():
    text = BILINGUAL.replace("**Link**: [PDF](https://arxiv.org/pdf/2506.00001)", "**Link**:")
    first, second = read(text)
    assert first.paper.id == "title:grasping-glass-depth-for-transparent-things"
    assert second.paper.id == "2506.00002"


def test_section_without_link_and_abstract_is_skipped_with_its_place():
    (skipped, record) = read("# A\n\n**Authors**: X\n\n---\n" + BILINGUAL.partition("---\n")[0])
    assert skipped == Skipped("d.md:1", "neither a link nor an abstract below “A”")
    assert record.paper.id == "2506.00001"


def test_empty_section_is_skipped_and_the_title_of_the_document_is_not_reported():
    entries = read("# Digest of the day\n\n" + BILINGUAL + "# Left alone\n\n---\n")
    assert [type(e) for e in entries] == [Record, Record, Skipped]
    assert "Left alone" in entries[-1].reason


def test_stars_badges_levels_list_marks_and_colons_may_differ():
    text = (
        "## ⭐️ [On **Robots**](https://arxiv.org/abs/2506.00003v2) ![n](https://img.io/b.svg)\n"
        "- **Authors:** Ada Lovelace and Grace Hopper\n"
        "- **Comments**: Accepted at X. Project: https://ada.github.io/r\n"
        "- **Date**: 2025-06-02\n"
        "- **Code**: [here](https://github.com/ada/r)\n"
        "- **Abstract：** Q&amp;A with \\<SEG\\>.\n"
    )
    assert digest.looks_like(text)
    (record,) = read(text)
    assert record.paper.title == "On Robots"
    assert (record.paper.id, record.paper.version) == ("2506.00003", 2)
    assert record.paper.authors == ("Ada Lovelace", "Grace Hopper")
    assert record.paper.comment == "Accepted at X. Project: https://ada.github.io/r"
    assert record.paper.published == dt.date(2025, 6, 2)
    assert record.paper.code_url == "https://github.com/ada/r"
    assert record.paper.project_url == "https://ada.github.io/r"
    assert record.paper.abstract == "Q&A with <SEG>."


def test_spaces_at_the_ends_of_lines_are_nothing():
    assert [r.paper for r in read(BILINGUAL.replace("\n", "  \n"))] == [
        r.paper for r in read(BILINGUAL)
    ]


def test_repeated_section_is_yielded_as_often_as_it_stands():
    assert [r.paper.id for r in read(BILINGUAL * 2)] == ["2506.00001", "2506.00002"] * 2


def test_section_is_complete_at_its_rule():
    lines = iter(enumerate(BILINGUAL.split("\n"), 1))
    next(digest.parse(lines, "d.md"))
    assert next(lines)[0] == 14


def test_withdrawn_paper_is_marked():
    text = BILINGUAL.replace("We grasp glass.", "This paper has been withdrawn by the authors.")
    assert [r.paper.withdrawn for r in read(text)] == [True, False]


def test_prose_with_headings_is_no_digest():
    assert not digest.looks_like("# Title\n\nSome text about **Authors** and links.\n")


def test_what_paperwire_adds_to_a_digest_is_read():
    text = (
        "# On Robots\n\n**Catalogue ID**: title:on&#45;robots\n\n**News**: withdrawn\n\n"
        "**Announced**: 2026-06-12\n"
    )
    [record] = read(text)
    assert (record.paper.id, record.paper.listed) == ("title:on-robots", dt.date(2026, 6, 12))
    assert digest.looks_like(text)
