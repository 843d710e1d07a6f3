"""Time zones as people write them."""

from __future__ import annotations

import difflib
import re
import unicodedata
import zoneinfo
from functools import lru_cache

from retrieval.errors import BadQuestion

_LONGEST = 60  # characters that are quoted or compared
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_NOT_FOR_PEOPLE = {"Factory", "localtime", "posixrules"}
_REGIONS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
)  # fmt: skip

# What IANA names otherwise, or not at all. Abbreviations follow the clock of the place, summer
# time included: IANA's own EST and MST stand still.
_SAID = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC",
    "eastern": "America/New_York", "central": "America/Chicago",
    "mountain": "America/Denver", "pacific": "America/Los_Angeles",
    "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "ct": "America/Chicago", "cdt": "America/Chicago",
    "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin",
    "bst": "Europe/London", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "hkt": "Asia/Hong_Kong",
    "sgt": "Asia/Singapore", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
    "beijing": "Asia/Shanghai", "peking": "Asia/Shanghai", "shenzhen": "Asia/Shanghai",
    "guangzhou": "Asia/Shanghai", "hangzhou": "Asia/Shanghai", "china": "Asia/Shanghai",
    "delhi": "Asia/Kolkata", "new delhi": "Asia/Kolkata", "mumbai": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata", "india": "Asia/Kolkata",
    "munich": "Europe/Berlin", "hamburg": "Europe/Berlin", "germany": "Europe/Berlin",
    "geneva": "Europe/Zurich", "barcelona": "Europe/Madrid", "milan": "Europe/Rome",
    "boston": "America/New_York", "washington": "America/New_York",
    "san francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles",
    "montreal": "America/Toronto", "osaka": "Asia/Tokyo", "canberra": "Australia/Sydney",
    "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "深圳": "Asia/Shanghai",
    "广州": "Asia/Shanghai", "杭州": "Asia/Shanghai", "中国": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei", "新加坡": "Asia/Singapore",
    "东京": "Asia/Tokyo", "首尔": "Asia/Seoul", "纽约": "America/New_York",
    "洛杉矶": "America/Los_Angeles", "伦敦": "Europe/London", "柏林": "Europe/Berlin",
    "巴黎": "Europe/Paris",
}  # fmt: skip
_SEVERAL = {
    "cst": ("America/Chicago", "Asia/Shanghai"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
}


def read_zone(text: str) -> str:
    """The IANA name of a zone: from that name, a city, an offset or an abbreviation.

    "berlin" is Europe/Berlin, "EST" is New York in summer too. "UTC+2" is Etc/GMT-2, as IANA
    turns its signs round: a clock two hours ahead of UTC in winter and in summer.

    Raises:
        BadQuestion: no zone is named so; the sentence offers the nearest ones.
    """
    said = " ".join(unicodedata.normalize("NFKC", text).replace("\u2212", "-").split())[:_LONGEST]
    if not said:
        raise BadQuestion("A time zone is needed, such as Europe/Berlin or UTC+2.")
    key = _key(said)
    if key in _SEVERAL:
        raise BadQuestion(f"{said}: several time zones are called so: {', '.join(_SEVERAL[key])}.")
    if offset := _OFFSET.fullmatch(said):
        return _fixed(said, offset)
    found = _SAID.get(key) or _whole().get(key) or _cities().get(key)
    if found is None:
        raise BadQuestion(_unknown(said, key))
    return found


def is_zone(name: str) -> bool:
    """Whether this is an IANA name, to the letter."""
    return _whole().get(_key(name)) == name


def zone_names() -> list[str]:
    """The names with a region and a city, which suggestions are made from."""
    return sorted(n for n in _whole().values() if n.partition("/")[0] in _REGIONS and "/" in n)


def _fixed(said: str, offset: re.Match[str]) -> str:
    """The zone of a whole hour; others have no name, and a city says them better."""
    hours = int(offset[2]) * (1 if offset[1] == "+" else -1)
    if offset[3] not in {None, "00"}:
        raise BadQuestion(f"{said}: a city is needed instead, such as Asia/Kolkata for UTC+5:30.")
    if not -12 <= hours <= 14:  # noqa: PLR2004 - where the date line ends
        raise BadQuestion(f"{said}: time zones go from UTC-12 to UTC+14.")
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def _unknown(said: str, key: str) -> str:
    names = {_key(name): name for name in zone_names()}
    near = difflib.get_close_matches(key, [*names, *_cities(), *_SAID], n=5, cutoff=0.7)
    known = [names.get(one) or _cities().get(one) or _SAID[one] for one in near]
    if not known:
        return f"{said}: there is no such time zone; write one as Europe/Berlin or UTC+2."
    nearest = ", ".join(list(dict.fromkeys(known))[:3])
    return f"{said}: there is no such time zone; the nearest are {nearest}."


def _key(name: str) -> str:
    """Without case, accents and "time", which IANA's names do without."""
    letters = unicodedata.normalize("NFD", name.replace("_", " ").casefold())
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return re.sub(r" (?:standard |daylight )?time$", "", bare)


@lru_cache(maxsize=1)
def _whole() -> dict[str, str]:
    names = zoneinfo.available_timezones() - _NOT_FOR_PEOPLE
    return {_key(name): name for name in sorted(names)}


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """By the last part of the name; the shortest name where several end so."""
    found: dict[str, str] = {}
    for name in sorted(zone_names(), key=lambda name: (name.count("/"), name)):
        found.setdefault(_key(name.rpartition("/")[2]), name)
    return found
