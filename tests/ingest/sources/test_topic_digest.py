from __future__ import annotations

import datetime as dt

import pytest

from ingest.sources import topic_digest
from retrieval.papers import Skipped

TEXT = """\

# Topic: Robots｜Arms

## GlassHand: Grasping with \\<SEG\\> Tokens
2025-10-04｜FDU, UTS(Sydney, City), J.P. Morgan AI Research｜CVPR 2025｜⭐️🟡

<u>http://arxiv.org/abs/2510.00001v1</u>
<u>https://github.com/ada/GlassHand.v2</u>
<u>https://ada.github.io/glass/</u>
### 概述
![](http://example.org/1.jpg)
本文抓取玻璃，用\\<SEG\\>标记。


### 方法
分两步：

1. **第一步（A）**：看。
   - 细看。
2. **第二步**：抓。

### 实验

### 通俗易懂
很简单。
# Topic: Speech
## Second Paper
2025-09-28｜⭐️⭐️

<u>http://arxiv.org/abs/2510.00002v2</u>
### 概述
短。
"""


def read(text):
    return list(topic_digest.parse(enumerate(text.split("\n"), 1), "t.md"))


def test_entry_gives_paper_links_affiliations_and_venue():
    paper, sighting = read(TEXT)[0].paper, read(TEXT)[0].sighting
    assert (paper.id, paper.version) == ("2510.00001", 1)
    assert paper.title == "GlassHand: Grasping with <SEG> Tokens"
    assert paper.published == paper.updated == dt.date(2025, 10, 4)
    assert paper.comment == "CVPR 2025"
    assert paper.code_url == sighting.code_url == "https://github.com/ada/GlassHand.v2"
    assert paper.project_url == "https://ada.github.io/glass/"
    assert paper.abstract == ""
    assert sighting.affiliations == ("FDU", "UTS(Sydney, City)", "J.P. Morgan AI Research")
    assert sighting.source == "digest:topic"
    assert sighting.topic == "Robots｜Arms"
    assert read(TEXT)[0].place == "t.md:4"


def test_sections_keep_their_text_and_lists_and_lose_figures_and_marks():
    assert read(TEXT)[0].sighting.notes == (
        ("概述", "本文抓取玻璃，用<SEG>标记。"),
        ("方法", "分两步：\n1. 第一步（A）：看。\n   - 细看。\n2. 第二步：抓。"),
        ("通俗易懂", "很简单。"),
    )


def test_topic_goes_on_to_the_next_topic_only():
    assert [r.sighting.topic for r in read(TEXT)] == ["Robots｜Arms", "Speech"]


def test_badges_are_no_affiliation():
    assert read(TEXT)[1].sighting.affiliations == ()


@pytest.mark.parametrize(
    ("day", "published", "updated"),
    [
        ("2025-09-28", dt.date(2025, 9, 28), None),  # sent in just before the month of the id
        ("2025-10-31", dt.date(2025, 10, 31), None),
        ("2025-12-01", None, dt.date(2025, 12, 1)),  # so it is the second version's
        ("2025-13-01", None, None),
    ],
)
def test_day_of_a_later_version_is_told_by_the_id(day, published, updated):
    paper = read(TEXT.replace("2025-09-28", day))[1].paper
    assert (paper.published, paper.updated) == (published, updated)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("2025-10-04｜FDU, UTS(Sydney, City), J.P. Morgan AI Research｜", ""),
        lambda t: t.replace("<u>https://github.com/ada/GlassHand.v2</u>\n", ""),
        lambda t: t.replace("### ", "###"),
        lambda t: t.replace("\n", "\n\n"),
        lambda t: t.replace("\n", "  \n"),
        lambda t: t.replace("｜", "|"),
        lambda t: t.replace("# Topic: ", "# Topic："),
        lambda t: t.replace("<u>", "").replace("</u>", ""),
    ],
)
def test_what_differs_loses_nothing_else(change):
    records = read(change(TEXT))
    assert topic_digest.looks_like(change(TEXT))
    assert [r.paper.id for r in records] == ["2510.00001", "2510.00002"]
    assert [heading for heading, _ in records[0].sighting.notes] == ["概述", "方法", "通俗易懂"]


def test_heading_with_nothing_below_is_skipped():
    assert read(TEXT + "## Empty One\n2025-10-04\n")[-1] == Skipped(
        "t.md:33", "neither a link nor notes below “Empty One”"
    )


def test_entry_without_its_arxiv_link_is_known_by_its_title():
    text = TEXT.replace("<u>http://arxiv.org/abs/2510.00002v2</u>", "")
    assert read(text)[1].paper.id == "title:second-paper"
