from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.cards import DESCRIPTION, EMBEDS, TITLE, TOTAL, cards, sentence_card
from bot.render.markup import encoded, escaped, fitted, safe_address, size
from bot.render.sentences import printable
from retrieval.papers import KnownPaper, Paper
from retrieval.queries import Abstained, Answer, Evidence, Excerpt, Query, Reason

AWKWARD = (
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@&99>",
    "<#42>",
    "</ask:1>",
    "<t:1:R>",
    "[free tokens](https://evil.example)",
    "**bold** __under__ ~~gone~~ ||hidden|| `code` ```block```",
    "# heading",
    "> quote",
    "- item",
    "1. item",
    "T$^2$Agent: 44\\% of $\\alpha_{i}$",
    "\\\\",
    "面向透明物体抓取的深度补全：方法，实验。",
    "👩‍👩‍👧‍👦🏽",
    "e\u0301" * 20,
    "x" * 700,
    "word " * 2_000,
    "https://github.com/a_b/c_d).",
    "https://a.example/@everyone](https://evil.example)",
    "\u202eright to left",
    "line\nline\r\n\x00\x1b[31m",
    "\ud800",
)

texts = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40)), max_size=8).map(
    " ".join
)
addresses = st.one_of(
    st.none(),
    texts,
    st.sampled_from(["https://github.com/a/b", "https://x@evil.example/", "javascript:alert(1)"]),
    st.text(max_size=400).map("https://example.org/{}".format),
)
days = st.one_of(st.none(), st.dates(dt.date(1991, 1, 1), dt.date(2030, 1, 1)))
papers = st.builds(
    Paper,
    id=st.one_of(st.sampled_from(["2506.09930", "hep-th/9901001"]), st.text(min_size=1)),
    title=texts,
    abstract=texts,
    authors=st.one_of(
        st.just(tuple(f"Author Number{i} van der Long-Name" for i in range(300))),
        st.lists(texts, max_size=4).map(tuple),
    ),
    categories=st.lists(texts, max_size=5).map(tuple),
    published=days,
    listed=days,
    doi=st.one_of(st.none(), texts, st.just("10.1234/abc(1)")),
    code_url=addresses,
    project_url=addresses,
    withdrawn=st.booleans(),
)


@st.composite
def evidences(draw):
    paper = draw(papers)
    ends = st.integers(0, len(paper.abstract))
    slices = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=3))
    return Evidence(
        KnownPaper(paper),
        0.5,
        tuple(Excerpt("abstract", "en", a, b, paper.abstract[a:b]) for a, b in slices),
    )


queries = st.builds(
    Query,
    text=texts,
    question=texts,
    since=days,
    until=days,
    order=st.sampled_from([None, "latest"]),
    categories=st.lists(texts, max_size=3).map(tuple),
    authors=st.lists(texts, max_size=3).map(tuple),
)
outcomes = st.one_of(
    st.builds(Answer, queries, st.lists(evidences(), min_size=1, max_size=12).map(tuple)),
    st.builds(Abstained, queries, st.sampled_from(Reason)),
)


def texts_of(shown):
    found = [shown.content]
    for embed in shown.embeds:
        found += [embed.title or "", embed.description or ""]
    return found


def unescaped(text):
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


@given(outcomes, st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_limit_of_discord_is_kept_whatever_the_papers_hold(outcome, quoting):
    shown = cards(outcome, quoting=quoting)
    assert size(shown.content) <= 2_000
    assert 1 <= len(shown.embeds) <= EMBEDS
    for embed in shown.embeds:
        assert size(embed.title or "") <= TITLE
        assert 1 <= size(embed.description or embed.title or "") <= DESCRIPTION
        assert embed.url is None or size(embed.url) <= 2_048
    assert sum(size(text) for text in texts_of(shown)[1:]) <= TOTAL
    assert sum(len(embed) for embed in shown.embeds) <= TOTAL


@given(outcomes)
@settings(max_examples=150, deadline=None)
def test_nobody_is_mentioned_and_no_link_is_masked_but_our_own(outcome):
    for text in texts_of(cards(outcome, quoting=True)):
        assert not re.search(r"@(everyone|here)", text, re.IGNORECASE)
        assert not re.search(r"(?<!\\)(?:\\\\)*<[@#/t:a]", text)
        for label in re.findall(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)(?<!\\)\]\(", text):
            assert label in ("Abstract", "PDF", "DOI", "Code", "Project")


@given(st.text(max_size=200))
def test_escaped_text_is_shown_to_the_letter(text):
    text = printable(text)
    shown = unescaped(escaped(text)).replace("\u200b", "")
    if "http" not in text.casefold():
        assert shown == text.replace("\u200b", "")


@given(texts.map(printable), st.integers(8, 300))
@settings(deadline=None)
def test_a_cut_text_keeps_its_limit_and_the_first_words(text, limit):
    cut = fitted(text, limit)
    assert size(cut) <= limit
    if cut != escaped(text):
        assert cut.endswith("…") or not cut


def test_a_text_is_cut_between_two_words():
    assert fitted("retrieval augmented generation", 22) == "retrieval augmented…"


def test_chinese_is_cut_between_characters_and_never_within_a_latin_word():
    assert fitted("面向透明物体的Transformer方法", 7) == "面向透明物体…"
    assert fitted("面向透明物体的Transformer方法", 12) == "面向透明物体的…"


def test_one_endless_word_is_cut_within():
    assert fitted("x" * 700, 10) == "x" * 9 + "…"


def test_an_emoji_of_several_parts_is_not_taken_apart():
    assert fitted("👩‍👩‍👧‍👦" * 3, 14) == "👩‍👩‍👧‍👦…"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# title", "\\# title"),
        ("> said", "\\> said"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("a # b - c", "a # b - c"),
        ("**x**", "\\*\\*x\\*\\*"),
        ("<@1>", "\\<@1>"),
        ("@everyone", "@\u200beveryone"),
        ("[a](https://b.example)", "\\[a\\](https://b.example)"),
        ("see https://github.com/a_b/c_d.", "see https://github.com/a_b/c_d."),
    ],
)
def test_markdown_is_shown_and_not_obeyed(text, shown):
    assert escaped(text) == shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://discord.com@evil.example/",
        "https://[::1",
        "https://nohost",
        "ftp://a.example/",
        "https://a.example:x/",
        "https://例子.example/",
        "https://a.example/" + "x" * 400,
        "",
        None,
    ],
)
def test_an_address_that_is_not_plain_is_left_out(address):
    assert safe_address(address) is None


def test_a_link_target_cannot_end_early():
    assert encoded("https://a.example/x) [y](z") == "https://a.example/x%29%20%5By%5D%28z"


PAPER = Paper(
    "2606.09002",
    "T$^2$Walker: Two Timescales [for] Legged Robots",
    "Legged robots sink into sand by 44\\% of their height.",
    authors=("Fatima Primer", "Karl Holm", "Ana Sol", "Bo Li"),
    categories=("cs.RO", "cs.LG", "cs.AI", "cs.CV"),
    listed=dt.date(2026, 6, 8),
    code_url="https://github.com/example/t2walker",
)
EXCERPT = Excerpt("abstract", "en", 0, len(PAPER.abstract), PAPER.abstract)
ANSWER = Answer(Query("sand", "How about sand?"), (Evidence(KnownPaper(PAPER), 0.9, (EXCERPT,)),))


def test_a_card_shows_title_people_day_excerpt_and_links():
    (embed,) = cards(ANSWER).embeds
    assert embed.title == "T²Walker: Two Timescales \\[for\\] Legged Robots"
    assert embed.url == "https://arxiv.org/abs/2606.09002"
    assert embed.description == (
        "F. Primer, K. Holm and 2 more\n"
        "announced 2026-06-08 · cs.RO, cs.LG, cs.AI\n"
        "> “Legged robots sink into sand by 44% of their height.”\n"
        "[Abstract](https://arxiv.org/abs/2606.09002) · [PDF](https://arxiv.org/pdf/2606.09002)"
        " · [Code](https://github.com/example/t2walker)"
    )


def test_a_paper_known_by_title_only_has_no_links():
    paper = Paper("title:a-title", "A title")
    (embed,) = cards(Answer(Query("a", "a"), (Evidence(KnownPaper(paper), 0.9, ()),))).embeds
    assert (embed.title, embed.url, embed.description) == ("A title", None, "undated")


def test_the_question_is_quoted_where_others_do_not_see_it():
    assert cards(ANSWER, quoting=True).content == "> How about sand?"
    assert cards(ANSWER).content == ""


def test_what_was_understood_stands_above_the_cards():
    query = Query("sand", "sand", since=dt.date(2026, 6, 8), categories=("cs.RO",))
    shown = cards(Answer(query, ANSWER.evidence))
    assert shown.content == "Announced since 2026-06-08, in cs.RO:"


def test_of_many_papers_the_first_ten_are_shown_each_with_an_excerpt():
    long = "A sentence of words. " * 300
    evidence = Evidence(KnownPaper(PAPER), 0.9, (Excerpt("abstract", "en", 0, len(long), long),))
    shown = cards(Answer(ANSWER.query, (evidence,) * 50))
    assert len(shown.embeds) == 10
    assert all("> “A sentence of" in (embed.description or "") for embed in shown.embeds)


def test_an_abstention_says_what_was_searched():
    query = Query("x", "x", authors=("*Kaiming* He",))
    (embed,) = cards(Abstained(query, Reason.NOTHING_IN_RANGE)).embeds
    assert embed.description == "Nothing found by \\*Kaiming\\* He."


def test_a_sentence_begins_with_a_capital_letter():
    assert sentence_card("the question is empty.").description == "The question is empty."
