"""A little Discord on loopback, for tests that drive `paperwire run` as a real process.

**What it is.** An aiohttp server that speaks enough of Discord's REST API and gateway for an
unmodified discord.py client to log in, to be told things and to answer. The bot finds it
through `PAPERWIRE_DISCORD__API_BASE` and `PAPERWIRE_DISCORD__GATEWAY_URL`. A test plays the
members (`slash`, `say`, `click`, ...), orders what goes wrong (`fail`, `gateway.close`, `stop`),
waits for the requests that the bot sends, and reads the messages that they left behind:

    async with running(folder, discord):
        asked = await discord.slash("ask", question="robots that walk on sand")
        message = await asked.message()

**What it is not.** Discord. No test reaches discord.com. What passes here shows that the bot
does what Discord's documentation asks for, not that Discord agrees: permissions are not
computed, most limits of length are not enforced, and nothing is throttled unless a test orders
it. Each request is kept, and `description.Description` holds them against Discord's own
description of its API where that file is at hand.

Where to look:

- `world`: who and what there is: the bot, two people, a server with channels and a thread
- `server`: `DiscordServer`, what tests use: the people's side, and waiting
- `asked`: what a test gets back from `slash` or `click`, to wait for the answer with
- `events`: what the gateway says when people do something
- `gateway`: the WebSocket: HELLO to RESUME, sessions, close codes
- `rest`: the API's routes; `store`: the messages and interactions behind them
- `faults`: replies to order: 429, 502, "Missing Permissions", ...
- `requests`: what the bot sent, multipart bodies included
- `description`: recorded requests against Discord's `openapi.json`
"""

from tests.support.loopback.server import DiscordServer

__all__ = ["DiscordServer"]
