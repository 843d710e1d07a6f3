"""What a person sees of a message, out of Discord's JSON or a simulated message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT, _BUTTON = 10, 2


def text_of(message: dict[str, Any]) -> str:
    """All its text, in the order it is read."""
    texts = [message.get("content") or ""]
    texts += [part["content"] for part in _parts(message) if part["type"] == _TEXT]
    return "\n".join(text for text in texts if text)


def buttons_of(message: dict[str, Any]) -> dict[str, str]:
    """Label (or emoji) to custom id of each button, numbered from the second of a label on."""
    found: dict[str, str] = {}
    for part in _parts(message):
        if part["type"] == _BUTTON and "custom_id" in part:
            label = part.get("label") or part["emoji"]["name"]
            times = sum(1 for known in found if known.split("#")[0] == label)
            found[f"{label}#{times + 1}" if times else label] = part["custom_id"]
    return found


def _parts(component: dict[str, Any]) -> Iterator[dict[str, Any]]:
    accessory = (component["accessory"],) if "accessory" in component else ()
    for part in (*(component.get("components") or ()), *accessory):
        yield part
        yield from _parts(part)
