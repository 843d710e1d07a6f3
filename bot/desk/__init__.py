"""What members can ask for, without Discord: a request in, something to show out.

Everything here is synchronous and runs in the threads of `bot.engine`. Whatever shows papers
is a `Turn` that is kept, so that buttons and follow-ups can come back to it.
"""

from bot.desk.conversation import Conversation
from bot.desk.desk import FOUND, Desk
from bot.desk.requests import Asker, Details, More, Page, References, Sentence, Showing
from bot.desk.suggestions import Suggestions

__all__ = [
    "FOUND",
    "Asker",
    "Conversation",
    "Desk",
    "Details",
    "More",
    "Page",
    "References",
    "Sentence",
    "Showing",
    "Suggestions",
]
