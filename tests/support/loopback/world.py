"""Who and what there is on the little Discord, as the objects that its API sends."""

from __future__ import annotations

from typing import Any

TOKEN = "a-token-that-is-right"  # noqa: S105 - of a Discord that exists in tests only
APPLICATION = "900000000000000001"
WHEN = "2026-06-20T12:00:00+00:00"

EPHEMERAL, LOADING = 1 << 6, 1 << 7  # flags of messages


def user(number: int, name: str, *, bot: bool = False) -> dict[str, Any]:
    return {
        "id": str(900000000000000000 + number),
        "username": name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
    }


BOT = user(1, "paperwire", bot=True)  # the id of a bot is its application's
ADA = user(2, "ada")
BOB = user(3, "bob")

GUILD = "900000000000000100"
_EVERYTHING = str((1 << 50) - 1)


def _place(number: int, kind: int, name: str | None = None, **more: Any) -> dict[str, Any]:
    channel = {
        "id": str(900000000000000000 + number),
        "type": kind,
        "flags": 0,
        "last_message_id": None,
        **more,
    }
    return channel if name is None else channel | {"name": name}


def _text(number: int, name: str) -> dict[str, Any]:
    more = {"guild_id": GUILD, "position": number, "permission_overwrites": [], "parent_id": None}
    return _place(number, 0, name, topic=None, nsfw=False, rate_limit_per_user=0, **more)


PAPERS = _text(101, "papers")
LOUNGE = _text(102, "lounge")
THREAD = _place(
    103,
    11,
    "robots on sand",
    guild_id=GUILD,
    parent_id=PAPERS["id"],
    owner_id=ADA["id"],
    message_count=0,
    member_count=1,
    rate_limit_per_user=0,
    thread_metadata={
        "archived": False,
        "auto_archive_duration": 1440,
        "archive_timestamp": WHEN,
        "locked": False,
    },
)
DM = _place(111, 1, recipients=[ADA])
BOBS_DM = _place(112, 1, recipients=[BOB])
# in a server where the bot is not: members who installed it for themselves use it there
FOREIGN = _text(121, "elsewhere") | {"guild_id": "900000000000000120"}
PLACES = {place["id"]: place for place in (PAPERS, LOUNGE, THREAD, DM, BOBS_DM, FOREIGN)}


def member(of: dict[str, Any], *, permissions: bool = False) -> dict[str, Any]:
    """The part of a member beside the user; with what they may do, as interactions have it."""
    about = {
        "roles": [],
        "nick": None,
        "avatar": None,
        "joined_at": WHEN,
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    return about | ({"user": of, "permissions": _EVERYTHING} if permissions else {})


def server() -> dict[str, Any]:
    """The one server, as GUILD_CREATE has it."""
    everyone = {
        "id": GUILD,
        "name": "@everyone",
        "permissions": _EVERYTHING,
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    members = [member(one) | {"user": one} for one in (BOT, ADA, BOB)]
    return {
        "id": GUILD,
        "name": "A reading group",
        "owner_id": ADA["id"],
        "roles": [everyone],
        "channels": [PAPERS, LOUNGE],
        "threads": [THREAD],
        "members": members,
        "member_count": len(members),
        "emojis": [],
        "stickers": [],
        "features": [],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "preferred_locale": "en-US",
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "icon": None,
        "joined_at": WHEN,
        "large": False,
        "unavailable": False,
    }


def application() -> dict[str, Any]:
    return {
        "id": APPLICATION,
        "name": "paperwire",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": ADA,
        "team": None,
    }
