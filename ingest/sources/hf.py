"""Hugging Face daily papers, as `GET /api/daily_papers` answers.

Fields are split between the entry and its nested `paper`, and most may be missing
(https://huggingface.co/docs/hub/api). The nested value counts first: it has the day of
submission in UTC, where the entry has a moment of the day before.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.cleaning import clean, person
from ingest.errors import BadReply, NotRecognised, Truncated
from ingest.sources.entries import day_of, unique
from ingest.withdrawal import is_withdrawn
from retrieval.identity import parse_arxiv_id, title_id
from retrieval.papers import Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DAILY = "hf:daily"
TRENDING = "hf:trending"

_SHAPE = re.compile(r'\s*(?:\[\s*\{|\{\s*"error")')
_MARKS = ('"paper"', '"submittedOnDailyAt"', '"submittedOnDailyBy"', '"discussionId"')
_SEPARATORS = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class _Fields:
    """An entry and its nested paper, read as one."""

    entry: Mapping[str, object]
    paper: Mapping[str, object]

    def value(self, key: str) -> object:
        found = self.paper.get(key)
        return self.entry.get(key) if found in (None, "") else found

    def text(self, key: str) -> str:
        found = self.value(key)
        return clean(found) if isinstance(found, str) else ""

    def number(self, key: str) -> int | None:
        found = self.value(key)
        return found if isinstance(found, int) and not isinstance(found, bool) else None


def looks_like(head: str) -> bool:
    """Whether a text that begins like this is a list of daily papers."""
    return _SHAPE.match(head) is not None and (
        sum(mark in head for mark in _MARKS) > 1 or head.lstrip().startswith('{"error"')
    )


def parse(data: bytes, name: str, *, source: str = DAILY) -> Iterator[Record | Skipped]:
    """Read every paper of a reply, in the reply's order.

    Args:
        data: The reply, UTF-8 JSON.
        name: What to call it in messages; places are "name:line, entry n".
        source: What the sightings are called: "hf:daily" or "hf:trending".

    Raises:
        BadReply: It is an error reply, `{"error": ...}`.
        NotRecognised: It is no JSON list.
        Truncated: It ends early; the complete papers were yielded before.
    """
    text = data.decode("utf-8-sig", "replace")
    _refuse_other(text, name)
    for number, (line, entry) in enumerate(_elements(text, name), start=1):
        # the service sends everything in one line, so the line alone says little
        yield _record_of(entry, f"{name}:{line}, entry {number}", source)


def _refuse_other(text: str, name: str) -> None:
    if text.lstrip().startswith("["):
        return
    try:
        reply = json.loads(text)
    except ValueError as exc:
        raise NotRecognised(f"{name} is not a list of daily papers: it is no JSON.") from exc
    if isinstance(reply, dict) and reply.get("error"):
        reason = str(reply["error"]).rstrip(".")
        raise BadReply(f"{name}: Hugging Face answered with an error: {reason}.")
    raise NotRecognised(f"{name} is not a list of daily papers.")


def _elements(text: str, name: str) -> Iterator[tuple[int, object]]:
    """Each element of a JSON list and the line it begins on, as far as the list is readable."""
    decoder = json.JSONDecoder()
    at, counted, line = text.index("[") + 1, 0, 1
    while True:
        at = _SEPARATORS.match(text, at).end()  # type: ignore[union-attr]  # it matches anywhere
        line, counted = line + text.count("\n", counted, at), at
        if text.startswith("]", at):
            return
        try:
            element, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as exc:
            raise Truncated(f"{name}:{line}: the JSON is damaged or ends in this entry.") from exc
        yield line, element


def _record_of(entry: object, place: str, source: str) -> Record | Skipped:
    if not isinstance(entry, dict):
        return Skipped(place, "the entry is not an object")
    nested = entry.get("paper")
    fields = _Fields(entry, nested if isinstance(nested, dict) else {})
    title = fields.text("title")
    if not title:
        return Skipped(place, "the entry has no title")
    identity = parse_arxiv_id(fields.text("id"))
    abstract = fields.text("summary")
    paper = Paper(
        id=identity[0] if identity else title_id(title),
        version=identity[1] if identity else None,
        title=title,
        abstract=abstract,
        authors=_authors(fields.value("authors")),
        published=day_of(fields.text("publishedAt")),
        code_url=_link(fields, "githubRepo"),
        project_url=_link(fields, "projectPage"),
        withdrawn=is_withdrawn(None, abstract, title),
    )
    return Record(paper, _sighting(fields, source), place)


def _sighting(fields: _Fields, source: str) -> Sighting:
    summary = fields.text("ai_summary")
    return Sighting(
        source,
        day=day_of(fields.text("submittedOnDailyAt")),
        upvotes=fields.number("upvotes"),
        comments=fields.number("numComments"),
        code_url=_link(fields, "githubRepo"),
        affiliations=_affiliations(fields.value("organization")),
        notes=(("ai_summary", summary),) if summary else (),
    )


def _authors(listed: object) -> tuple[str, ...]:
    authors = listed if isinstance(listed, list) else []
    names = (a.get("name") for a in authors if isinstance(a, dict))
    return unique(name for n in names if isinstance(n, str) and (name := person(n)))


def _affiliations(organisation: object) -> tuple[str, ...]:
    if not isinstance(organisation, dict):
        return ()
    name = organisation.get("fullname") or organisation.get("name")
    return (clean(name),) if isinstance(name, str) and clean(name) else ()


def _link(fields: _Fields, key: str) -> str | None:
    """A web address; anything else that somebody typed there is left out."""
    text = fields.text(key)
    return text if re.match(r"https?://\S+$", text) else None
