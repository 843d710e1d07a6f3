"""What a live source is called on the command line, read into what is to be fetched.

arxiv:cs.CL                         a category's announcements and submissions
arxiv:cs.CL+cs.LG                   several
arxiv:all:video anomaly detection   a search; ti: au: abs: co: jr: cat: rn: id: all:
arxiv:2506.09930                    one paper, by id or link; several with commas
rss:cs.CL+cs.LG                     what was announced last
hf:daily   hf:2026-06-12            Hugging Face's daily papers
hf:trending
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ingest.errors import BadSource
from retrieval.categories import category_code
from retrieval.identity import parse_arxiv_id

_SCHEMES = ("arxiv:", "rss:", "hf:")
_FIELDS = re.compile(r"[(\s]*(?:ti|au|abs|co|jr|cat|rn|id|all):", re.IGNORECASE)
_OPERATORS = re.compile(r"[\"()\[\]]|\b(?:AND|OR|ANDNOT)\b")
_CATEGORY_IN_QUERY = re.compile(r"\bcat:\"?([\w.*-]+)", re.IGNORECASE)
_CATEGORY_SHAPE = re.compile(r"[\w.+-]+")


@dataclass(frozen=True, slots=True)
class ArxivCategories:
    """Everything in these categories, by submission and by announcement."""

    codes: tuple[str, ...]

    @property
    def query(self) -> str:
        """In arXiv's query language; a whole archive needs the wildcard."""
        return " OR ".join(f"cat:{code}" if "." in code else f"cat:{code}*" for code in self.codes)


@dataclass(frozen=True, slots=True)
class ArxivSearch:
    """A query in arXiv's own language."""

    query: str


@dataclass(frozen=True, slots=True)
class ArxivIds:
    """Papers by id; a version may follow the id."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArxivAnnouncements:
    """The last announcement of these categories."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HuggingFaceDay:
    """The daily papers of a day; None: the latest list, or every day since another one."""

    day: dt.date | None


@dataclass(frozen=True, slots=True)
class HuggingFaceTrending:
    """The papers that are trending now."""


Spec = (
    ArxivCategories
    | ArxivSearch
    | ArxivIds
    | ArxivAnnouncements
    | HuggingFaceDay
    | HuggingFaceTrending
)


def is_live(source: str) -> bool:
    """Whether a source names a service, not a file."""
    return source.casefold().startswith(_SCHEMES)


def parse_spec(source: str, *, today: dt.date) -> Spec:
    """What a live source asks for. Nothing is requested yet.

    Raises:
        BadSource: There can be no such thing: an unknown category, an impossible or future
            day, words that are neither a category nor a query.
    """
    scheme, _, wanted = source.partition(":")
    wanted = wanted.strip()
    if not wanted:
        raise BadSource(f"{source!r} does not say what to fetch, such as arxiv:cs.CL or hf:daily.")
    if scheme.casefold() == "hf":
        return _hugging_face(wanted, today)
    if scheme.casefold() == "rss":
        return ArxivAnnouncements(_codes(wanted))
    if scheme.casefold() == "arxiv":
        return _arxiv(wanted)
    raise BadSource(f"{source!r} is no live source; they begin with arxiv:, rss: or hf:.")


def _arxiv(wanted: str) -> ArxivCategories | ArxivSearch | ArxivIds:
    identities = [parse_arxiv_id(part) for part in wanted.split(",")]
    if all(identities):
        return ArxivIds(tuple(f"{i[0]}v{i[1]}" if i[1] else i[0] for i in identities if i))
    if _FIELDS.match(wanted):
        for code in _CATEGORY_IN_QUERY.findall(wanted):
            _known(code.rstrip(".*"))
        return ArxivSearch(_spelled_out(wanted))
    if _CATEGORY_SHAPE.fullmatch(wanted):
        return ArxivCategories(_codes(wanted))
    raise BadSource(
        f"arxiv:{wanted} is neither a category, an id nor a query; to search for words, "
        f'write "arxiv:all:{wanted}".'
    )


def _codes(wanted: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_known(part) for part in re.split(r"[+,]", wanted)))


def _known(text: str) -> str:
    code = category_code(text)
    if code is None:
        raise BadSource(f"arXiv has no category {text!r}; see https://arxiv.org/category_taxonomy.")
    return code


def _spelled_out(query: str) -> str:
    """The query with its field repeated for every word, and joined by AND.

    To arXiv "all:video anomaly" is "video" anywhere OR "anomaly" anywhere: not what it says.
    A name is kept together, and a query with operators is its author's own matter.
    """
    field, _, words = query.partition(":")
    if _OPERATORS.search(query) or ":" in words or len(words.split()) < 2:  # noqa: PLR2004 - one word
        return query
    if field.strip().casefold() == "au":
        return f'au:"{" ".join(words.split())}"'
    return " AND ".join(f"{field.strip()}:{word}" for word in words.split())


def _hugging_face(wanted: str, today: dt.date) -> HuggingFaceDay | HuggingFaceTrending:
    if wanted.casefold() == "trending":
        return HuggingFaceTrending()
    if wanted.casefold() == "daily":
        return HuggingFaceDay(None)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", wanted):
        raise BadSource(f"hf:{wanted} is none of hf:daily, hf:trending and hf:YYYY-MM-DD.")
    try:
        day = dt.date.fromisoformat(wanted)
    except ValueError as exc:
        raise BadSource(f"hf:{wanted} is no day of the calendar.") from exc
    if day > today + dt.timedelta(days=1):  # it is tomorrow already further east
        raise BadSource(f"hf:{wanted} has not come yet.")
    return HuggingFaceDay(day)
