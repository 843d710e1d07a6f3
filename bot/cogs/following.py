"""What channels and members follow: `/follow`, `/following`, `/unfollow`, `/pause`, `/preview`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs.options import (
    complete_authors,
    complete_categories,
    complete_followed,
    complete_papers,
    complete_zones,
    everywhere,
)
from bot.cogs.recipients import may_post, recipient_of
from bot.desk import Sentence
from bot.desk.followed import Wish
from bot.desk.following import MAX_PAUSE, PREVIEW_DAYS
from bot.desk.previews import MAX_ANNOUNCEMENTS, MAX_WEEKS, WEEKS
from bot.replying import LOST, asker_of
from retrieval.following.values import MAX_MOST, Style

if TYPE_CHECKING:
    from bot.client import PaperwireBot
    from bot.desk import Asker, Showing
    from bot.desk.followed import Recipient
    from bot.replying import Interaction, Work

_STYLES = [
    app_commands.Choice(name="Titles and links", value=Style.SHORT.value),
    app_commands.Choice(name="With the sentences that match", value=Style.EXCERPT.value),
    app_commands.Choice(name="With the Chinese text too", value=Style.BILINGUAL.value),
]


class Following(commands.Cog):
    """Translates between Discord and the desk. Answers are for who asked only."""

    def __init__(self, bot: PaperwireBot) -> None:
        self._bot = bot

    @everywhere
    @app_commands.command(description="Get the new papers on a topic, on the day they come out")
    @app_commands.describe(
        topic="What they should be about, in your own words",
        keywords="Words or phrases, with commas between them; one is enough",
        category="A category of arXiv such as cs.CL; several with commas between them",
        author="An author's name; several with semicolons between them",
        paper="Follow a paper: new versions, a withdrawal, papers very close to it",
        time="When the digest comes: 09:00 if you don't say",
        timezone="Whose clock that is: a city or a zone such as Europe/Berlin",
        max="How many papers are shown at once (10 if you don't say)",
        style="How much is said of each paper",
    )
    @app_commands.choices(style=_STYLES)
    @app_commands.autocomplete(
        category=complete_categories,
        author=complete_authors,
        paper=complete_papers,
        timezone=complete_zones,
    )
    async def follow(  # noqa: PLR0913 - one parameter for each option of the command
        self,
        interaction: Interaction,
        *,
        topic: str | None = None,
        keywords: str | None = None,
        category: str | None = None,
        author: str | None = None,
        paper: str | None = None,
        time: str | None = None,
        timezone: str | None = None,
        max: app_commands.Range[int, 1, MAX_MOST] | None = None,  # noqa: A002 - the option's name
        style: str | None = None,
    ) -> None:
        """The channel follows, or in a direct message whoever asks."""
        wish = Wish(
            text=topic or "",
            keywords=keywords or "",
            categories=category or "",
            authors=author or "",
            paper=paper,
            at=time,
            timezone=timezone,
            most=max,
            style=Style(style) if style else None,
        )
        recipient = recipient_of(interaction)
        writable = may_post(interaction, recipient)

        def work(who: Asker) -> Showing:
            if not writable:
                return Sentence(who.words.following.may_not_post)
            return self._bot.engine.following.follow(recipient, wish, who.words.language)

        await self._changing(interaction, recipient, work, searching=True)

    @everywhere
    @app_commands.command(description="What this channel follows, or you; edit, pause, remove")
    async def following(self, interaction: Interaction) -> None:
        """The list, with its buttons for those who may change it."""
        work = partial(_listed, self._bot, recipient_of(interaction))
        await self._bot.replying.to_interaction(interaction, work, private=True, searching=False)

    @everywhere
    @app_commands.command(description="Follow a topic no longer")
    @app_commands.describe(topic="One of those that /following lists")
    @app_commands.autocomplete(topic=complete_followed)
    async def unfollow(self, interaction: Interaction, topic: str) -> None:
        """By its id, as suggested, or by its name."""
        recipient = recipient_of(interaction)

        def work(who: Asker) -> Showing:
            return self._bot.engine.following.unfollow(who, recipient, topic)

        await self._changing(interaction, recipient, work)

    @everywhere
    @app_commands.command(description="Send no digests for some days, or until you resume them")
    @app_commands.describe(days="For how many days; until somebody resumes if you don't say")
    async def pause(
        self,
        interaction: Interaction,
        days: app_commands.Range[int, 1, MAX_PAUSE] | None = None,
    ) -> None:
        """The list says so, and has a button that resumes."""
        recipient = recipient_of(interaction)

        def work(_who: Asker) -> Showing:
            return self._bot.engine.following.pause(recipient, days)

        await self._changing(interaction, recipient, work)

    @everywhere
    @app_commands.command(description="Send digests again after a pause")
    async def resume(self, interaction: Interaction) -> None:
        """The other end of `/pause`."""
        recipient = recipient_of(interaction)

        def work(who: Asker) -> Showing:
            return self._bot.engine.following.resume(who, recipient)

        await self._changing(interaction, recipient, work)

    @everywhere
    @app_commands.command(description="What a topic would have brought in the last announcements")
    @app_commands.describe(
        topic="One that is followed, or any other in your own words",
        days="How many announcements (5 if you don't say)",
        threshold="From which probability on a paper counts, 0 to 1: higher brings fewer",
    )
    @app_commands.autocomplete(topic=complete_followed)
    async def preview(
        self,
        interaction: Interaction,
        topic: str,
        days: app_commands.Range[int, 1, MAX_ANNOUNCEMENTS] = PREVIEW_DAYS,
        threshold: app_commands.Range[float, 0.01, 0.99] | None = None,
    ) -> None:
        """Anybody may look; a topic that is followed can be given a threshold there."""
        recipient = recipient_of(interaction)

        def work(_who: Asker) -> Showing:
            desk = self._bot.engine.following
            return desk.preview(recipient, topic, days=days, threshold=threshold)

        await self._bot.replying.to_interaction(interaction, work, private=True)

    @everywhere
    @app_commands.command(description="A chart of the papers a week on a topic")
    @app_commands.describe(
        topic="One that is followed, or any other in your own words",
        weeks="How many weeks (26 if you don't say)",
    )
    @app_commands.autocomplete(topic=complete_followed)
    async def trends(
        self,
        interaction: Interaction,
        topic: str,
        weeks: app_commands.Range[int, 1, MAX_WEEKS] = WEEKS,
    ) -> None:
        """A picture, and the figures behind it as text."""
        recipient = recipient_of(interaction)

        def work(_who: Asker) -> Showing:
            return self._bot.engine.following.trends(recipient, topic, weeks=weeks)

        await self._bot.replying.to_interaction(interaction, work)

    async def _changing(
        self, interaction: Interaction, recipient: Recipient, work: Work, *, searching: bool = False
    ) -> None:
        """Answer in private, if the person may change what the recipient gets."""
        with self._bot.answering():
            try:
                settings = await self._bot.rules.settings(interaction.guild_id)
                await interaction.response.defer(ephemeral=True, thinking=True)
                allowed = work if recipient.editable else _only_managers
                reply = await self._bot.replying.work(
                    asker_of(interaction, settings), allowed, searching=searching, quoting=False
                )
                await interaction.followup.send(**reply.arguments(), ephemeral=True)
            except LOST as exc:
                self._bot.replying.undelivered(exc)


def _listed(bot: PaperwireBot, recipient: Recipient, _who: Asker) -> Showing:
    return bot.engine.following.followings(recipient)


def _only_managers(who: Asker) -> Showing:
    return Sentence(who.words.following.only_managers)
