"""For whom somebody follows: the channel where they ask, or themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.desk.followed import Recipient
from retrieval.following.values import Way

if TYPE_CHECKING:
    from bot.replying import Interaction


def recipient_of(interaction: Interaction) -> Recipient:
    """The channel in a server that has the bot; else whoever asks, by direct message.

    A member can use the bot in servers that do not have it, where it cannot post by itself.
    """
    user, server = str(interaction.user.id), interaction.guild_id
    if server is None or interaction.client.get_guild(server) is None:
        return Recipient(Way.MEMBER, user, owner=user, foreign=server is not None)
    allowed = interaction.permissions
    return Recipient(
        Way.CHANNEL,
        str(interaction.channel_id),
        server=str(server),
        owner=user,
        editable=allowed.manage_guild or allowed.administrator,
    )


def may_post(interaction: Interaction, recipient: Recipient) -> bool:
    """Whether the bot may send digests there; direct messages only show when they are sent."""
    if recipient.way is not Way.CHANNEL:
        return True
    mine = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    write = mine.send_messages_in_threads if in_thread else mine.send_messages
    return mine.administrator or (mine.view_channel and write and mine.embed_links)
