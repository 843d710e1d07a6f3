from __future__ import annotations

import shutil

import pytest

from bot.desk import Asker, Conversation, Desk
from bot.wiring import open_app
from config.settings import Settings
from tests.fakes import HashedWords


@pytest.fixture
def app(filled_folder, tmp_path):
    shutil.copytree(filled_folder, tmp_path / "var")
    settings = Settings(data_dir=tmp_path / "var", now="2026-06-20T12:00:00+00:00")
    with open_app(settings, encoder=HashedWords()) as opened:
        yield opened


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
