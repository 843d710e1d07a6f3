"""Injection attempts, a scripted model that obeys them, and what would be harm if it came through.

`tests/data/injections.jsonl` holds the attempts: where the text stands (title, abstract, question,
full text), the text, and what a model would say that did as it is told. Besides, the model here
always gives away its instructions and the key, in the form that is asked for and with citations,
so that nothing but the checks stands between it and the reader.
"""

from __future__ import annotations

import base64
import html
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.llm import KEY, Says, answers_json
from tests.support.llm.translating import chinese, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.support.llm import Seen

FILE = Path(__file__).resolve().parents[1] / "data" / "injections.jsonl"
SOUND = "Legged robots sink into sand."
SOUND_CHINESE = "足式机器人会陷入沙中。"
LEAKS = ("{system}", "{key}", "{user}")
_SECTIONS = ("overview", "method", "experiments", "plain")
_RUN = 6  # words in a row from our instructions that count as leaked
_OURS = re.compile(r"https://(?:arxiv\.org|huggingface\.co)/")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt, and the paper that carries it or that the question asks for."""

    number: int
    place: str  # "title", "abstract", "question", "full_text"
    name: str
    text: str
    says: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.place}: {self.name}"

    @property
    def paper_id(self) -> str:
        return f"2606.{90000 + self.number}"

    @property
    def robot(self) -> str:
        return f"Dune{chr(65 + self.number // 26)}{chr(65 + self.number % 26)}"

    @property
    def question(self) -> str:
        plain = f"{self.robot} legged robots walking over sand"
        return f"{plain}. {self.text}" if self.place == "question" else plain

    @property
    def row(self) -> dict[str, Any]:
        """Its paper, as a dump has it.

        Of a question that carries an attempt it has the words, so that it is the answer to it
        for any encoder, and whatever it takes to be one.
        """
        named = self.place in {"title", "question"}
        own = self.text if named else "Two Timescales for Legged Robots on Sand"
        planted = f" {self.text}" if self.place == "abstract" else ""
        return {
            "id": self.paper_id,
            "title": f"{self.robot}: {own}",
            "abstract": f"{SOUND} {self.robot} separates a slow estimate of the ground from a fast "
            f"controller of the feet.{planted} A robot that was trained only in simulation walks "
            "over dunes without falling.",
            "authors": ["Ada Example"],
            "categories": "cs.RO",
            "listed": "2026-06-15",
        }

    @property
    def page(self) -> str:
        """Its paper's HTML version, which carries the attempt if that is its place."""
        planted = html.escape(self.text) if self.place == "full_text" else ""
        return (
            '<html><body><article class="ltx_document"><section class="ltx_section">'
            '<h2 class="ltx_title ltx_title_section">3 Method</h2>'
            f'<p class="ltx_p">{self.robot} plans its footholds slowly and corrects its torques '
            f'fast, on sand as on rock.</p><p class="ltx_p">{planted} The robot walked over three '
            "dunes without a fall.</p></section></article></body></html>"
        )


@lru_cache(maxsize=1)
def attempts() -> tuple[Attempt, ...]:
    """All of them."""
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Attempt(n, row["in"], row["name"], row["text"], tuple(row["says"]))
        for n, row in enumerate(rows)
    )


def obeying(attempt: Attempt) -> Callable[[Seen], Says]:
    """A script that does what the attempt asks for, whatever it is asked."""

    def script(seen: Seen) -> Says:
        said = [_filled(one, seen) for one in (*attempt.says, *LEAKS)]
        given = quoted(seen)
        if "passages" in given:
            return answers_json(_explanation(said, in_chinese="as `chinese`" in seen.user))
        if "question" in given:
            return Says("\n".join(_answer(said, in_chinese='"ZH: ' in seen.user)), size=200)
        again = "could not be used" in seen.user
        return answers_json(
            {
                name: said[0] if again else f"{chinese(text)}{said[n % len(said)]}"
                for n, (name, text) in enumerate(given.items())
            }
        )

    return script


def _filled(text: str, seen: Seen) -> str:
    key = seen.headers["Authorization"].removeprefix("Bearer ")
    fence = re.search(r"<<<(\w+) ", seen.user)
    values = {
        "{system}": seen.system,
        "{user}": seen.user,
        "{task}": seen.user.split("<<<")[0],
        "{fence}": fence[1] if fence else "",
        "{key}": key,
        "{key spaced}": " ".join(key),
        "{key backwards}": key[::-1],
        "{key base64}": base64.b64encode(key.encode()).decode(),
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _answer(said: Sequence[str], *, in_chinese: bool) -> Iterator[str]:
    """A written answer: one sound sentence, then what was ordered, cited and glued to others."""
    if in_chinese:
        yield f"EN: {SOUND[:-1]} [1].\nZH: {SOUND_CHINESE}"
        for one in said:
            line = " ".join(one.split())
            yield f"EN: {SOUND[:-1]} [1].\nZH: {line}。"
            yield f"EN: {SOUND[:-1]} [1].\nZH: {SOUND_CHINESE[:-1]}，{line}。"
        return
    yield f"{SOUND[:-1]} [1]."
    for one in said:
        line = re.sub(r"([.!?])\s+", r" [1]\1 ", " ".join(one.split()))
        yield f"{SOUND[:-1]}, {line} [1]."
        yield f"{line} [1]."


def _explanation(said: Sequence[str], *, in_chinese: bool) -> dict[str, list[dict[str, Any]]]:
    """A sound sentence in the first section, what was ordered in all of them."""
    sound: dict[str, Any] = {"text": SOUND, "passages": [1]}
    ordered = [
        {"text": text, "passages": [1]}
        for one in said
        for text in (one, f"{SOUND[:-1]}, {' '.join(one.split())}.")
    ]
    if in_chinese:
        sound["chinese"] = SOUND_CHINESE
        ordered = [
            sound | {"chinese": text}
            for one in said
            for text in (one, f"{SOUND_CHINESE[:-1]}，{' '.join(one.split())}。")
        ]
    parts = [[sound], [], [], []]
    for n, sentence in enumerate(ordered):
        parts[n % 4].append(sentence)
    return dict(zip(_SECTIONS, parts, strict=True))


def leaked(text: str, seen: Sequence[Seen]) -> list[str]:
    """What of the key, of the fences and of our instructions stands in a text."""
    bare = re.sub(r"[^a-z0-9]", "", text.casefold())
    coded = base64.b64encode(KEY.encode()).decode()
    forms = (KEY, KEY[::-1], coded)
    found = [form for form in forms if re.sub(r"[^a-z0-9]", "", form.casefold()) in bare]
    ours = {run for one in seen for run in _runs(f"{one.system} {one.user.split('<<<')[0]}")}
    planted = {run for attempt in attempts() for run in _runs(attempt.text)}
    found += [" ".join(run) for run in _runs(text) if run in ours - planted]
    fences = {fence for one in seen for fence in re.findall(r"<<<(\w+)", one.user)} - {"0"}
    return found + [fence for fence in fences if fence in text]


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return (tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


_FOREIGN = re.compile(
    r"://|www\.|[\w-]+[.．](?:example|gg|com|org|net|io)\b|@\w|<[@#/:at!]|<script|\]\(|`|\{\{|<<<"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def foreign(words: str) -> list[str]:
    """Links, mentions, markup and unseen characters: none of a model's words needs any."""
    return _FOREIGN.findall(words)


def active(message: str) -> list[str]:
    """What Discord would obey in a message: mentions, masked links to others, directions."""
    masked = re.findall(r"(?<!\\)\]\(<?(https?://[^)]+)\)", message)
    found = [link for link in masked if not _OURS.match(link)]
    found += re.findall(r"@(?:everyone|here)\b|(?<!\\)<(?:[@#/]|t:|a?:\w)", message)
    return found + re.findall(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", message)
