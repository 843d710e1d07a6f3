"""Who a paper is: arXiv identifiers and normalised titles.

The scheme is https://info.arxiv.org/help/arxiv_identifier.html: `YYMM.number` with four
digits from 2007-04, five from 2015-01, and `archive[.SUBJ]/YYMMNNN` before.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD = r"[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}"
_BASE = re.compile(rf"(?:{_NEW}|{_OLD})")
_FOUND = re.compile(
    rf"(?:arxiv(?:\.org)?[:/]\s*(?:abs/|pdf/|html/|src/)?|huggingface\.co/papers/"
    rf"|10\.48550/arxiv\.)({_NEW}|{_OLD})(?:v(\d{{1,3}}))?(?!\d)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\s*({_NEW}|{_OLD})(?:v(\d{{1,3}}))?\s*")
_NUMBERED = re.compile(r"(\d{4})\.(\d{4,5})", re.ASCII)
_MONTH, _SHORT, _FOUR = 1_000_000, 500_000, 4  # see `arxiv_number`
_NO_LETTERS = re.compile(r"[\W_]+")  # nor digits, of any script
_TITLE_PREFIX = "title:"


def is_arxiv_id(text: str) -> bool:
    """Whether the text is an arXiv base id, without a version."""
    return _BASE.fullmatch(text) is not None


def parse_arxiv_id(text: str) -> tuple[str, int | None] | None:
    """Base id and version out of an id, an arXiv or Hugging Face link, or a DOI.

    Returns None when the text names no arXiv paper. Text around a link is allowed, text
    around a bare id is not: a sentence may hold numbers that look like one.
    """
    match = _BARE.fullmatch(text) or _FOUND.search(text)
    if match is None:
        return None
    return match[1], int(match[2]) if match[2] else None


def arxiv_number(paper_id: str) -> int | None:
    """A number for an id of the form that arXiv gives since 2007, another for each; else None.

    Year and month, then the number within the month; an id of four digits is told by half a
    million more.
    """
    found = _NUMBERED.fullmatch(paper_id)
    if found is None:
        return None
    month, within = found.groups()
    short = _SHORT if len(within) == _FOUR else 0
    return int(month) * _MONTH + short + int(within)


def numbered_arxiv_id(number: int) -> str:
    """The id that `arxiv_number` made the number of."""
    month, within = divmod(number, _MONTH)
    return f"{month:04}.{within - _SHORT:04}" if within >= _SHORT else f"{month:04}.{within:05}"


def arxiv_month(base_id: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of the month that an arXiv id names; None for any other id."""
    if not is_arxiv_id(base_id):
        return None
    digits = base_id.rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    year += 1900 if year > 90 and "/" in base_id else 2000  # noqa: PLR2004 - arXiv began in 1991
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def normalised_title(title: str) -> str:
    """The title as it is compared: case, accents, LaTeX marks and punctuation removed."""
    text = unicodedata.normalize("NFKD", title).casefold()
    text = re.sub(r"\\[a-z]+\s*|[{}$^_~]", "", text)
    return _NO_LETTERS.sub("", text)


def title_id(title: str) -> str:
    """The id of a paper that is known by its title only: "title:<slug>".

    The slug keeps words apart by hyphens, for people; letters of any script stay.
    """
    text = unicodedata.normalize("NFKD", title).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _TITLE_PREFIX + re.sub(r"[\W_]+", "-", text).strip("-")


def is_title_id(paper_id: str) -> bool:
    """Whether the paper is known by its title only."""
    return paper_id.startswith(_TITLE_PREFIX)
