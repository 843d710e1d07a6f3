from __future__ import annotations

import io
import logging

import discord
import pytest
import structlog
from discord import app_commands
from discord.ext import commands
from sqlalchemy.exc import DatabaseError

from bot.logs import log_to
from retrieval.errors import BadQuestion


@pytest.fixture
def logged():
    """Configure logging for the test."""
    stream = io.StringIO()

    def configure(*, debug: bool = False) -> io.StringIO:
        log_to(stream, debug=debug, secrets=["the-token"])
        return stream

    return configure


def failing() -> None:
    raise OSError("the-token is\nnot written down")


def fail_and_log() -> None:
    try:
        failing()
    except OSError:
        logging.getLogger("discord.gateway").exception("reconnecting")


def test_an_event_is_one_line_of_keys_and_values(logged):
    stream = logged()
    structlog.get_logger("bot.serving").info("indexed", papers=3)
    (line,) = stream.getvalue().splitlines()
    assert "level=info logger=bot.serving event=indexed papers=3" in line


def test_an_error_of_a_library_is_one_line_without_the_token(logged):
    stream = logged()
    fail_and_log()
    (line,) = stream.getvalue().splitlines()
    assert 'reason="OSError: [hidden] is not written down"' in line


def test_with_debug_the_traceback_follows(logged):
    stream = logged(debug=True)
    fail_and_log()
    assert "Traceback" in stream.getvalue()
    assert "the-token" not in stream.getvalue()


def test_chatter_of_libraries_is_left_out(logged):
    stream = logged()
    logging.getLogger("chromadb").info("hello")
    logging.getLogger("discord.http").debug("a question's text")
    assert stream.getvalue() == ""


QUESTION = "do whales sing?"


@app_commands.command()
async def papers(_: discord.Interaction, topic: str) -> None:
    """A command that raises."""


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as exc:
        return exc


@pytest.mark.parametrize(
    "error",
    [
        ValueError(QUESTION),
        BadQuestion(QUESTION),
        DatabaseError("INSERT INTO turns", {"question": QUESTION}, Exception("locked")),
        app_commands.CommandInvokeError(papers, KeyError(QUESTION)),
        app_commands.TransformerError(
            QUESTION, discord.AppCommandOptionType.string, papers._params["topic"]._annotation
        ),
        commands.BadArgument(QUESTION),
    ],
)
def test_an_error_that_may_quote_a_question_is_told_by_its_place(logged, error):
    stream = logged()
    logging.getLogger("discord.app_commands.tree").error("Ignoring", exc_info=raised(error))
    (line,) = stream.getvalue().splitlines()
    assert "whales" not in line
    assert "reason=" in line


def test_the_place_of_an_error_is_file_and_line(logged):
    stream = logged()
    logging.getLogger("bot.desk").error("failed", exc_info=raised(ValueError("secret")))
    assert 'reason="ValueError at bot/test_logs.py:' in stream.getvalue()


def test_a_task_that_nobody_waited_for_quotes_nothing(logged):
    stream = logged()
    message = f"Task exception was never retrieved\nfuture: exception=ValueError('{QUESTION}')"
    logging.getLogger("asyncio").error(message)
    (line,) = stream.getvalue().splitlines()
    assert "never retrieved" in line
    assert "whales" not in line


def test_nobody_can_answer_in_the_name_of_the_bot_after_reading_its_log(logged):
    stream = logged()
    logging.getLogger("discord.http").warning(
        "We are being rate limited. %s %s responded with 429. Retrying in %.2f seconds.",
        "PATCH",
        "https://discord.com/api/v10/webhooks/900000000000000001/aW50ZXJh.Y3Rpb24/messages/@original",
        1.0,
    )
    assert "aW50ZXJh" not in stream.getvalue()
    assert "webhooks/900000000000000001/[hidden]/messages" in stream.getvalue()


def test_tries_to_log_in_are_told_by_us_alone(logged):
    stream = logged()
    logging.getLogger("discord.client").info("logging in using static token")
    assert stream.getvalue() == ""
