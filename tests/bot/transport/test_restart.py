"""A bot that was killed, as by a power cut, and started again over the same folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.support.loopback.world import BOB, DM
from tests.support.process import logged_in, running, start
from tests.support.seen import buttons_of, text_of

SAND = "robots that walk on sand"


async def test_after_a_kill_in_a_burst_all_that_was_shown_goes_on(folder, discord):
    bot = await logged_in(folder, discord)
    old = await (await discord.slash("ask", question=SAND)).message()
    await discord.reply_to(await discord.say(DM, SAND))
    burst = [await discord.slash("ask", question=f"{SAND} {n}") for n in range(20)]
    await burst[-1].acknowledged()
    await bot.kill()
    async with running(folder, discord):
        for verb in ("similar", "bibtex", "save", "explain", "up"):
            custom_id = next(one for one in buttons_of(old).values() if f":{verb}:" in one)
            asked = await discord.click(old, custom_id, by=BOB)
            assert text_of(await asked.message())
        further = await discord.say(DM, "bibtex for 1")
        assert "@" in text_of(await discord.reply_to(further))
        again = await (await discord.slash("ask", question=SAND)).message()
        assert "https://arxiv.org/abs/" in text_of(again)
    status, said = await (await start(folder, "status")).ended()
    assert status == 0, said
    with closing(sqlite3.connect(folder / "catalogue.sqlite3")) as catalogue:
        assert catalogue.execute("PRAGMA integrity_check").fetchone() == ("ok",)
