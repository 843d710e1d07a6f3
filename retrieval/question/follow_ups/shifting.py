"""A topic carried over to another subject: "diffusion for images" and "audio"."""

from __future__ import annotations

import re

from retrieval.question.cutting import tidy
from retrieval.text.language import language_of

_DOMAIN = frozenset({"for", "in", "on", "of", "to", "over", "across", "about"})
_PREPOSITION = re.compile(
    r"(?<![\w-])(for|in|on|of|with|using|via|through|by|from|under|without|against|at|over|across"
    r"|to|about)(?![\w-])",
    re.IGNORECASE,
)
_LED = re.compile(rf"(?:{_PREPOSITION.pattern}) +(?=\S)", re.IGNORECASE)
_METHOD = re.compile(
    r"(?:models?|networks?|nets?|learning|transformers?|gans?|methods?|algorithms?|diffusion|llms?"
    r"|vlms?|rl|(?:pre|fine|post)?-?training|(?:fine-?)?tuning|distillation|prompting|agents?"
    r"|optimi[sz]ation|attention|matching|embeddings?|autoencoders?|mamba|lora|rlhf|dpo"
    r"|quanti[sz]ation|pruning)",
    re.IGNORECASE,
)
_DOING = re.compile(r"\w+ing (?:(?:up|down|out|of) )?(?=\S)", re.IGNORECASE)  # "speeding up LLMs"
_MODALITY = re.compile(
    r"(?<!\w)(?:images?|pictures?|photos?|videos?|audio|speech|music|text|3d|point clouds?|code"
    r"|tabular|graphs?|time series|voice|sound)(?!\w)"
    r"|图像|图片|视频|音频|语音|文本|音乐|点云|代码|表格|声音|图文",
    re.IGNORECASE,
)
_CHINESE_DOMAIN = re.compile(
    r"(?P<before>(?<!存)在|用于|面向|针对)(?P<subject>[^在用面针，。的]{1,12}?)"
    r"(?P<after>(?:方面|领域|任务|场景)?[中上里]?的|方面|领域|[中上里](?=$|[\s，]))"
)
_CHINESE_OWNER = re.compile(r"(?:基于|利用|使用)?(?P<subject>.+?)的.")
_ADDED = re.compile(r"（[^（）]*）$")


def extended(topic: str, words: str) -> str:
    """The topic with what its papers must also be about: "diffusion models with code"."""
    follows = _LED.match(words) or language_of(topic + words) == "zh"
    return (" " if follows else ", ").join(part for part in (topic, words) if part)


def shifted(topic: str, words: str) -> str:
    """The topic with its subject replaced by the words.

    - "diffusion models for images" and "audio" or "in audio": "diffusion models for audio";
    - two of a kind take each other's place: a modality that of another ("text-to-image" and
      "video"), "imitation learning" that of "reinforcement learning";
    - words that are a whole topic ("GANs for audio") stand alone;
    - what has no place in the topic is added to it, where the next shift replaces it.
    """
    if not topic or not words:
        return words or topic
    if language_of(topic) == "zh" or language_of(words) == "zh":
        return _shifted_chinese(topic, words)
    led = _LED.match(words)
    if kept := _of_modality(
        topic, words[led.end() :] if led and led[1].lower() in _DOMAIN else words
    ):
        return kept
    if led:
        return _onto(topic, words, led[1].lower())
    if _PREPOSITION.search(words):
        return words
    return _replaced(topic, words) or f"{topic} for {words}"


def _onto(topic: str, words: str, preposition: str) -> str:
    """The topic with its last part of the same sort ("for images") replaced by the words."""
    parts = list(_PREPOSITION.finditer(topic))
    said = [part[1].lower() for part in parts]
    same = [place for place, word in enumerate(said) if word == preposition]
    sort = [place for place, word in enumerate(said) if {word, preposition} <= _DOMAIN]
    if not (same or sort):
        return f"{topic} {words}"
    place = (same or sort)[-1]
    end = parts[place + 1].start() if place + 1 < len(parts) else len(topic)
    return tidy(f"{topic[: parts[place].start()]}{words} {topic[end:]}")


def _replaced(topic: str, words: str) -> str:
    """The topic with the words in place of what is of their kind; empty where nothing is."""
    parts = list(_PREPOSITION.finditer(topic))
    last = parts[-1] if parts else None
    head = topic[: parts[0].start()].strip() if parts else topic
    subject = topic[last.end() :].strip() if last else ""
    if last and subject and (_alike(subject, words) or not _is_method(words)):
        return f"{topic[: last.end()]} {words}"
    if head and (_alike(head, words) or (last and _is_method(words) and _is_method(head))):
        return tidy(f"{words} {topic[len(head) :]}")
    if last and subject and _is_method(subject):
        return f"{topic[: last.end()]} {words}"
    if not last and _is_method(words) and _is_method(topic):
        doing = _DOING.match(topic)
        return f"{doing[0] if doing else ''}{words}"
    return ""


def _of_modality(topic: str, words: str) -> str:
    found = list(_MODALITY.finditer(topic))
    if not found or not _MODALITY.fullmatch(words):
        return ""
    return topic[: found[-1].start()] + words + topic[found[-1].end() :]


def _alike(said: str, words: str) -> bool:
    """Whether both end in the same word: two sorts of learning, of models, of agents."""
    old, new = said.casefold().split(), words.casefold().split()
    return old[-1:] == new[-1:] and len(new) > 1


def _is_method(words: str) -> bool:
    return any(map(_METHOD.fullmatch, words.split()[-1:]))


def _shifted_chinese(topic: str, words: str) -> str:
    words = re.sub(r"^(?:在|用于|针对|面向|关于|对于|对)(?=..)", "", words)
    words = _LED.sub("", words)
    words = re.sub(r"(?<=..)(?:方面|领域|上面?|中|里)$", "", words)
    if match := _ADDED.search(topic):
        return f"{topic[: match.start()]}（{words}）"
    if match := _CHINESE_DOMAIN.search(topic):
        return topic[: match.start("subject")] + words + topic[match.end("subject") :]
    if kept := _of_modality(topic, words):
        return kept
    if language_of(topic) == "en" and (kept := _replaced(topic, words)):
        return kept
    owner = _CHINESE_OWNER.match(topic)
    if owner and _alike_in_chinese(owner["subject"], words):
        return topic[: owner.start("subject")] + words + topic[owner.end("subject") :]
    return words if _alike_in_chinese(topic, words) else f"{topic}（{words}）"


def _alike_in_chinese(said: str, words: str) -> bool:
    """Whether both end in the same word of two characters, as 强化学习 and 模仿学习 do."""
    return min(len(said), len(words)) > 2 and said[-2:] == words[-2:]  # noqa: PLR2004 - of two
