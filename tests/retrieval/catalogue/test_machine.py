"""What a model translated stands beside what sources printed, and never in its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from retrieval.catalogue.machine import joined_machine, machine_column, machine_of
from retrieval.papers import (
    MachineTranslation,
    Paper,
    Translation,
    content_hash,
    text_hash,
)
from tests.retrieval.catalogue.building import TODAY, record, title_only

if TYPE_CHECKING:
    from retrieval.catalogue import Catalogue

ID, TITLE = "2506.00001", "Grasping transparent objects by depth completion"
MADE = MachineTranslation(
    "zh", "抓取透明物体", "我们抓取。", "qwen", TODAY, text_hash(TITLE, "We grasp.")
)

translations = st.builds(
    MachineTranslation,
    st.sampled_from(["zh", "en"]),
    st.text(max_size=3),
    st.text(max_size=3),
    st.text(max_size=3),
    st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 3)),
    st.sampled_from([text_hash("T", "a"), text_hash("T", "b")]),
)


def kept(catalogue: Catalogue, **fields: object) -> Paper:
    catalogue.store([record(abstract="We grasp.", version=1, **fields)], today=TODAY)
    assert catalogue.keep_translation(ID, MADE)
    return catalogue.known(ID).paper


def test_it_is_kept_with_its_model_and_day(catalogue: Catalogue) -> None:
    paper = kept(catalogue)
    assert paper.machine == (MADE,)
    shown = paper.translated("zh")
    assert (shown.title, shown.abstract) == ("抓取透明物体", "我们抓取。")
    assert shown.machine == MADE
    assert shown.fields == ("title", "abstract")
    assert paper.translated("de") is None


def test_it_changes_neither_the_original_nor_what_a_source_printed(catalogue: Catalogue) -> None:
    printed = Translation("zh", "透明物体的抓取", "")
    paper = kept(catalogue, translations=(printed,))
    assert (
        replace(paper, machine=())
        == record(abstract="We grasp.", version=1, translations=(printed,)).paper
    )
    shown = paper.translated("zh")
    assert (shown.title, shown.abstract, shown.fields) == (
        "透明物体的抓取",
        "我们抓取。",
        ("abstract",),
    )


def test_a_source_that_prints_everything_later_is_shown_alone(catalogue: Catalogue) -> None:
    kept(catalogue)
    printed = Translation("zh", "标题", "摘要")
    catalogue.store([record(version=1, translations=(printed,))], today=TODAY)
    shown = catalogue.known(ID).paper.translated("zh")
    assert (shown.title, shown.abstract, shown.machine) == ("标题", "摘要", None)


def test_it_is_in_no_index_and_makes_nothing_due(catalogue: Catalogue) -> None:
    catalogue.store([record(abstract="We grasp.")], today=TODAY)
    before = content_hash(catalogue.known(ID).paper, {})
    catalogue.indexing.mark([(ID, before)])
    revision = catalogue.latest_revision()
    assert catalogue.keep_translation(ID, MADE)
    assert catalogue.counts().due == 0
    assert catalogue.latest_revision() > revision  # other processes show it


def test_a_translation_of_an_older_text_is_not_shown(catalogue: Catalogue) -> None:
    kept(catalogue)
    catalogue.store([record(abstract="We grasp better.", version=2)], today=TODAY)
    assert catalogue.known(ID).paper.translated("zh") is None
    new = replace(MADE, abstract="更好。", of=text_hash(TITLE, "We grasp better."))
    assert catalogue.keep_translation(ID, new)
    assert catalogue.known(ID).paper.machine == (new,)


def test_a_field_that_failed_this_time_keeps_what_was_made_before(catalogue: Catalogue) -> None:
    kept(catalogue)
    assert catalogue.keep_translation(ID, replace(MADE, title="新", abstract=""))
    shown = catalogue.known(ID).paper.translated("zh")
    assert (shown.title, shown.abstract) == ("新", "我们抓取。")


def test_a_paper_that_got_another_id_keeps_it(catalogue: Catalogue) -> None:
    first = title_only(TITLE, abstract="We grasp.")
    catalogue.store([first], today=TODAY)
    assert catalogue.keep_translation(first.paper.id, MADE)
    catalogue.store([record(abstract="We grasp.", version=1)], today=TODAY)
    assert catalogue.known(ID).paper.machine == (MADE,)
    assert catalogue.keep_translation(first.paper.id, replace(MADE, model="other"))
    assert catalogue.known(ID).paper.machine[0].model == "other"
    assert not catalogue.keep_translation("2506.77777", MADE)


def test_a_record_that_brings_one_is_stored_with_it(catalogue: Catalogue) -> None:
    brought = record(abstract="We grasp.", machine=(MADE,))
    assert catalogue.store([brought], today=TODAY).added == 1
    assert catalogue.store([brought], today=TODAY).unchanged == 1
    assert catalogue.store([record(abstract="We grasp.")], today=TODAY).unchanged == 1
    assert catalogue.known(ID).paper.machine == (MADE,)


@given(st.lists(translations, max_size=3), st.lists(translations, max_size=3))
def test_of_several_the_one_of_the_current_text_stays(
    some: list[MachineTranslation], more: list[MachineTranslation]
) -> None:
    joined = Paper("x", "T", "a")
    found = joined_machine(
        Paper("x", "T", machine=tuple(some)), Paper("x", "T", machine=tuple(more)), joined
    )
    current = text_hash("T", "a")
    assert {one.language for one in found} == {one.language for one in [*some, *more]}
    for one in found:
        rivals = [other for other in [*some, *more] if other.language == one.language]
        assert one in rivals
        assert one.of == current or all(other.of != current for other in rivals)


@given(st.lists(translations, max_size=3))
def test_what_is_written_down_is_read_again(some: list[MachineTranslation]) -> None:
    assert machine_of(machine_column(some)) == tuple(some)
