"""`paperwire` as a real process: started in an empty working folder, ended, looked at."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.loopback.world import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.support.loopback import DiscordServer

REPOSITORY = Path(__file__).resolve().parents[2]
SMALL = REPOSITORY / "tests" / "support" / "paperwire_small.py"
PATIENCE_S = 90  # a busy machine imports torch slowly
_ENDS_WITHIN_S = 10  # what container engines allow between SIGTERM and SIGKILL


@dataclass(frozen=True, slots=True)
class Paperwire:
    """A process that was started; what it says goes to a file, so that it never waits for us."""

    process: asyncio.subprocess.Process
    said: Path

    @property
    def log(self) -> str:
        """What it has said on stderr so far."""
        return self.said.read_text(encoding="utf-8", errors="replace")

    async def ended(self) -> tuple[int, str]:
        """Its exit status and what it said on stderr; waits for the end."""
        status = await asyncio.wait_for(self.process.wait(), PATIENCE_S)
        return status, self.log

    async def stop(self) -> str:
        """End it as a container engine does; what it logged."""
        begun = asyncio.get_running_loop().time()
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        status, said = await self.ended()
        assert status == 0, said
        assert asyncio.get_running_loop().time() - begun < _ENDS_WITHIN_S
        return said

    async def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        await self.process.wait()


async def start(folder: Path, *arguments: str, **variables: str) -> Paperwire:
    """`paperwire ARGUMENTS...` over the data folder; no .env and no other setting is read."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PAPERWIRE_")}
    environment |= {"PYTHONPATH": str(REPOSITORY), "PAPERWIRE_DATA_DIR": str(folder)}
    number = len(list(folder.parent.glob("stderr-*.txt")))
    said = folder.parent / f"stderr-{number}.txt"
    with said.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(SMALL),
            *arguments,
            cwd=folder.parent,
            env=environment | variables,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=stderr,
        )
    return Paperwire(process, said)


async def start_bot(
    folder: Path, discord: DiscordServer, *flags: str, token: str = TOKEN, **variables: str
) -> Paperwire:
    """`paperwire run`, told where the little Discord is; people may ask as often as they like."""
    settings = {
        "PAPERWIRE_DISCORD__USER_PER_MINUTE": "0",
        "PAPERWIRE_DISCORD__SERVER_PER_MINUTE": "0",
        "PAPERWIRE_DISCORD__TOKEN": token,
        "PAPERWIRE_DISCORD__API_BASE": discord.api_base,
        "PAPERWIRE_DISCORD__GATEWAY_URL": discord.gateway_url,
        "PAPERWIRE_NOW": "2026-06-20T12:00:00+00:00",
    }
    return await start(folder, *flags, "run", **(settings | variables))


async def logged_in(
    folder: Path, discord: DiscordServer, *flags: str, **variables: str
) -> Paperwire:
    """The bot, once it is logged in."""
    before = len(discord.gateway.identifies)
    bot = await start_bot(folder, discord, *flags, **variables)
    login = asyncio.create_task(discord.logged_in(before + 1))
    died = asyncio.create_task(bot.process.wait())
    await asyncio.wait((login, died), timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
    for task in (login, died):
        task.cancel()
    if len(discord.gateway.identifies) <= before:
        if bot.process.returncode is None:
            await bot.kill()
        raise AssertionError(bot.log)
    return bot


@asynccontextmanager
async def running(
    folder: Path, discord: DiscordServer, *flags: str, **variables: str
) -> AsyncIterator[Paperwire]:
    """The bot, logged in; ended with SIGTERM unless it was killed. It must not say its token."""
    bot = await logged_in(folder, discord, *flags, **variables)
    try:
        yield bot
    finally:
        if bot.process.returncode != -signal.SIGKILL:
            await bot.stop()
        assert TOKEN not in bot.log
        assert "Traceback" not in bot.log, bot.log
