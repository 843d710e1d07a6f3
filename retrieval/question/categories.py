"""arXiv categories that a question names by their code: "in cs.CV", "math.* papers"."""

from __future__ import annotations

import re

from retrieval.categories import category_code
from retrieval.errors import BadQuestion

_ARCHIVES = r"cs|math|stat|eess|astro-ph|cond-mat|physics|nlin|q-bio|q-fin|econ"
_WHOLE = r"hep-th|hep-ph|hep-ex|hep-lat|gr-qc|quant-ph|math-ph|nucl-th|nucl-ex"
_CODE = rf"(?:(?:{_ARCHIVES})\.(?:[a-z][a-z-]*|\*)|{_WHOLE})(?!\w|/\d|-\w|\.\w)"
_LIST = rf"{_CODE}(?:\s*(?:,|/|、|和|或|与|,?\s+(?:and|or)\s|\+|\|)\s*(?:in\s+)?{_CODE})*"
_LEAD = (
    r"(?:categor(?:y|ies)\s*[:=]?|cat\s*[:=]|subjects?\s*[:=]|类别\s*(?:为|是|[:：=])?"
    r"|分类\s*(?:为|是|[:：=])?)"
)
_NAMED = re.compile(
    rf"(?:(?<![\w])(?:in|from|under|within|on|of|for|tagged|listed (?:in|under))\s+)?(?:the\s+)?"
    rf"(?:(?<![\w.])(?P<lead>{_LEAD})\s*|[在属于]\s*)?"
    rf"(?<![A-Za-z0-9_.@/-])(?P<codes>{_LIST})"
    r"(?:\s+(?:category|categories|subject|section|listings?)(?!\w)|\s*(?:类别|分类|领域"
    r"|板块)?(?:中的|里的|下的|中|里|下|的)?)",
    re.IGNORECASE | re.ASCII,
)
_UNKNOWN = re.compile(r"(?:[a-z-]+\.[a-z]{2})", re.IGNORECASE)


def find_categories(text: str) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """The codes as arXiv writes them, once each, and the places of their words.

    "math.*" is the whole archive, "math". A dotted word that is no category ("cs.show")
    is left alone, unless the question says that it is one.

    Raises:
        BadQuestion: "category: cs.XX" names a category that arXiv does not have.
    """
    codes: dict[str, None] = {}
    places = []
    for match in _NAMED.finditer(text):
        names = re.findall(_CODE, match["codes"], re.IGNORECASE | re.ASCII)
        known = [category_code(name.removesuffix(".*")) for name in names]
        if None in known:
            if match["lead"] and _UNKNOWN.fullmatch(names[known.index(None)]):
                raise BadQuestion(f"{names[known.index(None)]}: arXiv has no such category.")
            continue
        codes |= dict.fromkeys(code for code in known if code)
        places.append(match.span())
    return tuple(codes), places
