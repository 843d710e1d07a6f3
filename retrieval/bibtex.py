r"""Papers as BibTeX entries.

The writer is our own. pybtex 0.26 was tried: it writes `\_` and `\%` into URLs, breaks
formulas (`$x\_1$`), refuses a title with a lone brace and protects no capitals; the tests
read every entry back with it. An arXiv paper is `@misc` with the fields of arXiv's own
export (https://info.arxiv.org/help/hypertex/bibstyles/index.html explains them), one with
a journal reference is `@article`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.bibtex_names import author, key_of_author
from retrieval.categories import category_code
from retrieval.identity import is_arxiv_id
from retrieval.text.latex import readable
from retrieval.text.latex_encoding import encoded, encoded_title, plain
from retrieval.text.plain import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.papers import Paper

# A title is named after its first other word, as Google Scholar does.
_SMALL_WORDS = re.compile(
    r"an?|and|are|as|at|by|can|do|does|for|from|how|in|is|it|of|on|or|the|to|towards?|via|we"
    r"|what|when|where|which|who|why|with"
)
_LONGEST_KEY_PART = 40
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_UNSAFE_IN_A_LINK = re.compile(r"[\\{}`<>\"^|]|[^\x21-\x7e]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def bibtex(paper: Paper) -> str:
    """One entry, without a line end; every BibTeX parser reads it, whatever the paper holds.

    The key is last name, year and first word of the title, in ASCII: "fang2026robots".
    Fields that nothing is known for are left out. It never holds three backticks in a row.
    """
    return _entry(paper, _key(paper))


def bibtex_file(papers: Iterable[Paper]) -> str:
    """The entries of several papers, each once, under different keys; "" for none.

    Of papers with the same key the first has it as it is, the next ones end in b, c, ...
    """
    entries: dict[str, str] = {}
    taken: set[str] = set()
    for paper in papers:
        if paper.id not in entries:
            key = _free(_key(paper), taken)
            taken.add(key)
            entries[paper.id] = _entry(paper, key)
    return "".join(f"{entry}\n" for entry in entries.values())


def _entry(paper: Paper, key: str) -> str:
    kind = "article" if plain(paper.journal_ref or "") else "misc"
    fields = {name: value for name, value in _fields(paper, kind).items() if value}
    lines = ",\n".join(f"  {name}={{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}\n}}"


def _fields(paper: Paper, kind: str) -> dict[str, str]:
    names = [author(name) for name in paper.authors]
    on_arxiv = is_arxiv_id(paper.id)
    return {
        "title": encoded_title(paper.title),
        "author": " and ".join(name for name in names if name),
        "journal": encoded(paper.journal_ref or ""),
        "year": _year(paper),
        "eprint": paper.id if on_arxiv else "",
        "archivePrefix": "arXiv" if on_arxiv else "",
        "primaryClass": _primary_class(paper) if on_arxiv else "",
        "doi": _doi(paper),
        "url": _link(paper.url or paper.project_url or ""),
        "note": _note(paper, kind),
    }


def _year(paper: Paper) -> str:
    day = paper.published or (paper.period or (None,))[0]
    return f"{day.year:04d}" if day else ""


def _primary_class(paper: Paper) -> str:
    codes = (category_code(c) for c in (paper.primary_category or "", *paper.categories))
    return next((code for code in codes if code), "")


def _doi(paper: Paper) -> str:
    """The first DOI: arXiv lists several with a space between."""
    found = _DOI.search(paper.doi or "")
    return _link(found[0]) if found else ""


def _note(paper: Paper, kind: str) -> str:
    """What styles that know no eprint would not print."""
    of_arxiv = kind == "article" and is_arxiv_id(paper.id)
    parts = [f"arXiv:{paper.id}" if of_arxiv else "", "Withdrawn" if paper.withdrawn else ""]
    return ". ".join(part for part in parts if part)


def _link(url: str) -> str:
    """As it is, as links are read literally, but for what would end the field."""
    return _UNSAFE_IN_A_LINK.sub(_percent, url.strip())


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _key(paper: Paper) -> str:
    named = key_of_author(paper.authors[0]) if paper.authors else ""
    key = named[:_LONGEST_KEY_PART] + _year(paper) + _first_word(paper.title)[:_LONGEST_KEY_PART]
    return key or "paper"


def _first_word(title: str) -> str:
    text = folded(readable(plain(title))).replace("'", "").replace("’", "")
    words = re.findall(r"[a-z0-9]+", text)
    large = (word for word in words if not _SMALL_WORDS.fullmatch(word))
    return next(large, words[0] if words else "")


def _free(key: str, taken: set[str]) -> str:
    candidate, n = key, 1
    while candidate in taken:
        candidate, n = key + _suffix(n), n + 1
    return candidate


def _suffix(n: int) -> str:
    """1 is "b", 25 is "z", 26 is "ba"."""
    letters = ""
    while n or not letters:
        n, digit = divmod(n, len(_LETTERS))
        letters = _LETTERS[digit] + letters
    return letters
