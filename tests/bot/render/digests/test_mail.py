"""What mail programs and spam filters ask of a mail, and what nobody wants in one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.mails import Envelope, mail_message
from bot.render.digests.mail import html, mail_of, plain_text
from bot.words import CHINESE
from config.groups import MailSettings
from retrieval.following.values import News, Style
from retrieval.papers import Translation

HOSTILE = '<script>alert(1)</script><img src="http://evil.example/x.png">"><b>&amp; url(http://x)'
TAGS = {
    *("html", "head", "meta", "title", "body", "h1", "h2", "h3", "p", "a", "ul", "li"),
}
ATTRIBUTES = {"style", "href", "lang", "charset", "name", "content"}


class Page(HTMLParser):
    """The tags, attributes and words of a document; a tag left open is an error."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.links, self.open, self.words = set(), set(), [], [], ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data

    @property
    def text(self):
        return " ".join(self.words.split())


@pytest.fixture
def sent():
    """A mail as it goes over the wire, and as a mail program reads it."""

    def make(digest):
        envelope = Envelope(
            "ada@example.org",
            "abcdefghijkl",
            dt.datetime(2026, 6, 12, 7, tzinfo=dt.UTC),
            "en",
            "https://papers.example.org/end/abc",
        )
        settings = MailSettings(sender="papers@example.org")
        raw = mail_message(mail_of(digest), envelope, settings).as_bytes()
        return raw, message_from_bytes(raw, policy=default)

    return make


def test_a_mail_has_both_parts_plain_first_in_utf_8(sent, digest_with, paper):
    _, message = sent(digest_with(paper, words=CHINESE, style=Style.BILINGUAL))
    assert message.get_content_type() == "multipart/alternative"
    first, second = message.iter_parts()
    assert (first.get_content_type(), second.get_content_type()) == ("text/plain", "text/html")
    for part in (first, second):
        assert part.get_content_charset() == "utf-8"
        assert paper.title in " ".join(part.get_content().split())
        assert "野外视频异常检测" in part.get_content()


def test_a_mail_has_the_headers_that_are_asked_for(sent, digest_with, paper):
    _, message = sent(digest_with(paper))
    for name in ("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "MIME-Version"):
        assert message[name]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Subject"] == "New papers, 2026-06-12 (1 paper)"


def test_every_line_on_the_wire_is_ascii_and_short_enough(sent, digest_with, paper):
    long = replace(paper, abstract="词" * 5_000 + "a" * 5_000, title="x" * 3_000)
    raw, _ = sent(digest_with(long, paper, style=Style.BILINGUAL))
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()


def test_nothing_is_loaded_and_nothing_runs(digest_with, paper):
    translation = Translation("zh", HOSTILE, HOSTILE)
    hostile = replace(
        paper,
        title=HOSTILE,
        abstract=HOSTILE,
        authors=(HOSTILE,),
        categories=(HOSTILE,),
        code_url="javascript:alert(1)",
        project_url='https://a.example/"><script>',
        translations=(translation,),
    )
    page = Page(html(digest_with(hostile, topic=HOSTILE, style=Style.BILINGUAL)))
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert page.text.count("<script>alert(1)</script>") >= 4
    assert all(link.startswith("https://") for link in page.links)


@given(st.text(), st.text(), st.text())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_leaves_the_document_whole(digest_with, paper, title, abstract, topic):
    some = replace(paper, title=title, abstract=abstract)
    page = Page(html(digest_with(some, topic=topic)))
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    mail = mail_of(digest_with(some, topic=topic))
    assert "\n" not in mail.subject


def test_lines_of_plain_text_fit_a_screen_but_for_addresses(digest_with, paper):
    long = replace(paper, abstract="word " * 500)
    text = plain_text(digest_with(long), [("End these mails:", "https://a.example/" + "x" * 100)])
    assert all(len(line) <= 76 or "https://" in line for line in text.splitlines())
    assert text.rstrip().endswith("x")


def test_papers_beyond_the_first_page_are_named(digest_with, paper):
    papers = [replace(paper, id=f"2606.{n:05}", title=f"Paper {n}") for n in range(1, 130)]
    digest = digest_with(*papers, most=10)
    for text in (plain_text(digest), Page(html(digest)).text):
        assert "and 119 more" in text
        assert "Paper 110" in text
        assert "Paper 111" not in text
        assert "and 19 more" in text


def test_a_late_paper_is_called_late_beyond_the_first_page_too(digest_with, paper):
    papers = [replace(paper, id=f"2606.{n:05}", title=f"Paper {n}") for n in range(1, 13)]
    digest = digest_with(*papers, most=10)
    [group] = digest.groups
    late = replace(group.entries[-1], late=True, day=dt.date(2026, 6, 11))
    told = replace(digest, groups=(replace(group, entries=(*group.entries[:-1], late)),))
    for text in (plain_text(told), Page(html(told)).text):
        assert text.count("late, announced 2026-06-11") == 1
        assert "Paper 12" in text.partition("and 2 more")[2]


def test_a_mail_says_why_a_paper_is_in_it(digest_with, paper):
    digest = digest_with(paper)
    [group] = digest.groups
    [entry] = group.entries
    late = replace(entry, news=News.REVISED, late=True, day=dt.date(2026, 6, 11))
    told = replace(digest, groups=(replace(group, entries=(late,)),))
    for text in (plain_text(told), html(told)):
        said = " ".join(text.split())
        assert "new version of a paper you follow, late, announced 2026-06-11" in said


def test_a_day_without_papers_says_so(digest_with):
    digest = replace(digest_with(), groups=())
    mail = mail_of(digest, [("End these mails:", "https://a.example/end")])
    assert mail.subject == "No new papers on 2026-06-12."
    assert mail.plain.startswith("No new papers on 2026-06-12.\n")
    assert Page(mail.html).links == ["https://a.example/end"]


def test_how_much_is_said_is_the_followers_choice(digest_with, paper):
    short, excerpt, both = (plain_text(digest_with(paper, style=style)) for style in Style)
    assert "We detect" not in short
    assert "We detect" in excerpt
    assert "我们检测" not in excerpt
    assert "我们检测" in both
