"""Questions of people who ask at the same time, encoded in one call.

A model takes little longer for eight questions than for one. Whoever comes first encodes at
once; those who come meanwhile wait for it to end, and then one of them encodes for all. The
encoder is never at work on two threads, and nobody waits for company, unless he would wait for
something else anyway.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.encoding.encoder import Encoder, ModelIdentity, TokenVectors, Vectors

    Read = tuple[Vectors, list[TokenVectors]]

MOST = 64  # texts in one call: more takes the first of them longer than it saves


@dataclass(slots=True)
class _Asked:
    """What one thread wants read."""

    texts: Sequence[str]
    woken: threading.Event = field(default_factory=threading.Event)
    leads: bool = False  # when it is woken: whether it is to encode, or is done
    read: Read | None = None
    error: Exception | None = None


class BatchingEncoder:
    """Encoder that encodes the questions of several threads together. Documents pass.

    Args:
        encoder: encodes.
        most: texts in one call.
        before: called by who is about to encode; more may come while it takes its time.
    """

    def __init__(
        self, encoder: Encoder, most: int = MOST, *, before: Callable[[], object] = lambda: None
    ) -> None:
        self._encoder = encoder
        self._most = most
        self._before = before
        self._lock = threading.Lock()
        self._waiting: list[_Asked] = []
        self._busy = False

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is."""
        return self._encoder.identity

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension)."""
        return self._encoder.encode_documents(texts)

    def read_documents(self, texts: Sequence[str]) -> Read:
        """The same, and each text token by token."""
        return self._encoder.read_documents(texts)

    def read_questions(self, texts: Sequence[str]) -> Read:
        """Unit vectors, float32, shape (len(texts), dimension), and tokens of each text."""
        mine = _Asked(texts)
        with self._lock:
            self._waiting.append(mine)
            if not self._busy:
                self._busy = mine.leads = True
        if not mine.leads:
            mine.woken.wait()
        if mine.leads:
            self._encode()
        if mine.error is not None:
            raise mine.error
        if mine.read is None:
            raise RuntimeError("a question was left behind")
        return mine.read

    def _encode(self) -> None:
        """Those that wait longest, this thread's own first; then it is another one's turn."""
        self._before()
        some = self._taken()
        try:
            vectors, tokens = self._encoder.read_questions([t for one in some for t in one.texts])
            end = 0
            for one in some:
                start, end = end, end + len(one.texts)
                one.read = vectors[start:end], tokens[start:end]
        except Exception as exc:  # noqa: BLE001 - raised by each that asked
            for one in some:
                one.error = exc
        finally:
            self._hand_on()
            for one in some[1:]:
                one.woken.set()

    def _taken(self) -> list[_Asked]:
        with self._lock:
            ends = list(accumulate(len(one.texts) for one in self._waiting))
            count = max(1, sum(end <= self._most for end in ends))
            taken, self._waiting = self._waiting[:count], self._waiting[count:]
            return taken

    def _hand_on(self) -> None:
        with self._lock:
            self._busy = bool(self._waiting)
            if self._busy:
                self._waiting[0].leads = True
                self._waiting[0].woken.set()
