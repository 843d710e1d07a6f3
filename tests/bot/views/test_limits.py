"""Whatever papers hold, a message is one that Discord takes, and obeys nothing of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simcord.components import validate_components, walk_components

from bot.render.markup import size
from bot.views.answer import PAGE, abstention_text, answer_view, pages, sentence
from bot.views.paper import details_view, more_view
from bot.words import CHINESE, ENGLISH, words_for
from retrieval.members import Kind, Turn
from retrieval.papers import KnownPaper, Paper, Sighting, Translation, Version
from retrieval.queries import Abstained, Answer, Evidence, Excerpt, Query, Reason

AWKWARD = (
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@&99>",
    "<#42>",
    "</ask:1>",
    "<t:1:R>",
    "<a:wave:1>",
    "[free tokens](https://evil.example)",
    "](https://evil.example) [",
    "**bold** __under__ ~~gone~~ ||hidden|| `code` ```block```",
    "# heading",
    "-# small",
    "> quote",
    ">>> all",
    "- item",
    "1. item",
    "T$^2$Agent: 44\\% of $\\alpha_{i}$",
    "\\\\",
    "面向透明物体抓取的深度补全：方法，实验。",
    "👩‍👩‍👧‍👦🏽",
    "e\u0301" * 20,
    "x" * 700,
    "word " * 300,
    "https://github.com/a_b/c_d).",
    "https://a.example/@everyone](https://evil.example)",
    "\u202eright to left",
    "line\nline\r\n\x00\x1b[31m",
    "\ud800",
    "\U0001fffe",
)
LABELS = {"Abstract", "PDF", "DOI", "Code", "Project", "Hugging Face", "摘要", "代码", "项目主页"}
OURS = re.compile(r"https://(?:arxiv\.org/(?:abs|pdf)/|huggingface\.co/papers/|doi\.org/)[^()\s]+")
MANY = tuple(f"Author Number{i} van der Long-Name" for i in range(300))

texts = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=30)), max_size=6).map(
    " ".join
)
ids = st.one_of(
    st.sampled_from(["2506.09930", "hep-th/9901001", "title:" + "long-" * 200]),
    st.text(min_size=1, max_size=20),
)
addresses = st.one_of(
    st.none(),
    texts,
    st.sampled_from(["https://github.com/a/b", "https://x@evil.example/", "javascript:alert(1)"]),
    st.text(max_size=400).map("https://example.org/{}".format),
)
days = st.one_of(st.none(), st.dates(dt.date(1991, 1, 1), dt.date(2030, 1, 1)))
people = st.one_of(st.just(MANY), st.lists(texts, max_size=4).map(tuple))
papers = st.builds(
    Paper,
    id=ids,
    title=texts,
    abstract=texts,
    version=st.one_of(st.none(), st.integers(1, 12)),
    authors=people,
    categories=st.lists(st.one_of(st.just("cs.RO"), texts), max_size=5).map(tuple),
    published=days,
    updated=days,
    listed=days,
    comment=st.one_of(st.none(), texts),
    journal_ref=st.one_of(st.none(), texts),
    doi=st.one_of(st.none(), texts, st.just("10.1234/abc(1)")),
    licence=st.one_of(st.none(), texts),
    code_url=addresses,
    project_url=addresses,
    withdrawn=st.booleans(),
    translations=st.lists(st.builds(Translation, st.just("zh"), texts, texts), max_size=1).map(
        tuple
    ),
)
sightings = st.builds(
    Sighting,
    st.one_of(st.just("hf:daily"), texts),
    days,
    topic=st.one_of(st.none(), texts),
    upvotes=st.one_of(st.none(), st.integers(0, 10**6)),
    affiliations=st.lists(texts, max_size=3).map(tuple),
    notes=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
)
versions = st.lists(
    st.builds(Version, st.one_of(st.none(), st.integers(1, 9)), texts, texts, days), max_size=3
)
knowns = st.builds(
    KnownPaper, papers, st.lists(sightings, max_size=8).map(tuple), versions.map(tuple)
)


@st.composite
def excerpts(draw, text):
    start, end = draw(st.tuples(*[st.integers(0, len(text))] * 2).map(sorted))
    cuts = draw(st.lists(st.integers(0, end - start), max_size=8, unique=True).map(sorted))
    marks = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    return Excerpt("abstract", "en", start, end, text[start:end], marks)


@st.composite
def evidences(draw):
    known = draw(knowns)
    found = draw(st.lists(excerpts(known.paper.abstract), max_size=3))
    return Evidence(known, 0.5, tuple(found))


queries = st.builds(
    Query,
    text=texts,
    question=texts,
    since=days,
    until=days,
    order=st.sampled_from([None, "latest"]),
    categories=st.lists(texts, max_size=3).map(tuple),
    authors=st.lists(texts, max_size=3).map(tuple),
    language=st.sampled_from(["en", "zh"]),
    paper_id=st.one_of(st.none(), ids),
)
# fifty different papers take long to draw; a few, repeated, fill as many pages
answers = st.builds(
    lambda query, few, count: Answer(query, tuple((few * 50)[:count])),
    queries,
    st.lists(evidences(), min_size=1, max_size=3),
    st.integers(1, 50),
)
abstentions = st.builds(Abstained, queries, st.sampled_from(Reason))
languages = st.sampled_from(["en", "zh"]).map(words_for)
NOW = dt.datetime(2026, 6, 15, tzinfo=dt.UTC)
turns = st.builds(
    Turn,
    st.from_regex(r"[A-Za-z0-9_-]{12}", fullmatch=True),
    st.just("1"),
    st.just("2"),
    st.just(NOW),
    answers,
    st.sampled_from(Kind),
)
awkward = settings(max_examples=40, suppress_health_check=list(HealthCheck))


def check(view):
    """The limits of https://discord.com/developers/docs/components/reference."""
    components = view.to_components()
    validate_components(components, flags=1 << 15)
    every = list(walk_components(components))
    assert len(every) <= 40
    said = [one["content"] for one in every if one["type"] == 10]
    assert said
    assert sum(map(size, said)) <= 4_000
    assert view.is_persistent()
    for button in (one for one in every if one["type"] == 2):
        assert button.get("label") or button.get("emoji")
        assert size(button.get("label") or "") <= 80
        assert size(button["custom_id"]) <= 100
    for text in said:
        obeys_nothing(text)


def obeys_nothing(text):
    """No mention; and of masked links our own labels and titles without a bracket in them."""
    assert text.strip()
    assert not re.search(r"@(everyone|here)", text, re.IGNORECASE)
    assert not re.search(r"(?<!\\)(?:\\\\)*<[@#/t:a]", text)
    assert not re.search("\ud800", text)
    for label, target in re.findall(r"(?<!\\)\[([^\[\]]*)\]\(([^()\s]*)\)", text):
        if label not in LABELS:
            assert re.search(rf"^### (?:\d+\. )?\[{re.escape(label)}\]\(", text, re.MULTILINE)
            assert OURS.fullmatch(target)
    ours = re.sub(r"(?<!\\)\[[^\[\]]*\]\([^()\s]*\)", "", text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]]", ours)
    assert re.sub(r"\\.", "e", text).count("**") % 2 == 0


@given(turns, languages, st.booleans(), st.data())
@awkward
def test_every_page_of_an_answer_is_a_message_that_discord_takes(turn, words, quoting, data):
    page = data.draw(st.integers(0, pages(turn) - 1))
    check(answer_view(turn, page, words, quoting=quoting))


@given(turns, languages, st.data())
@awkward
def test_one_paper_is_a_message_that_discord_takes(turn, words, data):
    number = data.draw(st.integers(0, len(turn.outcome.evidence) - 1))
    check(details_view(turn, number, words))
    check(more_view(turn, number, words))


@given(turns, abstentions, languages, texts)
@awkward
def test_a_sentence_is_a_message_that_discord_takes(turn, outcome, words, said):
    nothing = replace(turn, outcome=outcome)
    quoted = abstention_text(nothing, words, quoting=True)
    for text in (abstention_text(nothing, words), quoted, sentence(said)):
        assert size(text) <= 2_000
        if text:
            obeys_nothing(text)


LONG = "A sentence about \\textbf{legged} robots & **sand**, 44\\% of it. " * 200
WORST = KnownPaper(
    Paper(
        "2506.09930",
        "面向透明物体 <@1> __x__ " * 60,
        LONG,
        version=3,
        authors=MANY,
        categories=("cs.RO", "cs.LG", "cs.CV", "cs.AI"),
        published=NOW.date(),
        listed=NOW.date(),
        updated=NOW.date(),
        comment=LONG,
        journal_ref=LONG,
        doi="10.1234/" + "x" * 200,
        licence=LONG,
        code_url="https://github.com/" + "x" * 250,
        project_url="https://example.org/" + "y" * 250,
        withdrawn=True,
        translations=(Translation("zh", "深度补全" * 300, "方法，实验。" * 2_000),),
    ),
    tuple(
        Sighting(
            f"hf:{i}",
            NOW.date(),
            LONG,
            42,
            affiliations=(LONG,),
            notes=((f"概述 {i}", "方法，实验。" * 900),),
        )
        for i in range(30)
    ),
)


def test_fifty_of_the_longest_papers_each_show_title_people_quotation_and_link():
    marks = ((0, 10), (18, 50))
    piece = Excerpt("abstract", "en", 0, 2_000, LONG[:2_000], marks)
    query = Query("sand", LONG, authors=(LONG,), categories=(LONG,), language="zh")
    answer = Answer(query, (Evidence(WORST, 0.5, (piece,) * 3),) * 50)
    for kind in Kind:
        turn = Turn("abcdefghijkl", "1", "2", NOW, answer, kind)
        for page in (0, 9):
            view = answer_view(turn, page, CHINESE, quoting=True)
            check(view)
            said = [one["content"] for one in view.to_components() if one["type"] == 10]
            assert len(said) == PAGE
            for text in said:
                assert "### " in text
                assert "A. N. van der Long-Name" in text
                assert "> “" in text
                assert "[PDF](" in text
        check(details_view(turn, 49, ENGLISH))
        check(more_view(turn, 49, CHINESE))
