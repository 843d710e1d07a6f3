"""Time zones to offer while somebody types one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from retrieval.errors import BadQuestion
from retrieval.following.zones import read_zone, zone_names

if TYPE_CHECKING:
    import datetime as dt

_SHOWN = 25
# Discord's locales, and where most of those who read them are
_OF_LOCALE: dict[str, tuple[str, ...]] = {
    "bg": ("Europe/Sofia",),
    "cs": ("Europe/Prague",),
    "da": ("Europe/Copenhagen",),
    "de": ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich"),
    "el": ("Europe/Athens",),
    "en-GB": ("Europe/London", "Europe/Dublin"),
    "en-US": (
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
    ),
    "es-419": ("America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires"),
    "es-ES": ("Europe/Madrid",),
    "fi": ("Europe/Helsinki",),
    "fr": ("Europe/Paris", "Europe/Brussels", "America/Toronto"),
    "hi": ("Asia/Kolkata",),
    "hr": ("Europe/Zagreb",),
    "hu": ("Europe/Budapest",),
    "id": ("Asia/Jakarta",),
    "it": ("Europe/Rome",),
    "ja": ("Asia/Tokyo",),
    "ko": ("Asia/Seoul",),
    "lt": ("Europe/Vilnius",),
    "nl": ("Europe/Amsterdam", "Europe/Brussels"),
    "no": ("Europe/Oslo",),
    "pl": ("Europe/Warsaw",),
    "pt-BR": ("America/Sao_Paulo",),
    "ro": ("Europe/Bucharest",),
    "ru": ("Europe/Moscow",),
    "sv-SE": ("Europe/Stockholm",),
    "th": ("Asia/Bangkok",),
    "tr": ("Europe/Istanbul",),
    "uk": ("Europe/Kyiv",),
    "vi": ("Asia/Ho_Chi_Minh",),
    "zh-CN": ("Asia/Shanghai", "Asia/Singapore"),
    "zh-TW": ("Asia/Taipei", "Asia/Hong_Kong"),
}


def suggested_zones(typed: str, locale: str, now: dt.datetime) -> list[tuple[str, str]]:
    """Zones that fit what was typed, those where the locale is at home first, and their time.

    Returns:
        Pairs of what is shown, such as "Europe/Berlin (14:05)", and the IANA name.
    """
    wanted = typed.replace("_", " ").casefold().split()
    near = (*_OF_LOCALE.get(locale, ()), "UTC")
    names = list(dict.fromkeys((*_meant(typed), *near, *zone_names())))
    fit = [name for name in names if name in _meant(typed) or _fits(name, wanted)]
    return [(f"{name} ({now.astimezone(ZoneInfo(name)):%H:%M})", name) for name in fit[:_SHOWN]]


def _fits(name: str, wanted: list[str]) -> bool:
    spelled = name.replace("_", " ").casefold()
    return all(word in spelled for word in wanted)


def _meant(typed: str) -> tuple[str, ...]:
    """What the text means by itself: an abbreviation, a city in Chinese, an offset."""
    try:
        return (read_zone(typed),)
    except BadQuestion:
        return ()
