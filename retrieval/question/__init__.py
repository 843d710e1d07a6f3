"""What a question asks for, read from its own words by rules alone: no model, no I/O."""

from retrieval.question.days import parse_day, parse_since, parse_until
from retrieval.question.follow_up import Act, FollowUp
from retrieval.question.follow_up_reading import read_follow_up
from retrieval.question.following import follow
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
