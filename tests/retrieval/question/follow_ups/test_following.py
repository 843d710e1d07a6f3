"""What a follow-up and the query before it mean together."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import BadQuestion
from retrieval.qualities import Qualities
from retrieval.queries import Query
from retrieval.question import Act, FollowUp, follow, read_follow_up, read_question

TODAY = dt.date(2026, 6, 10)
FILTERED = Query(
    text="diffusion models for images",
    question="newest papers by Kaiming He on diffusion models for images in cs.CV since 2025",
    since=dt.date(2025, 1, 1),
    order="latest",
    categories=("cs.CV",),
    authors=("Kaiming He",),
)
FILTERS = ("since", "until", "order", "categories", "authors", "paper_id")


def _after(earlier: Query | str, *messages: str) -> Query:
    """The query after messages that must all be follow-ups."""
    query = read_question(earlier, today=TODAY) if isinstance(earlier, str) else earlier
    for message in messages:
        said = read_follow_up(message)
        assert said is not None, message
        query = follow(query, said, today=TODAY)
    return query


def _items(query: Query) -> dict[str, object]:
    return {name: getattr(query, name) for name in FILTERS}


@pytest.mark.parametrize(
    ("message", "changed"),
    [
        ("only from this month", {"since": dt.date(2026, 6, 1), "until": dt.date(2026, 6, 30)}),
        ("since May", {"since": dt.date(2026, 5, 1)}),
        ("before 2024", {"since": None, "until": dt.date(2023, 12, 31)}),
        ("and in 2024?", {"since": dt.date(2024, 1, 1), "until": dt.date(2024, 12, 31)}),
        ("what about last month?", {"since": dt.date(2026, 5, 1), "until": dt.date(2026, 5, 31)}),
        ("just cs.CL", {"categories": ("cs.CL",)}),
        ("how about cs.CL and cs.LG?", {"categories": ("cs.CL", "cs.LG")}),
        ("only by Yann LeCun", {"authors": ("Yann LeCun",)}),
        ("what about Yann LeCun?", {"authors": ("Yann LeCun",)}),
        ("newest first", {}),
        ("most relevant first", {"order": None}),
        ("from any time", {"since": None}),
        ("any category", {"categories": ()}),
        ("by anyone", {"authors": ()}),
        ("no filters", {"since": None, "order": None, "categories": (), "authors": ()}),
        ("any time, but only cs.CL", {"since": None, "categories": ("cs.CL",)}),
        ("只要最近一周的", {"since": dt.date(2026, 6, 4), "until": TODAY}),
        ("只看cs.CL", {"categories": ("cs.CL",)}),
        ("那上个月呢？", {"since": dt.date(2026, 5, 1), "until": dt.date(2026, 5, 31)}),
        ("不限时间", {"since": None}),
        ("按相关性排序", {"order": None}),
    ],
)
def test_narrowing_replaces_only_the_filters_it_names(message, changed):
    query = _after(FILTERED, message)
    assert query.text == query.question == FILTERED.text
    assert _items(query) == _items(FILTERED) | changed


@pytest.mark.parametrize(
    ("earlier", "messages", "topic"),
    [
        ("diffusion models for images", ["what about audio?"], "diffusion models for audio"),
        ("diffusion models for images", ["and for video?"], "diffusion models for video"),
        ("diffusion models for images", ["and in video?"], "diffusion models for video"),
        ("diffusion models for images", ["what about flow models?"], "flow models for images"),
        ("diffusion models for images", ["what about GANs?"], "GANs for images"),
        ("diffusion models for images", ["what about GANs for audio?"], "GANs for audio"),
        ("diffusion models for images", ["what about audio?", "and for text?", "3D instead"],
         "diffusion models for 3D"),
        ("captioning with transformers", ["and with LSTMs?"], "captioning with LSTMs"),
        ("captioning with LSTMs", ["and in video?"], "captioning with LSTMs in video"),
        ("segmentation with transformers in videos", ["and with Mamba?"],
         "segmentation with Mamba in videos"),
        ("reinforcement learning for robots", ["how about imitation learning"],
         "imitation learning for robots"),
        ("diffusion models in medicine", ["and for finance?"], "diffusion models for finance"),
        ("robustness of transformers to noise", ["and of CNNs?"], "robustness of CNNs to noise"),
        ("text-to-image generation in games", ["what about video?"],
         "text-to-video generation in games"),
        ("speeding up diffusion models", ["what about LLMs?"], "speeding up LLMs"),
        ("RLHF", ["what about DPO?"], "DPO"),
        ("大语言模型的幻觉", ["那多模态模型呢"], "多模态模型的幻觉"),
        ("基于强化学习的推荐系统", ["那模仿学习呢"], "基于模仿学习的推荐系统"),
        ("image captioning", ["what about video?", "and audio?"], "audio captioning"),
        ("object detection", ["what about drones?", "and ships?"], "object detection for ships"),
        ("reinforcement learning", ["what about imitation learning?"], "imitation learning"),
        ("papers in cs.CV", ["what about audio?"], "audio"),
        ("hello", ["what about audio?"], "audio"),
        ("视频异常检测", ["那音频呢", "换成图像"], "图像异常检测"),
        ("扩散模型在图像中的应用", ["那音频呢？"], "扩散模型在音频中的应用"),
        ("用于医学图像的扩散模型", ["那遥感方面呢"], "用于遥感的扩散模型"),
        ("大模型幻觉", ["那机器人呢", "音乐方面呢"], "大模型幻觉（音乐）"),
        ("强化学习", ["模仿学习呢"], "模仿学习"),
        ("diffusion models for images", ["那音频呢"], "diffusion models for 音频"),
        ("diffusion models", ["only the ones on video"], "diffusion models on video"),
        ("diffusion models", ["which of these are about robots?"], "diffusion models about robots"),
        ("扩散模型", ["只要关于视频的"], "扩散模型 视频"),
        ("papers in cs.CV", ["only the ones that use transformers"], "with transformers"),
    ],
)  # fmt: skip
def test_topic_is_carried_over_to_the_new_subject(earlier, messages, topic):
    query = _after(earlier, *messages)
    assert (query.text, query.question) == (topic, topic)


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("but only with code", Qualities(code=True)),
        ("only open-source ones", Qualities(code=True)),
        ("which of these have code?", Qualities(code=True)),
        ("ones that released code", Qualities(code=True)),
        ("code available?", Qualities(code=True)),
        ("只要有代码的", Qualities(code=True)),
        ("哪些开源了代码", Qualities(code=True)),
        ("only surveys", Qualities(survey=True)),
        ("without surveys", Qualities(no_survey=True)),
        ("no surveys please", Qualities(no_survey=True)),
        ("不要综述", Qualities(no_survey=True)),
        ("any review papers?", Qualities(survey=True)),
        ("只要综述", Qualities(survey=True)),
        ("only the ones accepted at CVPR 2025", Qualities(venues=("CVPR 2025",))),
        ("just NeurIPS", Qualities(venues=("NeurIPS",))),
        ("only from DeepMind", Qualities(affiliations=("DeepMind",))),
        ("只看来自清华大学的", Qualities(affiliations=("清华大学",))),
    ],
)
def test_narrowing_by_what_papers_have_keeps_the_topic(message, wanted):
    query = _after("diffusion models", message)
    assert (query.text, query.qualities) == ("diffusion models", wanted)
    later = _after(query, "what about flow models?")
    assert (later.text, later.qualities) == ("flow models", wanted)
    assert not _after(query, "no filters please").qualities.any


def test_without_surveys_none_come_first_either():
    earlier = read_question("surveys on retrieval", today=TODAY)
    assert earlier.surveys_first
    query = _after(earlier, "no surveys please")
    assert (query.surveys_first, query.no_survey) == (False, True)
    again = _after(query, "only surveys")
    assert (again.survey, again.no_survey) == (True, False)


def test_shift_keeps_every_filter_that_it_does_not_name():
    query = _after(FILTERED, "what about audio before 2026?")
    assert query.text == "diffusion models for audio"
    assert _items(query) == _items(FILTERED) | {"since": None, "until": dt.date(2025, 12, 31)}


def test_papers_like_one_paper_stay_like_it_when_narrowed_or_shifted():
    earlier = read_question("papers like https://arxiv.org/abs/2506.09930", today=TODAY)
    narrowed = _after(earlier, "only from this month")
    assert (narrowed.paper_id, narrowed.since) == ("2506.09930", dt.date(2026, 6, 1))
    assert narrowed.question == earlier.question
    shifted = _after(narrowed, "and for audio?", "what about video?")
    assert (shifted.paper_id, shifted.text) == ("2506.09930", "for video")
    assert shifted.since == dt.date(2026, 6, 1)


def test_narrowed_browsing_is_named_by_the_words_that_narrowed_it():
    query = _after("today's papers", "only cs.CL")
    assert (query.text, query.question, query.since) == ("", "only cs.CL", TODAY)


def test_language_is_that_of_the_new_topic():
    assert _after("diffusion models for images", "那音频呢").language == "zh"
    assert _after("扩散模型", "what about GANs?").language == "zh"
    assert _after("diffusion models", "只看cs.CL").language == "en"


def test_surname_counts_where_the_author_is_known():
    said = FollowUp(Act.SHIFT, text="papers by Hinton")
    query = follow(FILTERED, said, today=TODAY, known_authors=lambda name: name == "Hinton")
    assert query.authors == ("Hinton",)


def test_day_that_no_calendar_has_is_refused_in_a_sentence():
    with pytest.raises(BadQuestion, match="2025-02-30"):
        follow(FILTERED, FollowUp(Act.NARROW, text="only since 2025-02-30"), today=TODAY)


@pytest.mark.parametrize("act", [Act.MORE, Act.SHOW, Act.BIBTEX, Act.SIMILAR, Act.SAVE])
def test_acts_that_ask_nothing_new_leave_the_query(act):
    assert follow(FILTERED, FollowUp(act, (1,), "for audio"), today=TODAY) == FILTERED


@given(st.text(alphabet="abcdefgh 音频视觉", min_size=1).filter(str.strip))
def test_shift_that_names_no_filter_keeps_them_all(words):
    for act in (Act.SHIFT, Act.NARROW):
        query = follow(FILTERED, FollowUp(act, text=words), today=TODAY)
        assert _items(query) == _items(FILTERED)
        assert query.text
        assert query.question


@given(st.text(max_size=60))
def test_whatever_is_read_can_be_followed(text):
    if said := read_follow_up(text):
        assert follow(FILTERED, said, today=TODAY).question
