from __future__ import annotations

from ingest.live.settled import SettledCursor


class Remembered(dict[str, str]):
    """A cursor in memory."""

    def load(self, key: str) -> str | None:
        return self.get(key)

    def save(self, key: str, value: str) -> None:
        self[key] = value


def test_a_position_is_written_only_when_what_lies_behind_it_is_stored():
    behind = Remembered(window="page 1")
    cursor = SettledCursor(behind)
    cursor.save("window", "page 2")
    assert behind == {"window": "page 1"}
    cursor.settle()
    assert behind == {"window": "page 2"}


def test_a_position_held_back_is_what_the_source_reads():
    cursor = SettledCursor(Remembered(window="page 1"))
    cursor.save("window", "")
    assert cursor.load("window") == ""
    assert cursor.load("another") is None


def test_settling_twice_writes_once():
    behind = Remembered()
    cursor = SettledCursor(behind)
    cursor.save("window", "page 2")
    cursor.settle()
    behind.clear()
    cursor.settle()
    assert behind == {}
