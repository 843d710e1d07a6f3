"""What the bot can say. A language is one value of `Words`; a missing sentence is a type error.

Texts in braces are filled in with `str.format`; what is filled in is escaped by the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.words.delivery import Delivering
    from bot.words.digests import Digests
    from bot.words.explaining import Explaining
    from bot.words.following import Following
    from bot.words.translating import Translating
    from bot.words.writing import Writing


@dataclass(frozen=True, slots=True)
class Lists:
    """Names in a row."""

    comma: str
    conjunction: str  # before the last one, where all are meant
    disjunction: str  # before the last one, where one is enough
    shortened: str  # {names} that are shown, and how many {more} there are


@dataclass(frozen=True, slots=True)
class Dates:
    """Days, and what happened on them."""

    day: str  # {year}, {month} and {day} as numbers
    month: str  # {name} and {year}
    months: tuple[str, ...]  # the twelve names
    announced: str  # {day}
    submitted: str
    updated: str


@dataclass(frozen=True, slots=True)
class Searching:
    """What narrows a search, and why nothing came of it."""

    on: str  # {day}
    between: str  # {since} and {until}, both inclusive
    since: str
    until: str
    noticed: str  # instead of `since`, of a list of what is talked about; {since}
    categories: str  # {categories}, one of which is enough
    authors: str  # {authors}, all of them
    code: str
    survey: str
    venues: str  # {venues}, one of which is enough
    affiliations: str  # {affiliations}, likewise
    no_survey: str
    without: str  # {part}: one of the above
    excluded: str  # {topics}
    newest: str
    surveys_first: str
    ignored: str  # {parts}: those of the above that nothing stored can tell
    comma: str  # between two of those in a heading
    joint: str  # and within a sentence
    untold: str  # the same, where nothing else was asked for
    sentence_joint: str  # between two sentences
    corrected: str  # {pairs} of the next kind
    meant: str  # what was {typed}, and what is {meant} by it
    in_english: str  # {text}: a Chinese question's, in English
    colon: str  # behind a heading of the terminal
    nothing_indexed: str
    nothing_ingested: str  # the same two in the terminal, which has no slash commands
    ask_about: str
    smalltalk: str
    none_in_range: str  # {narrowed}: those of the above that hold
    none_anywhere: str
    irrelevant_in_range: str  # {narrowed}
    irrelevant: str
    nearest: str  # above papers that lie near and do not answer
    elsewhere: str  # above papers that answer and lie outside of what was asked for


@dataclass(frozen=True, slots=True)
class Refusals:
    """Why somebody is not answered."""

    failed: str  # nobody's fault who reads it
    away: str  # the same, and it mends itself: a server does not answer just now
    wait: str  # {seconds}, two at least
    not_here: str  # {channels}
    unknown_paper: str  # {named}: the id, the link or the title that was typed
    only_managers: str
    only_in_servers: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The settings of a server, as those who manage it see and change them."""

    title: str
    saved: str
    channels: str
    channels_hint: str
    everywhere: str  # stands in the empty list of channels
    answers: str
    public: str
    private: str
    make_private: str
    make_public: str
    categories: str
    categories_hint: str
    all_categories: str
    edit_categories: str
    categories_field: str  # at most 45 characters
    bad_categories: str  # {bad}, and all that was {typed}
    language: str
    language_hint: str
    automatic: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the bot says to what a member did. {title} is somebody else's text, escaped later."""

    no_text: str
    nothing_saved: str
    saved: str  # {title}
    saved_several: str  # {count}
    saved_before: str
    unsaved: str  # {title}
    not_kept: str
    thanks: str
    no_more: str
    no_such_number: str  # {count}
    may_not_write: str
    forgotten: str  # {turns}, {saved}, {ratings}
    status: str  # {papers}, {indexed}, {due}, {newest}
    references: str  # above a file of several references; {count}


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers, as a message shows them."""

    # above a list
    like: str  # {title}
    newest: str
    trending: str
    kept: str  # a member's own list
    page: str  # {page} of {pages}
    # notes on one paper
    revised: str  # {day}
    revised_once: str  # on a day that nobody knows
    version: str  # {number}; follows one of those two
    withdrawn: str
    only_title: str  # and there is nothing to explain it with
    # links
    abstract: str
    code: str
    project: str
    # what is known of it, as "name: value"
    fact: str  # {name} and {value}
    authors: str
    affiliations: str
    dates: str
    categories: str
    comment: str
    journal: str
    licence: str
    versions: str
    sections: str  # headings of what a digest wrote
    seen: str
    digest: str  # where it was seen
    upvotes: str  # {count}
    sources: str  # {count} more


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    language: str  # ISO 639-1
    name: str  # in the language itself
    lists: Lists
    dates: Dates
    searching: Searching
    refusals: Refusals
    panel: Panel
    said: Said
    papers: Papers
    digests: Digests
    following: Following
    delivery: Delivering
    explaining: Explaining
    translating: Translating
    writing: Writing
    help: str  # markdown, our own

    # buttons
    previous: str
    next: str
    similar: str
    bibtex: str
    save: str
    unsave: str  # the same button on a member's own list
    more: str  # the further excerpts of a paper
