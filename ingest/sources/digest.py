"""Daily digests in markdown: a heading for each paper, then labelled fields, then a rule.

    # Title
    **Title (ZH)**: 题目
    **Authors**: A, B
    **Link**: [PDF](https://arxiv.org/pdf/2506.09930)
    **Abstract**: text
    **Abstract (ZH)**: 文字
    ---

The plain family has no fields in Chinese. Where Paperwire had a model translate, the digest says
so (`**Translated by**: model, 2026-06-15`), and it is read as such. Any field may be missing; a
paper without a link is known by its title, or by the id that Paperwire itself gave it when it
wrote the digest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.cleaning import (
    clean,
    first_link,
    heading,
    iso_day,
    links_in,
    own_id,
    people,
    plain,
    unescaped,
    urls,
)
from ingest.reading import capped
from ingest.withdrawal import is_withdrawn
from retrieval.identity import parse_arxiv_id, title_id
from retrieval.papers import (
    MachineTranslation,
    Paper,
    Record,
    Sighting,
    Skipped,
    Translation,
    text_hash,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLAIN = "digest:plain"
BILINGUAL = "digest:bilingual"

_HEADING = re.compile(r"\s{0,3}(#{1,4})\s+(.*?)\s*$")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*$")
_NAMES = (
    r"title|authors?|links?|url|pdf|paper|arxiv(?:\s+(?:id|link))?|abstract|summary|code|github"
    r"|project(?:\s+page)?|comments?|categor(?:y|ies)|subjects?|date|published|updated|announced"
    r"|affiliations?|keywords?|topics?|upvotes?|score|doi|journal(?:[\s-]ref)?|catalogue\s+id|news"
    r"|translated\s+by"
)
_FIELD = re.compile(
    rf"\s*(?:[-*+]\s+)?\*\*\s*({_NAMES})\s*(?:[(（]\s*([a-z-]{{2,7}})\s*[)）])?\s*"
    r"(?:[:：]\s*\*\*|\*\*\s*[:：])\s*(.*)$",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"\s*(?:[-*+]\s+)?\*\*\s*(?:authors?|links?|abstract|catalogue\s+id)\b", re.IGNORECASE
)
_TRANSLATED_BY = re.compile(
    r"(?P<model>.+), (?P<day>\d{4}-\d\d-\d\d)(?: \((?P<only>title|abstract)\))?"
)
_LANGUAGES = {"zh", "cn", "chinese", "zh-cn"}
_ALIASES = {
    "author": "authors",
    "links": "link",
    "url": "link",
    "pdf": "link",
    "paper": "link",
    "arxiv": "link",
    "arxiv id": "link",
    "arxiv link": "link",
    "summary": "abstract",
    "github": "code",
    "project page": "project",
    "comments": "comment",
    "category": "categories",
    "subject": "categories",
    "subjects": "categories",
    "affiliation": "affiliations",
    "topics": "topic",
    "journal ref": "journal",
    "journal-ref": "journal",
}


@dataclass(slots=True)
class _Section:
    """A heading and the fields below it, as printed."""

    title: str
    line: int
    level: int
    link: tuple[str, str] | None
    fields: dict[str, list[str]] = field(default_factory=dict)
    current: list[str] | None = None

    def get(self, name: str) -> str:
        return "\n".join(self.fields.get(name, ()))

    def add(self, line: str) -> None:
        """A field, or more of the field before."""
        match = _FIELD.match(line)
        if match is None:
            if self.current is not None:
                self.current.append(line)
            return
        name = re.sub(r"\s+", " ", match[1].lower())
        name = _ALIASES.get(name, name)
        if match[2]:
            name += " zh" if match[2].lower() in _LANGUAGES else f" {match[2].lower()}"
        self.current = self.fields.setdefault(name, [])
        self.current.append(match[3])


def looks_like(head: str) -> bool:
    """Whether there are headings, and below them fields such as `**Authors**:`."""
    lines = iter(head.split("\n"))
    return any(map(_HEADING.match, lines)) and any(map(_SIGN.match, lines))


def parse(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Record | Skipped]:
    """A record for each section; the reason for each section that is none.

    Args:
        lines: Numbered lines.
        name: The file as the user named it.
    """
    before: _Section | None = None
    for section in _sections(capped(lines, name)):
        if section.fields:
            yield _record_of(section, name)
        elif before is not None and before.level >= section.level and not _is_group(section):
            yield Skipped(f"{name}:{section.line}", f"nothing stands below “{section.title}”")
        before = section


def _is_group(section: _Section) -> bool:
    """A heading over several papers: its title says so by being a category or a day."""
    return bool(iso_day(section.title) or re.fullmatch(r"[a-z-]+\.[A-Z]{2}", section.title))


def _sections(lines: Iterable[tuple[int, str]]) -> Iterator[_Section]:
    """Each section as soon as it is complete: at its rule or at the next heading."""
    section: _Section | None = None
    for number, line in lines:
        match = _HEADING.match(line)
        if match and (title := heading(match[2])):
            if section is not None:
                yield section
            section = _Section(title, number, len(match[1]), first_link(match[2]))
        elif section is not None and _RULE.match(line):
            yield section
            section = None
        elif section is not None:
            section.add(line)
    if section is not None:
        yield section


def _record_of(section: _Section, name: str) -> Record | Skipped:
    place = f"{name}:{section.line}"
    abstract = clean(unescaped(section.get("abstract")))
    found = parse_arxiv_id(section.get("link")) or _in_heading(section)
    own = own_id(section.get("catalogue id"))
    if found is None and not abstract and not own:
        return Skipped(place, f"neither a link nor an abstract below “{section.title}”")
    base_id, version = found or (own or title_id(section.title), None)
    comment = clean(section.get("comment")) or None
    links = links_in(abstract, comment)
    paper = Paper(
        id=base_id,
        title=section.title,
        abstract=abstract,
        version=version,
        authors=people(section.get("authors")),
        categories=tuple(re.findall(r"[a-z-]+(?:\.[A-Za-z-]{2,})?", section.get("categories"))),
        published=iso_day(section.get("published") or section.get("date")),
        updated=iso_day(section.get("updated")),
        listed=iso_day(section.get("announced")),
        comment=comment,
        journal_ref=clean(section.get("journal")) or None,
        doi=clean(section.get("doi")) or None,
        code_url=next(iter(urls(section.get("code"))), links.code),
        project_url=next(iter(urls(section.get("project"))), links.project),
        withdrawn=is_withdrawn(comment, abstract, section.title),
        translations=_translations(section),
    )
    paper = _told_apart(paper, section.get("translated by"))
    source = BILINGUAL if any(name.endswith(" zh") for name in section.fields) else PLAIN
    topic = clean(section.get("topic")) or None
    return Record(paper, Sighting(source, topic=topic), place)


def _told_apart(paper: Paper, translated_by: str) -> Paper:
    """The paper with what a model translated apart from what a source printed."""
    note = _TRANSLATED_BY.fullmatch(clean(translated_by))
    day = iso_day(note["day"]) if note else None
    if note is None or day is None or not paper.translations:
        return paper
    [both] = paper.translations
    title, abstract = note["only"] != "abstract", note["only"] != "title"
    machine = MachineTranslation(
        both.language,
        both.title if title else "",
        both.abstract if abstract else "",
        model=note["model"],
        made=day,
        of=text_hash(paper.title, paper.abstract),
    )
    printed = replace(
        both, title="" if title else both.title, abstract="" if abstract else both.abstract
    )
    left = (printed,) if printed.title or printed.abstract else ()
    return replace(paper, translations=left, machine=(machine,))


def _in_heading(section: _Section) -> tuple[str, int | None] | None:
    return parse_arxiv_id(section.link[1]) if section.link else None


def _translations(section: _Section) -> tuple[Translation, ...]:
    title = plain(section.get("title zh"))
    abstract = clean(unescaped(section.get("abstract zh")))
    return (Translation("zh", title, abstract),) if title or abstract else ()
