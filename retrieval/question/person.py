"""Whether words have the form of a person's name."""

from __future__ import annotations

import re

NAME_WORD = re.compile(r"\s*(?:(?:[^\W\d_]\.-?)+|[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*)(?!\w)")
"""One word of a name, or initials, with the space before it."""

PLAIN_CHINESE = re.compile(r"[\u4e00-\u9fff]+")

_PARTICLES = frozenset(
    "de da di do dos del della der den des du el la le ten ter van von bin ibn al".split()
)
_ENDS_A_NAME = frozenset({"le", "la", "do", "du", "di"})  # surnames as well as particles
# A word with one of these is an organisation, a place or a method, not a person.
_NOT_A_PERSON = frozenset(
    """ai academy alibaba amazon analysis anthropic apple art association attention autoencoder
    autoencoders baidu berkeley bytedance carlo carnegie center centre chain chinese city college
    company computing corporation council deepmind deepseek descent design diffusion distillation
    editing encoder engineering face facebook fair fields flow foundation generation google
    gradient graph group hong hopkins huawei hugging human ibm inc inference institute intel
    intelligence kong lab laboratory labs language large learning llm llms meta method methods
    microsoft mining mit model modeling modelling models monte network networks neural nvidia
    openai optimisation optimization policy press princeton processing programming prompting
    pretraining reasoning recognition regression reinforcement research retrieval robotics
    salesforce sampling san science sciences search self shanghai beijing society splatting
    stanford states strategy studies supervised system systems team technologies technology
    tencent thought training transfer transformer transformers translation tsinghua tuning united
    universität university video vision visual workshop world york""".split()
)
_NEVER = re.compile(
    r"(?:the|a|an|this|that|these|those|our|my|any|some|all|using|i|we|january|february|march"
    r"|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2
_MOST_WORDS = 5
_ACRONYM_LETTERS = 3


def never_begins(name: str) -> bool:
    """Whether the first word cannot begin a name: an article, a pronoun, a month, a weekday."""
    return _NEVER.fullmatch(name.split()[0]) is not None


def has_form_of_a_person(name: str) -> bool:
    """Two to five words, capitalised but for particles; no organisation, method or month."""
    words = name.split()
    named = [w for w in words if w[0].isupper() or w.lower() not in _PARTICLES]
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or len(named) < _FEWEST_WORDS:
        return False
    last = words[-1].lower()
    if last in _PARTICLES - _ENDS_A_NAME or any(_is_no_name(word) for word in words):
        return False
    return all(word[0].isupper() and not _is_acronym(word) for word in named)


def _is_no_name(word: str) -> bool:
    return word.lower().strip(".") in _NOT_A_PERSON or _NEVER.fullmatch(word) is not None


def _is_acronym(word: str) -> bool:
    """KM He is a person, MIT CSAIL is not; dotted letters are initials."""
    letters = word.replace("-", "")
    return "." not in word and len(letters) >= _ACRONYM_LETTERS and letters.isupper()
