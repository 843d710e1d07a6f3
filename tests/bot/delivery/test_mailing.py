from __future__ import annotations

import asyncio
import datetime as dt
import re

import pytest

from bot.delivery.mailing import Mailer
from bot.delivery.mails import Envelope, mail_message
from bot.delivery.reports import Outcome
from bot.delivery.sending import Postponed, Refused
from bot.render.digests.mail import Mail
from bot.words import CHINESE, ENGLISH
from config.groups import MailSettings
from retrieval.following.values import Follower, State, Topic, Way
from tests.support.mail import Mailbox

ADDRESS = "ada@example.org"
NOW = dt.datetime(2026, 6, 2, 9, tzinfo=dt.UTC)
PUBLIC = "https://papers.example.org/some/path"


@pytest.fixture
async def mailbox():
    server = Mailbox()
    await server.start(asyncio.get_running_loop())
    yield server
    await server.stop()


@pytest.fixture
def settings(mailbox):
    def chosen(**more):
        known = {"host": "127.0.0.1", "port": mailbox.port, "security": "none", "timeout_s": 5}
        return MailSettings(
            **(known | {"sender": "papers@example.org", "public_url": PUBLIC} | more)
        )

    return chosen


@pytest.fixture
def mailer(settings):
    async def ending(follower):
        return f"token-of-{follower}"

    def made(**more):
        return Mailer(settings(**more), lambda: NOW, ending)

    return made


@pytest.fixture
def reader(app):
    """Somebody who follows by e-mail and confirmed it."""
    follower = Follower(
        f"email:{ADDRESS}", Way.EMAIL, ADDRESS, dt.time(8), "UTC", dt.date(2026, 6, 2)
    )
    app.following.put_follower(follower)
    app.following.add_topic(Topic("topicofemail", follower.id, keywords=("diffusion",)))
    token = app.following.request_subscription(follower.id, NOW)
    assert app.following.confirm_subscription(token, NOW) is not None
    return follower


async def test_a_digest_is_a_mail_of_two_parts(app, deliverer, mailer, mailbox, reader):
    (report,) = await deliverer({Way.EMAIL: mailer()}).round()
    assert report.outcome is Outcome.SENT
    (mail,) = mailbox.mails
    assert mailbox.recipients == [ADDRESS]
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain, html = (part.get_content() for part in mail.iter_parts())
    for body in (plain, html):
        assert "From Noise to Control" in body
        assert f"{PUBLIC}/unsubscribe/token-of-{reader.id}" in body
    (delivery,) = app.following.deliveries(reader.id, 5)
    assert delivery.state is State.SENT
    assert delivery.messages == (mail["Message-ID"],)
    assert mail["Message-ID"] == f"<{delivery.id}.paperwire@example.org>"


async def test_its_headers_are_those_that_mail_programs_look_for(
    deliverer, mailer, mailbox, reader
):
    await deliverer({Way.EMAIL: mailer()}).round()
    (mail,) = mailbox.mails
    assert str(mail["From"]) == "Paperwire <papers@example.org>"
    assert str(mail["To"]) == ADDRESS
    assert str(mail["Subject"]) == "New papers, 2026-06-02 (1 paper)"
    assert mail["Date"].datetime == NOW
    assert mail["List-Id"] == "Paperwire <digests.paperwire.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == (
        "<mailto:papers@example.org?subject=unsubscribe>, "
        f"<{PUBLIC}/unsubscribe/token-of-{reader.id}>"
    )
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.usefixtures("reader")
async def test_every_line_is_ascii_and_as_short_as_the_standard_wants(deliverer, mailer, mailbox):
    await deliverer({Way.EMAIL: mailer()}).round()
    (raw,) = mailbox.raw
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    head = raw.split(b"\r\n\r\n")[0]
    assert b"<https://papers.example.org/some/path/unsubscribe/token-of-email:ada@" in head


@pytest.mark.usefixtures("reader")
async def test_nothing_in_a_mail_is_loaded_from_elsewhere(deliverer, mailer, mailbox):
    await deliverer({Way.EMAIL: mailer()}).round()
    html = mailbox.mails[0].get_body(("html",)).get_content()
    assert not re.search(r"<(?:img|script|link|iframe|object|style)\b|url\(|@import", html)


@pytest.mark.parametrize(
    ("public", "posts"), [(None, False), ("http://papers.example.org", False), (PUBLIC, True)]
)
async def test_one_press_ends_the_mails_only_where_the_page_is_secure(settings, public, posts):
    envelope = Envelope(ADDRESS, "abc", NOW, "en", f"{public}/unsubscribe/t" if public else None)
    message = mail_message(Mail("s", "p", "<p>h</p>"), envelope, settings(public_url=public))
    assert ("List-Unsubscribe-Post" in message) is posts
    assert message["List-Unsubscribe"].startswith("<mailto:papers@example.org?subject=unsubscribe>")


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org\nSubject: spam",
        "ada@example.org, eve@example.org",
        "ada@example.org\r\n\r\nbody",
    ],
)
def test_no_address_can_add_a_header_or_a_reader(settings, address):
    with pytest.raises((ValueError, IndexError)):
        mail_message(Mail("s", "p", "h"), Envelope(address, "abc", NOW, "en"), settings())


@pytest.mark.parametrize("subject", ["a\r\nBcc: eve@example.org", "a\nb"])
def test_no_subject_can_add_a_header(settings, subject):
    with pytest.raises(ValueError, match="linefeed"):
        mail_message(Mail(subject, "p", "h"), Envelope(ADDRESS, "abc", NOW, "en"), settings())


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
async def test_an_address_that_is_refused_is_paused_with_what_the_server_said(
    app, deliverer, mailer, mailbox, reader, step
):
    mailbox.refuse[step] = ["550 5.1.1 no such mailbox"]
    (report,) = await deliverer({Way.EMAIL: mailer()}).round()
    assert report.outcome is Outcome.REFUSED
    assert app.following.follower(reader.id).paused == (
        "the mail server refuses the address: 550 5.1.1 no such mailbox"
    )
    assert mailbox.raw == []


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
async def test_a_server_that_asks_to_come_later_is_asked_later(
    app, deliverer, mailer, mailbox, reader, step
):
    mailbox.refuse[step] = ["451 4.7.1 greylisted, come back later"]
    (report,) = await deliverer({Way.EMAIL: mailer()}).round()
    assert report.outcome is Outcome.POSTPONED
    assert app.following.follower(reader.id).paused is None
    (report,) = await deliverer({Way.EMAIL: mailer()}).round()
    assert report.outcome is Outcome.SENT
    assert len(mailbox.mails) == 1


async def test_a_server_that_is_away_is_asked_later(app, deliverer, mailer, mailbox, reader):
    await mailbox.stop()
    (report,) = await deliverer({Way.EMAIL: mailer()}).round()
    assert report.outcome is Outcome.POSTPONED
    assert app.following.follower(reader.id).paused is None
    await mailbox.start(asyncio.get_running_loop())
    (report,) = await deliverer({Way.EMAIL: mailer()}).round()
    assert report.outcome is Outcome.SENT


async def test_a_mail_that_may_have_arrived_is_sent_again_under_the_same_id(
    app, deliverer, mailer, mailbox, reader
):
    await deliverer({Way.EMAIL: mailer()}).round()
    (delivery,) = app.following.deliveries(reader.id, 1)
    again = Envelope(ADDRESS, delivery.id, NOW, "en")
    message = mail_message(Mail("s", "p", "h"), again, MailSettings(sender="papers@example.org"))
    assert message["Message-ID"] == mailbox.mails[0]["Message-ID"]


@pytest.mark.parametrize("words", [ENGLISH, CHINESE])
async def test_an_address_is_asked_before_anything_is_sent_to_it(mailer, mailbox, words):
    follower = Follower(f"email:{ADDRESS}", Way.EMAIL, ADDRESS, dt.time(8), "UTC", NOW.date())
    await mailer().ask(follower, ["robots\r\nBcc: eve@example.org", "沙"], "t0ken", words)
    (mail,) = mailbox.mails
    assert str(mail["Subject"]) == words.delivery.confirm_subject
    assert "Bcc" not in mail
    for part in mail.iter_parts():
        assert f"{PUBLIC}/confirm/t0ken" in part.get_content()


async def test_without_a_page_the_command_confirms(mailer, mailbox):
    follower = Follower(f"email:{ADDRESS}", Way.EMAIL, ADDRESS, dt.time(8), "UTC", NOW.date())
    await mailer(public_url=None).ask(follower, ["robots"], "t0ken", ENGLISH)
    assert "paperwire confirm t0ken" in mailbox.mails[0].get_body(("plain",)).get_content()


async def test_a_question_that_is_refused_says_so(mailer, mailbox):
    follower = Follower(f"email:{ADDRESS}", Way.EMAIL, ADDRESS, dt.time(8), "UTC", NOW.date())
    mailbox.refuse["RCPT"] = ["550 no such mailbox", "451 later"]
    with pytest.raises(Refused, match="no such mailbox"):
        await mailer().ask(follower, ["robots"], "t", ENGLISH)
    with pytest.raises(Postponed, match="later"):
        await mailer().ask(follower, ["robots"], "t", ENGLISH)
