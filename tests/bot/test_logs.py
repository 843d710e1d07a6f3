from __future__ import annotations

import io
import logging

import pytest
import structlog

from bot.logs import log_to


@pytest.fixture
def logged():
    """Configure logging for the test, and put back what was there."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()

    def configure(*, debug: bool = False) -> io.StringIO:
        log_to(stream, debug=debug, secrets=["the-token"])
        return stream

    yield configure
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


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
