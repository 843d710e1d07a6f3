from __future__ import annotations

import pytest

from bot.desk import Asker, Conversation, Desk


@pytest.fixture
def desk(app):
    return Desk(app)


@pytest.fixture
def conversation(app, desk):
    return Conversation(app, desk)


@pytest.fixture
def ada():
    return Asker(user="1", place="10", conversing=True)


@pytest.fixture
def bob():
    return Asker(user="2", place="11", conversing=True)
