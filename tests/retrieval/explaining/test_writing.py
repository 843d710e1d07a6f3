"""Explanations by a scripted model: what the passages carry is kept, nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.explaining.sorting import abstract_passages
from retrieval.explaining.values import Heading, Why
from retrieval.explaining.writing import Material, written_explanation
from retrieval.llm import Endpoint
from retrieval.papers import KnownPaper, Paper
from tests.fakes import HashedWords
from tests.support.llm import KEY, MODEL, Garbage, Half, Refuses, Says, Status, answers_json

ABSTRACT = (
    "Legged robots sink into loose sand, and existing controllers fall on dunes. "
    "We propose SandStep, a controller with two timescales that plans footholds slowly and "
    "corrects torques fast. "
    "SandStep is trained in simulation on 12 terrains with reinforcement learning. "
    "On real dunes SandStep falls 44% less often than the strongest baseline."
)
KNOWN = KnownPaper(Paper("2606.09002", "SandStep: Walking on Sand", ABSTRACT))


def sentence(text, *passages, chinese=None):
    found = {"text": text, "passages": list(passages)}
    return found if chinese is None else found | {"chinese": chinese}


SOUND = {
    "overview": [sentence("Legged robots sink into loose sand and fall on dunes.", 1)],
    "method": [
        sentence("SandStep plans footholds slowly and corrects torques fast.", 2),
        sentence("It is trained in simulation on 12 terrains with reinforcement learning.", 3),
    ],
    "experiments": [sentence("On real dunes it falls 44% less often than the baseline.", 4)],
    "plain": [sentence("Legged robots sink into sand.", 1)],
}


@pytest.fixture(scope="module")
def encoder():
    return HashedWords()


@pytest.fixture
def explain(scripted_llm, encoder):
    async def explained(*scripts, language="en", known=KNOWN):
        scripted_llm.then(*scripts)
        material = Material(known, language, abstract_passages(known, "en"))
        options = scripted_llm.options(wait_s=20.0, gap_s=20.0, timeout_s=60.0)
        async with Endpoint(options, clock=lambda: dt.datetime(2026, 6, 20, tzinfo=dt.UTC)) as llm:
            return await written_explanation(material, llm, encoder)

    return explained


def texts(explanation):
    return {s.heading.value: [c.text for c in s.claims] for s in explanation.sections}


async def test_what_the_passages_carry_is_shown_in_four_sections(explain, scripted_llm):
    found = await explain(answers_json(SOUND))
    assert (found.model, found.why) == (MODEL, None)
    assert [s.heading for s in found.sections] == [
        Heading.OVERVIEW,
        Heading.METHOD,
        Heading.EXPERIMENTS,
        Heading.PLAIN,
    ]
    assert texts(found)["experiments"] == [
        "On real dunes it falls 44% less often than the baseline."
    ]
    assert found.sections[2].claims[0].passages == (4,)
    assert found.passage(4).text in ABSTRACT
    asked = scripted_llm.seen[0]
    assert "[4] On real dunes" in asked.user
    assert "SandStep" not in asked.system


@pytest.mark.parametrize(
    "bad",
    [
        sentence("On real dunes it falls 64% less often than the baseline.", 4),
        sentence("On real dunes it falls 44% more often than the baseline.", 4),
        sentence("SandStep plans footholds slowly and corrects torques fast.", 4),
        sentence("SandStep plans footholds slowly and corrects torques fast."),
        sentence("SandStep plans footholds slowly and corrects torques fast.", 9),
        sentence("DuneWalker plans footholds slowly and corrects torques fast.", 2),
        sentence('The authors call it "the end of falling" on dunes.', 4),
        sentence("It has been deployed by several rescue teams.", 1),
        sentence("SandStep plans footholds, see https://evil.example/sand.", 2),
        sentence("@everyone SandStep plans footholds slowly.", 2),
        sentence("Legged robots sink into loose sand, see sand.example.", 1),
    ],
    ids=lambda one: one["text"][:40],
)
async def test_what_the_cited_passages_do_not_carry_is_dropped(explain, bad):
    found = await explain(answers_json(SOUND | {"overview": [bad]}))
    assert "overview" not in texts(found)
    assert len(texts(found)["method"]) == 2


async def test_numbers_in_the_sentence_count_where_the_list_is_empty(explain):
    marked = {
        "method": [sentence("SandStep plans footholds slowly and corrects torques fast [2].")]
    }
    found = await explain(answers_json(marked))
    assert found.sections[0].claims[0].passages == (2,)
    assert texts(found)["method"] == ["SandStep plans footholds slowly and corrects torques fast."]


@pytest.mark.parametrize(
    "reply",
    [
        Status(429, retry_after="600"),
        Status(401),
        Half('{"overview": [{"text": "Legged'),
        Refuses(),
        Garbage(),
    ],
    ids=["busy", "key refused", "half", "refused", "no completion"],
)
async def test_without_an_answer_the_papers_own_sentences_are_shown(explain, reply):
    found = await explain(*[reply] * 6)
    assert (found.model, found.why) == (None, Why.UNAVAILABLE)
    assert next(s.heading for s in found.sections) is Heading.BACKGROUND
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    "said",
    [
        "I cannot do that.",
        '{"overview": [{"text": "Cut off in the mid',
        '{"overview": []}',
        '{"overview": [{"text": "All robots are happy now.", "passages": [1]}]}',
    ],
)
async def test_an_answer_that_nothing_carries_is_not_shown_either(explain, said):
    found = await explain(Says(said))
    assert (found.model, found.why) == (None, Why.UNSUPPORTED)
    assert found.passages == abstract_passages(KNOWN, "en")


async def test_in_chinese_each_sentence_stands_on_an_english_one_that_holds(explain):
    method = "SandStep plans footholds slowly and corrects torques fast."
    wrong = "On real dunes it falls 64% less often than the baseline."
    right = "On real dunes it falls 44% less often than the baseline."
    draft = {
        "method": [sentence(method, 2, chinese="SandStep 缓慢规划落脚点，并快速修正力矩。")],
        "experiments": [
            sentence(wrong, 4, chinese="在真实沙丘上，跌倒次数减少了。"),
            sentence(right, 4, chinese="在真实沙丘上，跌倒次数减少了 64%。"),
            sentence(right, 4, chinese="在真实沙丘上，跌倒次数减少了 44%，详见evil.com。"),
            sentence(right, 4, chinese="在真实沙丘上，跌倒次数比基线少 44%。"),
        ],
        "plain": [sentence("Legged robots sink into sand.", 1, chinese="Robots sink.")],
    }
    found = await explain(answers_json(draft), language="zh")
    assert texts(found) == {
        "method": ["SandStep 缓慢规划落脚点，并快速修正力矩。"],
        "experiments": ["在真实沙丘上，跌倒次数比基线少 44%。"],
    }


async def test_a_bare_title_is_not_sent_anywhere(explain, scripted_llm):
    found = await explain(known=KnownPaper(Paper("2606.09002", "SandStep")))
    assert (found.sections, scripted_llm.seen) == ((), [])
