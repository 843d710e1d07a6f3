"""What a question asks for, read from its own words by rules alone: no model, no I/O."""

from retrieval.question.days import parse_day, parse_since, parse_until
from retrieval.question.reading import read_question

__all__ = ["parse_day", "parse_since", "parse_until", "read_question"]
