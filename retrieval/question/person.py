"""Whether words have the form of a person's name."""

from __future__ import annotations

import re

NAME_WORD = re.compile(r"\s*(?:(?:[^\W\d_]\.-?)+|[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*)(?!\w)")
"""One word of a name, or initials, with the space before it."""

PLAIN_CHINESE = re.compile(r"[\u4e00-\u9fff]+")

_PARTICLES = re.compile(
    r"(?:al|bin|da|de|del|della|den|der|des|di|do|dos|du|el|ibn|la|le|ten|ter|van|von)"
)
_ENDS_A_NAME = frozenset({"le", "la", "do", "du", "di"})  # surnames as well as particles
# A word with one of these is an organisation, a place or a method, not a person.
_NOT_A_PERSON = re.compile(
    r"(?:academy|ai|alibaba|amazon|analysis|anthropic|apple|art|association|attention"
    r"|autoencoder|autoencoders|baidu|beijing|berkeley|bytedance|carlo|carnegie|center"
    r"|centre|chain|chinese|city|college|company|computing|corporation|council|deepmind"
    r"|deepseek|descent|design|diffusion|distillation|editing|encoder|engineering|face"
    r"|facebook|fair|fields|flow|foundation|generation|google|gradient|graph|group|hong"
    r"|hopkins|huawei|hugging|human|ibm|inc|inference|institute|intel|intelligence|kong|lab"
    r"|laboratory|labs|language|large|learning|llm|llms|meta|method|methods|microsoft|mining"
    r"|mit|model|modeling|modelling|models|monte|network|networks|neural|nvidia|openai"
    r"|optimisation|optimization|policy|press|pretraining|princeton|processing|programming"
    r"|prompting|reasoning|recognition|regression|reinforcement|research|retrieval|robotics"
    r"|salesforce|sampling|san|science|sciences|search|self|shanghai|society|splatting"
    r"|stanford|states|strategy|studies|supervised|system|systems|team|technologies"
    r"|technology|tencent|thought|training|transfer|transformer|transformers|translation"
    r"|tsinghua|tuning|united|university|universität|video|vision|visual|workshop|world|york)"
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
    return _NEVER.fullmatch(name.split(maxsplit=1)[0]) is not None


def has_form_of_a_person(name: str) -> bool:
    """Two to five words, capitalised but for particles; no organisation, method or month."""
    words = name.split()
    named = [w for w in words if w[0].isupper() or _PARTICLES.fullmatch(w) is None]
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or len(named) < _FEWEST_WORDS:
        return False
    last = words[-1].lower()
    if (_PARTICLES.fullmatch(last) and last not in _ENDS_A_NAME) or any(
        _is_no_name(word) for word in words
    ):
        return False
    return all(word[0].isupper() and not _is_acronym(word) for word in named)


def _is_no_name(word: str) -> bool:
    return (
        _NOT_A_PERSON.fullmatch(word.lower().strip(".")) is not None
        or _NEVER.fullmatch(word) is not None
    )


def _is_acronym(word: str) -> bool:
    """KM He is a person, MIT CSAIL is not; dotted letters are initials."""
    letters = word.replace("-", "")
    return "." not in word and len(letters) >= _ACRONYM_LETTERS and letters.isupper()
