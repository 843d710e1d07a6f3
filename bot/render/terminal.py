"""Answers and papers on a screen, with rich. Stored texts are shown readably, never raw.

Everything is built from `rich.text.Text`, which interprets no markup: a title may hold
brackets. Links are never wrapped, so that they can be clicked and copied.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from bot.render.data import affiliations, paper_data
from bot.render.hanging import Hanging
from bot.render.sentences import (
    abstention,
    authors_line,
    filters_line,
    listed,
    offering,
    printable,
    remarks,
    when,
)
from bot.render.stressing import shown
from bot.render.writing import written_view
from bot.words import ENGLISH, words_for
from retrieval.queries import Abstained, Answer, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from bot.words import Words
    from bot.writing import Told
    from retrieval.papers import KnownPaper, Paper, Sighting, Translated
    from retrieval.queries import Evidence, Query

_INDENT = 3
_SUBJECTS = 3  # categories that fit beside the authors; `show` lists them all
_SHORTEST_STRESSED = 3  # letters of a word that is worth stressing
_COMMON = re.compile(
    "about|all|and|any|are|can|could|does|for|from|have|how|into|its|list|not|papers?|show|that|the"
    "|their|there|these|they|this|using|was|what|when|which|who|why|with|work"
)


def answer_view(outcome: Answer | Abstained, told: Told | None = None) -> RenderableType:
    """The papers that answer, numbered, below what was written about them if anything was.

    Without any, the sentence that says why.
    """
    if isinstance(outcome, Abstained):
        return Group(*_abstention(outcome))
    stressed = _stressed(outcome.query)
    words = words_for(outcome.query.language)
    understood = filters_line(outcome.query, words)
    parts: list[RenderableType] = [] if told is None else [written_view(told, words)]
    if left_out := remarks(outcome.query, words):
        parts += [Hanging(Text(printable(left_out), "italic")), Text()]
    if understood:
        sentence = f"{understood[:1].upper()}{understood[1:]}{words.searching.colon}"
        parts += [Hanging(Text(sentence, "italic")), Text()]
    for number, evidence in enumerate(outcome.evidence, 1):
        if number > 1:
            parts.append(Text())
        parts += _evidence(number, evidence, stressed, words)
    return Group(*parts)


def paper_view(known: KnownPaper) -> RenderableType:
    """Everything that is known of one paper."""
    paper = known.paper
    titles = [paper.title, *_translated_titles(paper)]
    parts: list[RenderableType] = [Hanging(Text(shown(title), "bold")) for title in titles]
    parts += [Text(), _facts(known)]
    for heading, text in _texts(known):
        parts += [Text(), Text(printable(heading), "bold"), Hanging(Text(shown(text)))]
    if known.sightings:
        parts += [Text(), Text("Seen", "bold"), *(_sighting(one) for one in known.sightings)]
    return Group(*parts)


def values_view(values: Mapping[str, Any]) -> RenderableType:
    """Names and values, one under the other."""
    width = max(map(len, values), default=0) + 2
    return Group(*(Hanging(_value(str(v)), width, name) for name, v in values.items()))


def _why_none(outcome: Abstained) -> str:
    """As on Discord, but whoever reads this can bring papers in, and has no slash commands."""
    words = words_for(outcome.query.language)
    said = words.searching
    if outcome.reason is Reason.NOTHING_INDEXED:
        return said.nothing_ingested
    if outcome.reason is Reason.SMALLTALK:
        return said.ask_about
    return abstention(outcome.query, outcome.reason, words, offered=bool(outcome.nearest))


def _abstention(outcome: Abstained) -> Iterator[RenderableType]:
    yield Hanging(Text(_why_none(outcome)))
    if outcome.nearest:
        yield Text()
        yield Hanging(Text(offering(outcome.reason, words_for(outcome.query.language)), "italic"))
    for known in outcome.nearest:
        yield Hanging(Text(shown(known.paper.title)), _INDENT, "-")
        if known.paper.url is not None:
            yield _indented(_link(known.paper.url))


def _evidence(
    number: int, evidence: Evidence, stressed: re.Pattern[str] | None, words: Words
) -> Iterator[Any]:
    paper = evidence.paper
    label = f"{number}. ".ljust(_INDENT)
    yield Hanging(Text(shown(paper.title), "bold"), len(label), label)
    facts = _facts_line(paper, words)
    if facts:
        yield _indented(Text(facts))
    if paper.url is not None:
        yield _indented(_link(paper.url))
    for excerpt in evidence.excerpts:
        quote = Text(f"“{shown(excerpt.text)}”", "italic")
        if stressed is not None:
            quote.highlight_regex(stressed, "bold not italic")
        yield _indented(quote)
    if paper.code_url is not None:
        yield _indented(_link(f"code: {printable(paper.code_url)}"))


def _facts_line(paper: Paper, words: Words) -> str:
    authors = printable(authors_line(paper.authors, words))
    subjects = printable(", ".join(paper.categories[:_SUBJECTS]))
    return " · ".join(part for part in (authors, when(paper, words), subjects) if part)


def _facts(known: KnownPaper) -> RenderableType:
    data = paper_data(known)
    values = {
        "id": data["id"] + (f" (version {data['version']})" if data["version"] else ""),
        "authors": ", ".join(data["authors"]),
        "affiliations": "; ".join(affiliations(known)),
        "categories": ", ".join(data["categories"]),
        "submitted": data["published"],
        "updated": data["updated"],
        "announced": data["announced"],
        "withdrawn": "yes: it is shown here, and never offered as an answer"
        if data["withdrawn"]
        else None,
    }
    names = ("comment", "journal_ref", "doi", "licence", "url", "pdf_url", "code_url")
    values |= {name.replace("_", " "): data[name] for name in (*names, "project_url")}
    if len(known.versions) > 1:
        values["versions seen"] = listed([str(v.number or "?") for v in known.versions])
    return values_view({name: value for name, value in values.items() if value})


def _texts(known: KnownPaper) -> Iterator[tuple[str, str]]:
    if known.paper.abstract:
        yield "Abstract", known.paper.abstract
    for language, one in _translated(known.paper):
        if one.abstract:
            by = ""
            if one.machine is not None and "abstract" in one.fields:
                by = f", translated by {one.machine.model}, {one.machine.made.isoformat()}"
            yield f"Abstract ({language}){by}", one.abstract
    yield from ((heading, text) for heading, text in known.notes.items() if text)


def _translated_titles(paper: Paper) -> Iterator[str]:
    for _, one in _translated(paper):
        if one.title:
            machine = "title" in one.fields
            yield ENGLISH.translating.title.format(title=one.title) if machine else one.title


def _translated(paper: Paper) -> Iterator[tuple[str, Translated]]:
    """What the paper says in each language that it is translated into."""
    every = [one.language for one in paper.translations]
    every += [one.language for one in paper.machine]
    for language in dict.fromkeys(every):
        if (there := paper.translated(language)) is not None:
            yield language, there


def _sighting(sighting: Sighting) -> RenderableType:
    facts = [sighting.source, sighting.day.isoformat() if sighting.day else ""]
    facts += [sighting.topic or "", sighting.announce_type or ""]
    if sighting.upvotes is not None:
        facts.append(f"{sighting.upvotes} upvotes")
    return _indented(Text(printable(" · ".join(fact for fact in facts if fact))))


def _stressed(query: Query) -> re.Pattern[str] | None:
    """What to stress in an excerpt: the question's words, and Chinese ones pair by pair."""
    words = [w for w in re.findall(r"[^\W_]+", query.text.casefold()) if not _COMMON.fullmatch(w)]
    latin = [w for w in words if w.isascii() and len(w) >= _SHORTEST_STRESSED]
    chinese = [w[i : i + 2] for w in words if not w.isascii() for i in range(len(w) - 1)]
    choices = [rf"\b{re.escape(w)}(?:s|es|ed|ing)?\b" for w in latin]
    choices += [re.escape(pair) for pair in chinese]
    return re.compile("|".join(choices), re.IGNORECASE) if choices else None


def _value(text: str) -> Text:
    text = printable(text)
    return _link(text) if text.startswith(("http://", "https://")) else Text(text)


def _link(text: str) -> Text:
    return Text(text, "cyan", no_wrap=True, overflow="ignore")


def _indented(text: Text) -> RenderableType:
    return Hanging(text, _INDENT)
