"""What of a scripted endpoint's answers passes is kept; what fails leaves the paper as it was."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.llm import Endpoint, EndpointOptions, LlmRefused, LlmUnavailable
from retrieval.papers import Paper, Record, Sighting, Translation
from retrieval.translating.translator import Translator, missing
from tests.support.llm import KEY, MODEL, Half, Refuses, Says, Status, answers_json, obeys
from tests.support.llm.translating import quoted, translates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from retrieval.catalogue import Catalogue
    from tests.support.llm import ScriptedLlm, Seen

DAY = dt.date(2026, 6, 15)
GRASP = Paper(
    "2506.00001",
    "Graspnet: grasping transparent objects",
    "We grasp objects of glass with 92.4% success on TransCG, see https://a.example/x.",
)
WALK = Paper(
    "2506.00002", "A machine that walks in the dunes", "It walks on sand for 12 km in $O(n)$ steps."
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with open_catalogue(f"sqlite:///{tmp_path / 'c.db'}") as opened:
        records = [Record(paper, Sighting("x"), "x:1") for paper in (GRASP, WALK)]
        opened.store(records, today=DAY)
        yield opened


@pytest.fixture
async def translator(scripted_llm: ScriptedLlm, catalogue: Catalogue) -> AsyncIterator[Translator]:
    async def at_once(_seconds: float) -> None:
        return None

    options = scripted_llm.options(wait_s=30, timeout_s=60)
    noon = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)
    async with Endpoint(options, clock=lambda: noon, sleep=at_once) as endpoint:
        yield Translator(endpoint, catalogue, lambda: DAY)


async def test_title_and_abstract_are_kept_with_model_and_day(
    scripted_llm: ScriptedLlm, translator: Translator, catalogue: Catalogue
) -> None:
    scripted_llm.always(translates)
    tried = await translator.translate([GRASP, WALK], "zh")
    assert set(tried.made) == {GRASP.id, WALK.id}
    assert not tried.failed
    assert tried.stopped is None
    paper = catalogue.known(GRASP.id).paper
    shown = paper.translated("zh")
    assert (shown.machine.model, shown.machine.made) == (MODEL, DAY)
    assert "92.4%" in shown.abstract
    assert "TransCG" in shown.abstract
    assert "https://a.example/x" in shown.abstract
    assert (paper.title, paper.abstract) == (GRASP.title, GRASP.abstract)
    assert "$O(n)$" in catalogue.known(WALK.id).paper.translated("zh").abstract


@pytest.mark.parametrize("at_a_time", [1, 2])
async def test_no_more_papers_are_asked_for_at_a_time_than_allowed(
    catalogue: Catalogue, at_a_time: int
) -> None:
    class Counting:
        """An endpoint that answers when both papers could have been asked for."""

        options = EndpointOptions(base_url="http://localhost/v1", model=MODEL)
        under_way = most = 0

        async def complete(self, *_: object, **__: object) -> str:
            self.under_way += 1
            for _turn in range(20):
                await asyncio.sleep(0)
                self.most = max(self.most, self.under_way)
            self.under_way -= 1
            raise LlmRefused("no")

    endpoint = Counting()
    translator = Translator(endpoint, catalogue, lambda: DAY)  # type: ignore[arg-type] # it only has to complete
    await translator.translate([GRASP, WALK], "zh", at_a_time=at_a_time)
    assert endpoint.most == at_a_time


async def test_what_is_there_is_not_asked_for_again(
    scripted_llm: ScriptedLlm, translator: Translator, catalogue: Catalogue
) -> None:
    scripted_llm.always(translates)
    await translator.translate([GRASP], "zh")
    again = await translator.translate([catalogue.known(GRASP.id).paper], "zh")
    assert not again.made
    assert not again.failed
    assert len(scripted_llm.seen) == 1


async def test_numbers_names_and_links_are_not_shown_to_the_model(
    scripted_llm: ScriptedLlm, translator: Translator
) -> None:
    scripted_llm.always(translates)
    await translator.translate([GRASP], "zh")
    [seen] = scripted_llm.seen
    assert set(quoted(seen)) == {"title", "abstract"}
    for hidden in ("92.4", "TransCG", "a.example"):
        assert hidden not in seen.user


async def test_a_faulty_answer_is_asked_for_once_more_and_told_why(
    scripted_llm: ScriptedLlm, translator: Translator, catalogue: Catalogue
) -> None:
    def half_right(seen: Seen) -> Says:
        title = translates(seen).text
        return Says(title.replace("{{", "<<", 2))

    scripted_llm.then(half_right, translates)
    tried = await translator.translate([GRASP], "zh")
    assert set(tried.made) == {GRASP.id}
    assert "each placeholder such as {{1}}" in scripted_llm.seen[1].user
    assert catalogue.known(GRASP.id).paper.translated("zh").fields == ("title", "abstract")


async def test_what_passes_is_kept_though_the_rest_fails(
    scripted_llm: ScriptedLlm, translator: Translator, catalogue: Catalogue
) -> None:
    scripted_llm.always(answers_json({"title": "沙丘中行走的机器", "abstract": "它走路"}))
    await translator.translate([WALK], "zh")
    shown = catalogue.known(WALK.id).paper.translated("zh")
    assert (shown.title, shown.abstract) == ("沙丘中行走的机器", "")
    assert shown.fields == ("title",)


@pytest.mark.parametrize(
    "script",
    [
        obeys,
        Refuses(),
        Says("{"),
        Says("no JSON"),
        Says('{"title": "沙丘", "abstr'),
        answers_json({"title": ["沙"], "abstract": 3}),
        answers_json({"title": WALK.title, "abstract": WALK.abstract}),
        answers_json(
            {"title": "@everyone 沙丘中行走的机器", "abstract": "点此 https://evil.example"}
        ),
        answers_json({"title": KEY, "abstract": KEY}),
    ],
)
async def test_an_answer_that_is_no_translation_changes_nothing(
    scripted_llm: ScriptedLlm, translator: Translator, catalogue: Catalogue, script: object
) -> None:
    scripted_llm.always(script)
    tried = await translator.translate([WALK], "zh")
    assert tried.failed == [WALK.id]
    assert tried.stopped is None
    assert catalogue.known(WALK.id).paper == WALK


@pytest.mark.parametrize("script", [Half("{"), Status(500), Status(429, retry_after="0")])
async def test_an_endpoint_that_fails_is_left_alone_and_keeps_what_was_made(
    scripted_llm: ScriptedLlm, translator: Translator, catalogue: Catalogue, script: object
) -> None:
    scripted_llm.then(translates)
    await translator.translate([WALK], "zh")
    scripted_llm.always(script)
    papers = [Paper(f"2506.1{n:04}", f"A study of the dunes, part {n}") for n in range(40)]
    tried = await translator.translate([GRASP, *papers], "zh")
    assert isinstance(tried.stopped, LlmUnavailable)
    assert not tried.made
    assert len(scripted_llm.seen) < 20
    assert catalogue.known(WALK.id).paper.translated("zh") is not None


@pytest.mark.parametrize(
    ("paper", "language", "expected"),
    [
        (WALK, "zh", ("title", "abstract")),
        (WALK, "en", ()),
        (Paper("1", "沙丘", "机器"), "en", ("title", "abstract")),
        (Paper("1", "沙丘", "机器"), "zh", ()),
        (Paper("1", "Dunes"), "zh", ("title",)),
        (Paper("1", "Dunes", "x " * 5_000), "zh", ("title",)),
        (Paper("1", "D", "a", translations=(Translation("zh", "沙", ""),)), "zh", ("abstract",)),
        (Paper("1", "D", "a", translations=(Translation("zh", "沙", "摘"),)), "zh", ()),
    ],
)
def test_only_what_no_source_printed_is_translated(
    paper: Paper, language: str, expected: tuple[str, ...]
) -> None:
    assert missing(paper, language) == expected


async def test_a_title_that_is_all_name_is_left_alone(
    scripted_llm: ScriptedLlm, translator: Translator
) -> None:
    tried = await translator.translate([Paper("1", "GPT-4o")], "zh")
    assert not scripted_llm.seen
    assert not tried.failed
