"""What can go wrong while papers come in.

    IngestError
    ├── SourceUnreadable   the file or folder is missing, forbidden, or is neither
    ├── NotRecognised      it was read, and holds none of the formats known here
    ├── Truncated          it ends too early or is damaged; what stood before was delivered
    ├── TooLarge           it is over a documented limit, or unpacks to absurd sizes
    ├── BadSource          the source as it was asked for cannot exist: an unknown category
    ├── BadReply           a remote service answered with an error or with nonsense
    └── Unreachable        a remote service did not answer, after all retries

The message of each is one sentence that a user can act on. `retryable` says whether the
same call may succeed later without anyone changing anything.
"""

from __future__ import annotations

from typing import ClassVar


class IngestError(Exception):
    """Root of this package's errors."""

    retryable: ClassVar[bool] = False


class SourceUnreadable(IngestError):
    """The file or folder cannot be opened or read."""


class NotRecognised(IngestError):
    """The content is none of the formats that can be ingested."""


class Truncated(IngestError):
    """The content ends too early or is damaged; everything before that was delivered."""


class TooLarge(IngestError):
    """The content is over a documented limit."""


class BadSource(IngestError):
    """The source as it was asked for cannot be used: an unknown category, an impossible day."""


class BadReply(IngestError):
    """A remote service answered with an error, or with something that is no answer."""

    def __init__(self, message: str, *, status: int | None = None, url: str | None = None) -> None:
        super().__init__(message)
        self.status = status  # HTTP status, None when the reply came from a file without one
        self.url = url


class Unreachable(IngestError):
    """A remote service did not answer: a timeout, a refused connection, 5xx after all retries."""

    retryable: ClassVar[bool] = True

    def __init__(self, message: str, *, status: int | None = None, url: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.url = url
