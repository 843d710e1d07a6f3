"""What a question asks for, read from its own words by rules alone: no model, no I/O.

reading            the way in: from the words to a Query
dates, follow_ups  which days; what is said after an answer: folders of their own
links              arXiv papers that it points at; categories: by their codes
authors            people: confirmed_authors those that are names because somebody here has them,
                   person whether words look like a name
qualities          code, surveys, venues; institutions: where papers come from
counting           how many papers
excluding          topics that it does not want; negated: filters that are turned round
wrapping           the request's own words taken off: request_words, chinese_wrapping
smalltalk          greetings, and questions about the bot
glossary           Chinese questions in English
cutting            words taken out without harming those around them
"""

from retrieval.question.dates.days import parse_day, parse_since, parse_until
from retrieval.question.follow_ups.follow_up import Act, FollowUp
from retrieval.question.follow_ups.following import follow
from retrieval.question.follow_ups.reading import read_follow_up
from retrieval.question.links import asked_about
from retrieval.question.reading import read_question
from retrieval.question.smalltalk import asks_for_help, asks_for_saved

__all__ = [
    "Act",
    "FollowUp",
    "asked_about",
    "asks_for_help",
    "asks_for_saved",
    "follow",
    "parse_day",
    "parse_since",
    "parse_until",
    "read_follow_up",
    "read_question",
]
