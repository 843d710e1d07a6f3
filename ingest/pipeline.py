"""From what sources yield to what is stored: in batches, safe to repeat, nothing read is lost.

A source that fails midway keeps what was read before. An interruption (Ctrl-C) first stores
what was read, then goes on its way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ingest.errors import IngestError
from retrieval.papers import Skipped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from retrieval.catalogue import Stored
    from retrieval.papers import Record

BATCH = 500
MOST_ERRORS = 1_000  # sentences kept; the counts go on


class Store(Protocol):
    """Where records go."""

    def store(self, records: Sequence[Record], *, today: dt.date) -> Stored:
        """Merge the records in, all or none; safe to repeat.

        Raises:
            StoreError: nothing of this call was stored.
        """


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one source has come, in records; told after every batch."""

    read: int
    stored: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one source or, added up, of several."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0  # records that could not be read
    failed: int = 0  # sources that could not be read, or not to their end
    errors: tuple[str, ...] = ()  # a sentence or "place: reason" for each, MOST_ERRORS kept

    def __add__(self, other: Report) -> Report:
        return Report(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.skipped + other.skipped,
            self.failed + other.failed,
            _capped(self, other),
        )

    @property
    def complete(self) -> bool:
        """Whether every source was read to its end."""
        return self.failed == 0

    def as_json(self) -> dict[str, int | list[str]]:
        """The report under the keys of the command-line contract."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "failed": self.failed,
            "errors": list(self.errors),
        }


def _capped(report: Report, later: Report) -> tuple[str, ...]:
    """The first MOST_ERRORS, but why a source failed is never crowded out by bad records."""
    if later.failed and later.errors:
        room = max(MOST_ERRORS - len(later.errors), 0)
        return (*report.errors[:room], *later.errors)[-MOST_ERRORS:]
    return (*report.errors, *later.errors)[:MOST_ERRORS]


def failure(exc: IngestError) -> Report:
    """The report of a source that could not be opened at all."""
    return Report(failed=1, errors=(str(exc),))


def ingest(  # noqa: PLR0913 - the source, the store, and what the caller wants to hear of
    items: Iterable[Record | Skipped],
    store: Store,
    *,
    today: dt.date,
    batch: int = BATCH,
    on_progress: Callable[[Progress], None] | None = None,
    on_skip: Callable[[Skipped], None] | None = None,
) -> Report:
    """Store everything that a source yields.

    Args:
        items: what the source yields; an IngestError that it raises ends it and is reported.
        store: where records go.
        today: the day to note with texts seen for the first time.
        batch: how many records make one transaction.
        on_progress: hears of every batch.
        on_skip: hears of every record that could not be read.

    Raises:
        StoreError: the store failed; batches before are stored.
    """
    run = _Run(store, today, batch, on_progress)
    try:
        for item in items:
            if isinstance(item, Skipped):
                run.skip(item)
                if on_skip:
                    on_skip(item)
            else:
                run.take(item)
    except IngestError as exc:
        run.flush()
        return run.report() + failure(exc)
    except KeyboardInterrupt:
        run.flush()
        raise
    run.flush()
    return run.report()


@dataclass(slots=True)
class _Run:
    store: Store
    today: dt.date
    size: int
    on_progress: Callable[[Progress], None] | None
    counts: Report = field(default_factory=Report)
    pending: list[Record] = field(default_factory=list)
    stored: int = 0
    skipped: int = 0
    skips: list[str] = field(default_factory=list)

    def take(self, record: Record) -> None:
        self.pending.append(record)
        if len(self.pending) >= self.size:
            self.flush()

    def skip(self, skipped: Skipped) -> None:
        self.skipped += 1
        if len(self.skips) < MOST_ERRORS:
            self.skips.append(f"{skipped.place}: {skipped.reason}")

    def flush(self) -> None:
        """Store what is pending; it stays pending if that fails or is interrupted."""
        if self.pending:
            done = self.store.store(self.pending, today=self.today)
            self.stored += len(self.pending)
            self.pending = []
            self.counts += Report(done.added, done.updated, done.unchanged)
        if self.on_progress:
            read = self.stored + self.skipped
            self.on_progress(Progress(read, self.stored, self.skipped))

    def report(self) -> Report:
        return self.counts + Report(skipped=self.skipped, errors=tuple(self.skips))
