"""The words of a sentence that must be carried: content words, names, quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from retrieval.text.plain import folded

_TOKEN = re.compile(r"[^\W_]+(?:\.\d+)*")
# What names one thing: letters with digits, capitals inside or alone, several parts.
_NAME = re.compile(
    r"(?<![\w@])(?:[A-Z][\w]*|[a-z]+[A-Z\d]\w*|\d+[A-Za-z]\w*|[a-z]+-\d\w*)"
    r"(?:[-–+./@_&][A-Za-z0-9]\w*)*\+{0,2}"
)
_MEASURE = re.compile(r"\d+(?:x|[KMBTk]|[KMGT]i?B|ms|s|th|st|nd|rd)")
_QUOTED = re.compile(
    r"[\"“”„«»]([^\"“”„«»]{2,400})[\"“”„«»]|(?<!\w)[‘'`]([^'’`\n]{8,400})[’'`](?!\w)"
)


def each(words: str) -> frozenset[str]:
    """The words of a list, as a set."""
    return frozenset(words.split())


STOPWORDS = each(
    "a about above across after again against all almost along already also although "
    "always am among an and another any are around as at be became because become becomes "
    "been before being below between both but by can could did do does doing done down "
    "due during each either else enough etc even ever every few for from further had has "
    "have having he hence her here his how however i if in into is it its itself just "
    "least less like likewise many may me might more most much must my near neither "
    "nevertheless no nor not now of off often on once one only onto or other others our "
    "out over overall own per quite rather re same she should since so some such than "
    "that the their theirs them themselves then there thereby therefore these they this "
    "those though through throughout thus to together too toward towards under unless "
    "until up upon us used uses using very via was we well were what when where whereas "
    "whether which while who whom whose why will with within without would yet you your s "
    "t"
)
# How one speaks of a paper; says nothing of what stands in it.
REPORTING = each(
    "paper papers abstract abstracts author authors work works study studies article "
    "research researchers finding findings result results approach approaches method methods "
    "called named "
    "propose proposes proposed proposal introduce introduces introduced present presents "
    "presented describe describes described show shows showed shown report reports "
    "reported find finds found argue argues argued demonstrate demonstrates demonstrated "
    "state states stated according offer offers offered provide provides provided address "
    "addresses addressed aim aims consider considers considered examine examines examined "
    "explore explores explored investigate investigates investigated claim claims claimed "
    "note notes noted call calls idea namely instead particular way ways thing things "
    "say says said saying write writes wrote written quote quotes quoted mention mentions "
    "mentioned conclude concludes concluded suggest suggests suggested observe observes "
    "observed reveal reveals revealed indicate indicates indicated "
    "make makes made making take takes taken give gives given keep keeps kept hold holds "
    "held let lets turn turns call calls several various different certain new novel"
)
# Abbreviations that stand for the same words in nearly every abstract.
_SAME = {
    "llm": "large language model",
    "lm": "language model",
    "mllm": "multimodal large language model",
    "vlm": "vision language model",
    "lvlm": "large vision language model",
    "slm": "small language model",
    "dllm": "diffusion large language model",
    "rag": "retrieval augmented generation",
    "rl": "reinforcement learning",
    "cot": "chain of thought",
    "kg": "knowledge graph",
    "fl": "federated learning",
    "ai": "artificial intelligence",
    "gui": "graphical user interface",
    "mad": "multi agent debate",
    "sft": "supervised fine tuning",
}
# Verbs and the like that join what is said without saying it.
_JOINING = each(
    "act acts acting add adds added allow allows allowed apply applies applied ask asks "
    "asked base based become bring brings brought build builds built choose chooses "
    "chosen combine combines combined come comes came contain contains cover covers "
    "covered create creates created deal deals depend depends derive derives derived "
    "despite devote devoted differ differs do done employ employs employed enable enables "
    "enabled feature features follow follows followed form get gets getting go goes help "
    "helps helped include includes included including involve involves involved join "
    "joins joined know knows knowing known lead leads link links linked look looks looked "
    "mean means merge merges need needs needed needing obtain obtains obtained part pass "
    "possible put reach reaches reached regard regards rely relies relying rest rests run "
    "runs see sees seen send sends sent serve serves served set sets split splits stay "
    "stays step steps tell tells test tested tests think train trained treat treats "
    "treated try tries understand usual usually variety view want wants whole yield "
    "yields"
)
_ENOUGH = 5  # letters that two forms of a word must share


@dataclass(frozen=True, slots=True)
class Word:
    """A content word and where it stands."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def joining(self) -> bool:
        """Whether the word only joins others: "needs", "consists"."""
        return self.text.lower() in _JOINING


@lru_cache(maxsize=1)
def _stemmer() -> TextAnalyzer:
    return (
        TextAnalyzerBuilder(Tokenizer.whitespace())
        .filter(Filter.lowercase())
        .filter(Filter.stemmer("english"))
        .build()
    )


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its inflection, in American spelling: "optimised" is "optim"."""
    lower = re.sub(r"is(?=(?:e[sdr]?|ing|ations?|ational)$)", "iz", folded(word))
    lower = re.sub(r"(?<=[a-z]{2})our(?=\w{0,6}$)", "or", lower).replace("ll", "l")
    found = _stemmer().analyze(lower)
    return found[0] if found else lower


def stems(words: str) -> frozenset[str]:
    """The stems of the words of a list, as a set."""
    return frozenset(map(stem, words.split()))


def content_words(text: str) -> list[Word]:
    """The words that tell something, in order: no stopwords, no speaking of papers."""
    return [
        Word(m[0], stem(m[0]), *m.span())
        for m in _TOKEN.finditer(text)
        if (low := folded(m[0])) not in STOPWORDS
        and low not in REPORTING
        and not low.replace(".", "").isdigit()
    ]


def names(text: str) -> list[Word]:
    """The names in a text; the capital that begins a sentence makes none."""
    found = []
    for m in _NAME.finditer(text):
        if _MEASURE.fullmatch(m[0]):
            continue
        plain = m[0][0].isupper() and m[0][1:].islower()
        if plain and m[0].lower() in STOPWORDS | REPORTING:  # "whereas It ..."
            continue
        first = not text[: m.start()].strip(" \"'“([") or text[: m.start()].rstrip()[-1:] in ".:?!"
        if (plain or len(m[0]) == 1) and first:
            continue
        found.append(Word(m[0], squashed(m[0]), *m.span()))
    return found


def quotations(text: str) -> list[str]:
    """What stands between quotation marks."""
    return [(m[1] or m[2]).strip() for m in _QUOTED.finditer(text)]


def squashed(text: str) -> str:
    """Letters and digits alone, folded: "KG-RAR" is "kgrar"."""
    return "".join(re.findall(r"[^\W_]+", folded(text)))


class Vocabulary:
    """What words a text of a paper holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        low = folded(text)
        self._words = _TOKEN.findall(low)
        self._initials = "".join(word[0] for word in self._words)
        expanded = [_SAME[w] for w in (w.rstrip("s") for w in self._words) if w in _SAME]
        every = [*self._words, *" ".join(expanded).split()]
        self.stems = frozenset(stem(word) for word in every)
        self._long = tuple(s for s in self.stems if len(s) >= _ENOUGH)
        self._known: dict[str, bool] = {}
        self._joined = " ".join(every)
        self._tokens = (
            frozenset(
                squashed(part)
                for m in re.finditer(r"\S+", low)
                for part in (m[0], *re.split(r"[/,;:()\[\]{}]", m[0]))
            )
            | frozenset(self._words)
            | frozenset(_beginnings(low))
        )

    def holds(self, word: str) -> bool:
        """Whether the text holds the word in any form."""
        found = stem(word)
        known = self._known.get(found)
        if known is None:
            known = found in self.stems or (
                len(found) >= _ENOUGH
                and found.isalpha()
                and any(related(found, other) for other in self._long)
            )
            self._known[found] = known
        return known

    def names(self, name: str) -> bool:
        """Whether the text holds the name, its plural, or the words that it abbreviates."""
        key = squashed(name)
        if not key or key in self._tokens or key.rstrip("s") in self._tokens:
            return True
        if f"{key}s" in self._tokens or (
            name[1:].isalpha() and name[1:].islower() and self.holds(name)
        ):
            return True
        short = key.rstrip("s")
        if short in _SAME and _SAME[short] in self._joined:
            return True
        if name.rstrip("s").isupper() and len(short) > 1 and short in self._initials:
            return True
        parts = re.findall(r"[^\W_]+", name)
        return len(parts) > 1 and all(self._part(part) for part in parts)

    def _part(self, part: str) -> bool:
        return self.holds(part) if part.islower() else self.names(part)


def _beginnings(text: str) -> list[str]:
    """What longer names begin with: "llama-3.1" of "llama-3.1-8b"."""
    parts = (m[0].split("-") for m in re.finditer(r"[\w.]+(?:-[\w.]+){2,}", text))
    return [squashed("".join(one[:n])) for one in parts for n in range(2, len(one))]


def related(one: str, other: str) -> bool:
    """Whether two stems are of one word: "classif" and "classifi", "interpret(abl)"."""
    shorter, longer = sorted((one, other), key=len)
    common = 0
    for a, b in zip(shorter, longer, strict=False):
        if a != b:
            break
        common += 1
    left = shorter[common:]
    return common >= _ENOUGH and left in {"", "i", "y"}
