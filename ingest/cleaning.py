"""Text as a source prints it, made into text as we store it.

What is mended: mojibake, HTML entities, control characters, broken Unicode, runs of white
space. What stays as published: LaTeX, quotation marks, full-width punctuation, placeholders
such as "this https URL".

Entities are resolved last: what is written as one is text, never a mark, an ornament or a
separator. That is how a digest of ours holds a title such as "C#" or "🤖 Robots".
"""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import NamedTuple

import ftfy
from pylatexenc.latex2text import LatexNodes2Text

# ftfy's other repairs would rewrite curly quotes, ligatures and Chinese punctuation.
_MOJIBAKE_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_BLANK = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Lengths are bounded in these: a hostile line of 4 MiB must not take quadratic time.
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)|<img\b[^<>]{0,2000}>", re.IGNORECASE)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)")
_TAG = re.compile(
    r"</?(?:a|b|br|center|code|details|div|em|font|h[1-6]|i|li|p|small|span|strong|sub|summary|sup"
    r"|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*")
# Stars, fires, coloured dots and the like, with their variation selectors.
_BADGE = re.compile(r"[\s\u2600-\u27bf\u2b00-\u2bff\u25a0-\u25ff\U0001f300-\U0001faff\ufe0f\u200d]")
_NUMBERING = re.compile(r"^\d{1,3}[.)]\s+(?=\S)")
_ESCAPED = re.compile(r"\\([<>*#])")
_PARENTHESES = re.compile(r"\([^()]*\)")
_NESTED_AFFILIATIONS = 4  # "Jo Do (1) ((1) University (Paris))"
_LONGEST_NAME = 200  # characters; the LaTeX of longer ones is left alone
# what ends or changes a name if it stands there itself, by noncharacters that Unicode keeps free
_IN_NAMES = dict(zip(range(0xFDD0, 0xFDF0), " (),;&*_\\<>[]!`、，；Tt", strict=False))
_PLACEHOLDERS = {ord(character): chr(place) for place, character in _IN_NAMES.items()}
_WRITTEN_OUT = re.compile(rf"&#({'|'.join(map(str, _PLACEHOLDERS))});")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_URL = re.compile(r"https?://[^\s<>\"'{}|\\^`\]\uff00-\uffef\u3000-\u303f\u4e00-\u9fff]+")
_REPOSITORY = re.compile(r"https?://(?:www\.)?github\.com/[\w.-]+/[\w.-]+", re.IGNORECASE)
_PROJECT_PAGE = re.compile(r"https?://[\w.-]+\.github\.io(?:/|$)", re.IGNORECASE)


class Links(NamedTuple):
    """Where the code of a paper lies, and its project page."""

    code: str | None
    project: str | None


def mended(text: str) -> str:
    """The text with mojibake, entities and broken characters repaired; lines are kept."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return _repaired(text)


def _repaired(text: str) -> str:
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", ftfy.fix_text(text, _MOJIBAKE_ONLY))
    return _CONTROL.sub("", text)


def clean(text: str) -> str:
    """One paragraph: mended, every run of white space a single space, none at the ends."""
    return " ".join(mended(text).split())


def plain(text: str) -> str:
    """A paragraph of markdown as plain words: no images, tags, bold marks or escapes."""
    return clean(_ESCAPED.sub(r"\1", unmarked(text)))


def unmarked(text: str) -> str:
    """One line of markdown without images, tags and bold marks; entities and escapes stay."""
    text = _TAG.sub(" ", _IMAGE.sub(" ", text))
    text = " ".join(_BLANK.sub(" ", _BOLD.sub(r"\1", text)).split())
    if _ENTITY.search(text):  # hides what stands beside a character and tells mojibake from text
        return text
    return " ".join(_repaired(text).split())


def heading(text: str) -> str:
    """A title out of a markdown heading: links unwrapped, badges and numbering dropped."""
    text = unmarked(_LINK.sub(r"\1", _IMAGE.sub(" ", text)))
    text = _NUMBERING.sub("", without_badges(text))
    return clean(_ESCAPED.sub(r"\1", _unclosed(without_badges(text)).lstrip("* ")))


def _unclosed(text: str) -> str:
    """The text without the marks that close a heading; escaped ones are text."""
    for marks in ("#", "* "):
        bare = text.rstrip(marks)
        text = text[: len(bare) + 1] if bare.endswith("\\") and bare != text else bare
    return text


def own_id(text: str) -> str:
    """The id that Paperwire gave a paper, to the letter; empty where a digest has none."""
    printed = text.strip()
    return "" if printed == "-" else html.unescape(printed)


def without_badges(text: str) -> str:
    """The text without stars and other badges before and after it; "" if it is badges only."""
    start, end = 0, len(text)
    while start < end and _BADGE.match(text[start]):
        start += 1
    while end > start and _BADGE.match(text[end - 1]):
        end -= 1
    return text[start:end]


def first_link(text: str) -> tuple[str, str] | None:
    """Words and address of the first markdown link."""
    match = _LINK.search(_IMAGE.sub(" ", text))
    return (match[1], match[2]) if match else None


def unescaped(text: str) -> str:
    """The text without the backslashes that markdown puts before `<`, `>`, `*` and `#`.

    Other backslashes are LaTeX in abstracts, and stay.
    """
    return _ESCAPED.sub(r"\1", text)


def people(text: str) -> tuple[str, ...]:
    """Names out of one line, "A. B, C. D and E"; affiliations in parentheses are dropped.

    A comma, a space or the like that is written as a numeric entity belongs to its name.
    """
    text = _WRITTEN_OUT.sub(lambda entity: _PLACEHOLDERS[int(entity[1])], text)
    for _ in range(_NESTED_AFFILIATIONS):
        text = _PARENTHESES.sub(" ", text)
    text = re.sub(r"\bet\.?\s*al\b\.?", " ", text, flags=re.IGNORECASE)
    names = re.split(r"\s*[,;，、；]\s*(?:and\s+)?|\s+and\s+|\s+&\s+", clean(text))
    return tuple(filter(None, map(_name, names)))


def person(name: str) -> str:
    """One name, its LaTeX accents as letters, its markdown marks dropped."""
    return _name(mended(name))


def _name(name: str) -> str:
    if "\\" in name and len(name) < _LONGEST_NAME:
        name = LatexNodes2Text().latex_to_text(name)
    name = _ESCAPED.sub(r"\1", unmarked(name)).strip("*_ ,;")
    return name.translate(_IN_NAMES)


def urls(text: str) -> list[str]:
    """All web addresses in a text, without the punctuation that follows them."""
    return [_trimmed(url) for url in _URL.findall(text)]


def _trimmed(url: str) -> str:
    url = url.rstrip(".,;:!?*_")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(".,;:!?*_")
    return url


def links_in(*texts: str | None) -> Links:
    """Code repository and project page that the texts name, the first of each."""
    found = [url for text in texts if text and "http" in text for url in urls(text)]
    code = next((m[0] for m in map(_REPOSITORY.match, found) if m), None)
    project = next((url for url in found if _PROJECT_PAGE.match(url)), None)
    return Links(code.removesuffix(".git") if code else None, project)


def iso_day(text: str) -> dt.date | None:
    """The first calendar day in a text, year first; None if there is none or it cannot be."""
    match = _ISO_DAY.search(text)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
