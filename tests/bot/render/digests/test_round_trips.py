"""What Paperwire writes, it reads back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.render.digests.digest import Digest, Entry, Group
from bot.render.digests.markdown import bilingual, markdown
from bot.render.digests.table import table
from bot.render.digests.topics import topics
from ingest.cleaning import _repaired, clean
from ingest.detect import read_path
from retrieval.explaining.values import Claim, Explanation, Heading, Section
from retrieval.identity import title_id
from retrieval.papers import (
    KnownPaper,
    MachineTranslation,
    Paper,
    Record,
    Translation,
    text_hash,
)

DAY = dt.date(2026, 6, 12)
AWKWARD = (
    *"*_`~#|\\<>[]()&;,:!-=+.$^{}%@/'\" \n\t",
    *("**", "~~", "---", "](", "](http://a.b)", "\\*", "\\|", "\\\\", "$x_i$", "\\textbf{a}"),
    *("&lt;", "&#42;", "&amp;amp;", "&nbsp;", "<b>", "</details>", "<summary>", "<!-- x -->"),
    *("**Abstract**: ", "**Authors**: x", "# ", "## ", "1. ", "Topic: ", "Topics：", "None", "N/A"),
    *("http://arxiv.org/abs/2401.00001", "https://github.com/a/b", "2024-01-01", "Last update"),
    *("and ", " et al", "Etal", "视频", "，", "：", "🤖", "⭐️", "é", "ﬁ", "“x”", "a", "B", "word "),
)


def stored(text):
    """As the catalogue holds it: cleaning it once more would change nothing but entities."""
    text = clean(text)
    while (again := " ".join(_repaired(text).split())) != text:
        text = again
    return text


characters = st.characters(exclude_categories=("Cs", "Cn"))  # no entity stands for the latter
texts = st.lists(st.sampled_from(AWKWARD) | st.text(characters, max_size=3), max_size=12).map(
    "".join
)
stored_texts = texts.map(stored)
titles = stored_texts.filter(lambda title: title.strip())
days = st.dates(dt.date(2007, 1, 1), dt.date(2026, 12, 31))


@st.composite
def papers(draw):
    title = draw(titles)
    number = draw(st.integers(1, 99_999))
    on_arxiv = draw(st.booleans())
    published = draw(st.none() | days)
    zh = Translation("zh", draw(stored_texts), draw(stored_texts))
    return Paper(
        id=f"2606.{number:05}" if on_arxiv else title_id(title),
        title=title,
        abstract=draw(stored_texts),
        version=draw(st.none() | st.integers(1, 20)) if on_arxiv else None,
        authors=tuple(draw(st.lists(stored_texts.filter(bool), max_size=4))),
        categories=draw(st.sampled_from([(), ("cs.CV",), ("cs.CL", "stat.ML"), ("hep-th",)])),
        published=published,
        updated=draw(st.none() | days),
        listed=draw(st.none() | days),
        comment=draw(stored_texts) or None,
        translations=(zh,) if zh.title or zh.abstract else (),
    )


@st.composite
def translated(draw):
    """A paper of which a model translated what no source had printed."""
    paper = draw(papers())
    printed = paper.translations[0] if paper.translations else Translation("zh")
    made = MachineTranslation(
        "zh",
        "" if printed.title else draw(stored_texts),
        "" if printed.abstract else draw(stored_texts),
        draw(st.sampled_from(["qwen3:8b", "org/Model-7B, 4-bit", "a (b) *c*", "gpt-4o"])),
        draw(days),
        text_hash(paper.title, paper.abstract),
    )
    return replace(paper, machine=(made,)) if made.title or made.abstract else paper


def one_digest(*papers, topic="video"):
    entries = tuple(Entry(KnownPaper(paper)) for paper in papers)
    return Digest(DAY, DAY, (Group(topic, entries, len(entries), "t1"),))


def read(text, folder):
    path = folder / "digest.md"
    path.write_text(text, encoding="utf-8", newline="\n")
    return list(read_path(path))


def read_paper(text, folder):
    [record] = read(text, folder)
    assert isinstance(record, Record), record
    return record.paper


PROPERTY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(papers())
@PROPERTY
def test_a_plain_digest_reads_back(tmp_path_factory, paper):
    folder = tmp_path_factory.getbasetemp()
    back = read_paper(markdown(one_digest(paper)), folder)
    derived = {"code_url": back.code_url, "project_url": back.project_url}
    assert back == replace(paper, translations=(), withdrawn=back.withdrawn, **derived)


@given(papers())
@PROPERTY
def test_a_bilingual_digest_reads_back(tmp_path_factory, paper):
    folder = tmp_path_factory.getbasetemp()
    back = read_paper(bilingual(one_digest(paper)), folder)
    derived = {"code_url": back.code_url, "project_url": back.project_url}
    assert back == replace(paper, withdrawn=back.withdrawn, **derived)


@given(translated())
@PROPERTY
def test_what_a_model_translated_reads_back_as_a_models(tmp_path_factory, paper):
    folder = tmp_path_factory.getbasetemp()
    back = read_paper(bilingual(one_digest(paper)), folder)
    assert (back.translations, back.machine) == (paper.translations, paper.machine)
    assert back.translated("zh") == paper.translated("zh")


@given(papers(), titles)
@PROPERTY
def test_a_keyword_table_reads_back(tmp_path_factory, paper, topic):
    folder = tmp_path_factory.getbasetemp()
    [record] = read(table(one_digest(paper, topic=topic)), folder)
    back = record.paper
    day = paper.updated or paper.published
    assert (back.id, back.version, back.title) == (paper.id, paper.version, paper.title)
    assert (back.abstract, back.comment) == (paper.abstract, paper.comment)
    assert back.updated == day
    assert back.listed == (None if day else paper.listed)
    assert record.sighting.topic == topic
    assert record.sighting.day == DAY


claims = st.lists(titles.map(lambda text: Claim(text, (1,))), min_size=1, max_size=3)
headings = (Heading.OVERVIEW, Heading.METHOD, Heading.EXPERIMENTS, Heading.PLAIN)


@given(papers(), st.lists(claims, min_size=1, max_size=4), titles)
@PROPERTY
def test_a_topic_digest_reads_back(tmp_path_factory, paper, said, topic):
    folder = tmp_path_factory.getbasetemp()
    found = zip(headings, said, strict=False)
    sections = tuple(Section(heading, tuple(claims)) for heading, claims in found)
    explanation = Explanation(KnownPaper(paper), "zh", sections, (), "qwen3:8b")
    text = topics(one_digest(paper, topic=topic), {paper.id: explanation})
    [record] = read(text, folder)
    assert isinstance(record, Record), record
    assert (record.paper.title, record.paper.version) == (paper.title, paper.version)
    assert record.paper.id in {paper.id, title_id(paper.title)}
    names = ("概述", "方法", "实验", "通俗易懂")
    texts = ("\n".join(claim.text for claim in claims) for claims in said)
    assert record.sighting.notes == tuple(zip(names, texts, strict=False))
    assert record.sighting.topic == topic
