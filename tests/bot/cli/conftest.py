"""What the tests of commands need that a language model answers."""

from __future__ import annotations

import logging

import pytest
import structlog

from tests.support.llm import KEY, MODEL
from tests.support.llm.threaded import threaded_llm


@pytest.fixture
def only_errors():
    """As the process is, where stdout holds the result alone."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


@pytest.fixture
def llm():
    """A language model that answers by script."""
    with threaded_llm() as server:
        yield server


@pytest.fixture
def asking(filled, llm):
    """The command over the filled store, where that model is set."""
    filled.changes["llm"] = {
        "base_url": llm.base_url, "model": MODEL, "api_key": KEY, "wait_s": 60,
    }  # fmt: skip
    return filled
