"""The controls under what is followed, heard by their ids, whoever showed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord.ext import commands

from bot.cogs.recipients import recipient_of
from bot.desk import Sentence
from bot.desk.followed import Field
from bot.replying import LOST, asker_of
from bot.views.following import form
from bot.views.touches import Act, Touch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.client import PaperwireBot
    from bot.desk import Asker, Showing
    from bot.desk.followed import Recipient
    from bot.replying import Interaction, Work


class Touching(commands.Cog):
    """Edits, removes, pauses; rights are looked at again each time."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Hear the controls by their ids, also those that an earlier process showed."""
        data: Mapping[str, Any] = interaction.data or {}
        touch = Touch.read(str(data.get("custom_id", "")))
        if touch is None:
            return
        with self._bot.answering():
            try:
                await self._touched(interaction, touch, data)
            except LOST as exc:
                self._bot.replying.undelivered(exc)

    async def _touched(
        self, interaction: Interaction, touch: Touch, data: Mapping[str, Any]
    ) -> None:
        settings = await self._bot.rules.settings(interaction.guild_id)
        who, recipient = asker_of(interaction, settings), recipient_of(interaction)
        work = self._work(touch, recipient, data)
        if touch.act is Act.EDIT and work is not _refused:
            # Discord takes no form after a deferral
            edited = await self._bot.engine.quick(
                self._bot.engine.following.form, recipient, touch.about
            )
            if edited is not None:
                await interaction.response.send_modal(form(*edited, who.words))
                return
        await interaction.response.defer()
        reply = await self._bot.replying.work(
            who, work, searching=touch.act is Act.THRESHOLD, quoting=False
        )
        if reply.view is not None:
            reply.view.stop()  # the client need not remember it
            await interaction.edit_original_response(view=reply.view)
        else:
            await interaction.followup.send(**reply.arguments(), ephemeral=True)

    def _work(self, touch: Touch, recipient: Recipient, data: Mapping[str, Any]) -> Work:
        """What the control asks for; a refusal where the person may not have it."""
        if touch.follower != recipient.id or not recipient.editable:
            return _refused
        desk = self._bot.engine.following
        works: dict[Act, Work] = {
            # what can be edited is shown as a form before it comes to this
            Act.EDIT: lambda who: desk.followings(recipient, note=who.words.following.gone),
            Act.FORM: lambda who: desk.edit(who, recipient, touch.about, _typed(data)),
            Act.REMOVE: lambda who: desk.remove(who, recipient, touch.about),
            Act.THRESHOLD: lambda who: desk.set_threshold(
                who, recipient, touch.about, _chosen(data)
            ),
            Act.PAGE: lambda _who: desk.followings(recipient, _number(touch.about)),
            Act.PAUSE: lambda _who: desk.pause(recipient, None),
            Act.RESUME: lambda who: desk.resume(who, recipient),
        }
        return works[touch.act]


def _refused(who: Asker) -> Showing:
    return Sentence(who.words.following.only_managers)


def _typed(data: Mapping[str, Any]) -> dict[str, str]:
    """By field, the texts of a form, which Discord puts inside their labels."""
    fields = [part.get("component", part) for part in data.get("components", ())]
    typed = {one.get("custom_id"): str(one.get("value") or "") for one in fields}
    return {field.value: typed.get(field.value, "") for field in Field}


def _chosen(data: Mapping[str, Any]) -> str:
    """The value of a list where one is chosen."""
    return next((str(value) for value in data.get("values", ())), "")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
