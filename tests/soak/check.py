"""What everybody should hold, held against what they do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from tests.soak.oracle import Due, Duty
    from tests.soak.reading import Received

_SHOWN = 12  # of each kind of failure
_NEWS = {"new": "new", "close": "new", "revised": "revised", "withdrawn": "revised"}


@dataclass(slots=True)
class Verdict:
    """The counts, and what is wrong."""

    due: int = 0
    received: int = 0
    on_the_day: int = 0
    late: int = 0
    behind: int = 0
    near: int = 0  # near a threshold, delivered or not
    untold: int = 0  # not delivered, and arXiv never got to say it
    gone: int = 0  # not delivered to followers that could not be reached any more
    twin: int = 0  # not delivered beside a paper of the same title
    missing: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    wrong_day: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.twice or self.wrong_day or self.unwanted)

    def lines(self) -> Iterator[str]:
        """The report."""
        for name, number in (
            ("papers that matched, over all followers", self.due),
            ("papers delivered", self.received),
            ("  of these behind a button", self.behind),
            ("  of these said to be late", self.late),
            ("  of these in a digest of their own day", self.on_the_day),
            ("delivered and not required: near a text's threshold", self.near),
            ("not delivered: the follower was gone", self.gone),
            ("not delivered: only in a feed that could not be read while it stood", self.untold),
            ("not delivered: another paper of the same title was", self.twin),
        ):
            yield f"{name:<70}{number:>9,}"
        for name, wrong in (
            ("WRONG: matched and never delivered", self.missing),
            ("WRONG: delivered twice", self.twice),
            ('WRONG: on another day, without the word "late"', self.wrong_day),
            ("WRONG: delivered, and it does not match", self.unwanted),
        ):
            yield f"{name:<70}{len(wrong):>9,}"
            yield from (f"    {one}" for one in wrong[:: len(wrong) // _SHOWN + 1])


def verdict(
    duty: Duty, received: Iterable[Received], *, left: Mapping[str, dt.datetime]
) -> Verdict:
    """Hold one against the other.

    Args:
        duty: what everybody has to be told of.
        received: what everybody holds.
        left: followers that cannot be reached from a moment on; they miss what came then.
    """
    found = Verdict(due=len(duty.dues))
    held: dict[tuple[str, str, str], list[Received]] = defaultdict(list)
    for one in received:
        held[one.follower, one.paper, _NEWS[one.news]].append(one)
    for key, copies in held.items():
        found.received += len(copies)
        found.behind += sum(one.behind for one in copies)
        found.late += sum(one.late for one in copies)
        if len(copies) > 1:
            found.twice.append("; ".join(map(str, copies)))
        due = duty.dues.get(key)
        day = due.day if due is not None else duty.near.get(key)
        if day is None:
            found.unwanted.append(str(copies[0]))
            continue
        found.near += due is None
        for one in copies:
            on_day = one.first <= day <= one.last
            found.on_the_day += on_day and not one.late
            if not on_day and not one.late:
                found.wrong_day.append(f"{one}, announced {day}")
    titles = {(key[0], duty.titles.get(key[1], key[1])) for key in held}
    for key, due in duty.dues.items():
        if key not in held:
            _judge(found, key, due, duty, titles, left.get(due.follower))
    return found


def _judge(
    found: Verdict,
    key: tuple[str, str, str],
    due: Due,
    duty: Duty,
    titles: set[tuple[str, str]],
    gone: dt.datetime | None,
) -> None:
    """Why something was not delivered."""
    if gone is not None and due.day >= gone.date():
        found.gone += 1
    elif key in duty.untold:
        found.untold += 1
    elif due.news == "new" and (key[0], duty.titles.get(key[1], key[1])) in titles:
        found.twin += 1
    else:
        found.missing.append(str(due))
