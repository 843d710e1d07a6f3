from __future__ import annotations

from dataclasses import replace

from bot.render.digests.digest import Group
from bot.render.digests.markdown import bilingual, markdown
from retrieval.following.values import News

PLAIN = """\
New papers, 2026-06-12 (1 paper)

# Video Anomaly Detection in the Wild

**Authors**: Ada Lovelace, Grace Hopper

**Link**: [PDF](https://arxiv.org/pdf/2606.01234v1)

**Topic**: video

**Categories**: cs.CV

**Published**: 2026-06-10

**Updated**: 2026-06-10

**Announced**: 2026-06-12

**Comment**: 9 pages

**Abstract**: We detect anomalies in video. It works.

---
"""


def test_a_plain_digest_is_written_as_the_daily_digests_are(digest_with, paper):
    assert markdown(digest_with(paper)) == PLAIN


def test_a_bilingual_digest_has_the_chinese_that_is_known(digest_with, paper):
    lines = bilingual(digest_with(paper, replace(paper, id="2606.1", translations=()))).split("\n")
    assert lines[4] == "**Title (ZH)**: 野外视频异常检测"
    assert lines.count("**Abstract (ZH)**: 我们检测视频中的异常。") == 1


def test_papers_that_stand_under_no_topic_name_none(digest_with, paper):
    digest = digest_with(paper)
    groups = tuple(Group("cs.CV", group.entries, group.count) for group in digest.groups)
    assert "**Topic**" not in markdown(replace(digest, groups=groups))


def test_what_is_new_of_a_followed_paper_is_said(digest_with, paper):
    digest = digest_with(paper)
    [group] = digest.groups
    entries = tuple(replace(one, news=News.WITHDRAWN) for one in group.entries)
    told = replace(digest, groups=(replace(group, entries=entries),))
    assert "**News**: withdrawn by its authors\n" in markdown(told)


def test_marks_in_other_peoples_texts_are_shown_not_obeyed(digest_with, paper):
    hostile = replace(
        paper,
        title="[A](http://x.example) *b* <img src=x> #",
        abstract="`c` **d** <script> AT&T &lt; $x_i \\% \\* | y$ # e",
    )
    text = markdown(digest_with(hostile))
    assert "# [A&#93;(http://x.example) &#42;b&#42; &#60;img src=x> &#35;\n" in text
    assert "&#96;c&#96; &#42;&#42;d&#42;&#42; &#60;script> AT&#38;T &#38;lt; $x_i \\%" in text
    assert "&#92;&#42; | y$ # e\n" in text


def test_a_day_without_papers_says_so(digest_with):
    assert markdown(replace(digest_with(), groups=())) == "No new papers on 2026-06-12.\n"
