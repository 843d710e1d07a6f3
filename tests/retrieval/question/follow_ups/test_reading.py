"""Which messages are follow-ups, and what they want."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question import Act, FollowUp, read_follow_up

MORE = """any others you found?|do you have anything else|whats else|next 10|give me another 5
can u show more|more|More!|MORE PLEASE|next|next page|show more|show me more papers|any more?
what else?|what else is there?|anything else?|are there any others?|more results please
another one|5 more|show me three more|the next five|can you show me some more please|keep going
continue|other papers?|is that all?|do you have any more?|more of these|and more?|the rest
load more|tell me more|is there anything else?|give me a few more|more on this topic|更多|更多论文
下一页|还有吗|还有吗？|还有别的吗|还有其他论文吗|再来几篇|再来三篇|继续|下一个|有没有更多|换一批
还有没有|其他的呢|请给我更多|看更多|显示更多|还有更多吗？|就这些吗|多来点"""
SHOW = """the second one = 2|and (3) = 3|2️⃣ = 2|The Second One. = 2|second = 2|2 = 2|#2 = 2
"2" = 2|(2) = 2|no. 2 = 2|number two = 2|show me number 2 = 2|show me the second one = 2
open 2 and 4 = 2 4|open 2, 4 = 2 4|can you show me the second one please = 2
tell me about the third = 3|tell me more about #3 = 3
could you tell me more about the 3rd paper? = 3|more about 2 = 2|what is the second one about? = 2
what about the second one? = 2|and the third? = 3|the last one = -1|show the last two = -2 -1
explain the twelfth = 12|open the 21st = 21|details on 5 = 5|paper 3 = 3|result #50 = 50
just the top 2 = 1 2|only the first two = 1 2|compare the first two = 1 2|compare 1 and 3 = 1 3
the first three = 1 2 3|top 3 = 1 2 3|open 2-4 = 2 3 4|papers 2 to 4 = 2 3 4|i meant number 4 = 4
the second paper on the list = 2|second to last = -2|the first and the last one = 1 -1
summarize the first one = 1|I'd like to see the fourth one = 4|what does the second paper say? = 2
the third paper you showed me = 3|thanks, open the 2nd = 2|第二篇 = 2|第2篇 = 2|详细说说第3篇 = 3
第三篇讲了什么？ = 3|打开第一篇和第三篇 = 1 3|最后一篇 = -1|请介绍一下第十二篇论文 = 12
看看第二篇 = 2|第2、4篇 = 2 4|前两篇 = 1 2|倒数第二篇 = -2|那第三篇呢 = 3|给我看第五篇 = 5
第二篇的详细内容 = 2|能详细说说第二篇吗 = 2|第二十篇 = 20|3号 = 3"""
BIBTEX = """bibtex = none|export these as bibtex = none|citation for 2 please = 2
把第一篇的bibtex给我 = 1|BibTeX = none|bibtex for 3 = 3|Bibtex for #3 please = 3|bibtex 3 = 3
bib = none|citation = none|cite the first two = 1 2|BibTeX of all = none
bibtex for all of them = none|give me the bibtex for the last one = -1|bib tex for 2 and 5 = 2 5
how do I cite the second one? = 2|2 as bibtex = 2|the first one's bibtex = 1
can I have the bibtex entry for the third paper = 3|cite this = none|export bibtex = none
cite 1, 2 and 3 = 1 2 3|and the bibtex? = none|what about the bibtex for 2? = 2
citations for the first three papers = 1 2 3|第一篇的bibtex = 1|引用格式 = none|bibtex 第三篇 = 3
怎么引用第二篇 = 2|引用第2篇 = 2|全部的bibtex = none|给我第三篇的引用格式 = 3|导出bibtex = none
所有论文的 BibTeX = none|前两篇的引用 = 1 2"""
SIMILAR = """similar to the first = 1|similar papers to the second one = 2
what's similar to 3? = 3|more like number 2 = 2|papers like the last one = -1|similar ones = none
show me papers similar to the second one = 2|anything like #3? = 3|similar to 2 = 2
similar papers = none|more like this = none|papers like these = none
find me more papers like 1 and 2 = 1 2|like the first one = 1
are there other papers similar to the third paper? = 3|related to number 4 = 4
related papers = none|类似第一篇的 = 1|和第二篇类似的论文 = 2|找一些像第三篇的 = 3
类似的论文 = none|更多像第一篇这样的 = 1|有没有和第2篇相似的 = 2|相似的 = none
跟最后一篇差不多的 = -1"""
SAVE = """save 2 = 2|add it to my reading list = none|save the first = 1|Save #3! = 3
bookmark the last one = -1|save it = none|save all of them = none|save = none
please save 1 and 3 = 1 3|add 2 to my list = 2|keep the first two = 1 2|star number 4 = 4
can you save the second paper for later = 2|save them all = none|save papers 1-3 = 1 2 3
收藏第二篇 = 2|保存第一篇和第三篇 = 1 3|把第二篇收藏起来 = 2|收藏 = none|全部收藏 = none
第三篇加入收藏 = 3"""
NARROW = """not from 2024|那有没有音频的|which of these handle noise?|which one is about robots?
of those, only the ones with code|the training-free ones|that use transformers
specifically for robots|only those without training|特别是机器人方面的|有没有开源的|only with code
which have code?|which of them have code?|are any of them open source?|with code only|only surveys
only open-source ones|is there one on video?|limit that to video|有代码的|只要综述|哪些有代码
其中哪些用了强化学习|only from this month|only new ones|newer ones?|only 2025|2024?|and 2023?
over the past year|just cs.CV|since May|newest first|only by Kaiming He|latest first please
only papers from 2024|and in 2024?|what about last month?|how about cs.CL?|from last week
this month|sorted by date|limit it to cs.CL|can you show me only the ones from June 2025?
before 2024|cs.CV|from any time|any category|any time|no filters|most relevant first|by anyone
only the ones on video|only those with code|which of these are about robots?|just the latest ones
only by kaiming he|only recent ones|I only want papers since March|sort them by date please
but only from this week|papers from 2024 only|只要最近一周的|只看cs.CL|只看今年的|那上个月呢？
2024年的呢|按时间排序|最新的在前|只要关于视频的|不限时间|今年的|不限类别|只要今年的论文
请只看 cs.CV 的"""
SHIFT = """switch to audio = audio|I meant audio = audio|audio instead of images = audio
actually, video instead = video|有音频的吗 = 音频|without fine-tuning? = without fine-tuning
what about audio? = audio|and for video? = for video
how about reinforcement learning = reinforcement learning|same for speech = for speech
What about Audio?? = Audio|and in robotics? = in robotics|and video? = video
the same for graphs please = for graphs|do the same for music = for music|now for text = for text
same thing but for code = for code|ok what about 3D? = 3D|audio instead = audio
how about GANs = GANs|what about audio since May? = audio since May|what about C++? = C++
for video? = for video|or with diffusion? = with diffusion|what about papers on audio? = audio
same question for medical images = for medical images|那音频呢 = 音频|音频方面呢 = 音频
那么视频呢？ = 视频|音频呢 = 音频|换成语音 = 语音|那强化学习方面呢 = 强化学习|那audio呢 = audio"""
QUESTIONS = """zeros and ones|which of these is the best?|older ones|which one is better?|有没有人
which papers have code?|which models use transformers?|any papers on audio?
is there a survey on audio?|any survey on audio?|which is better, DPO or PPO?
rather than scaling, reasoning|make it rain: weather models|just kidding
only one layer transformers|有没有音频的论文|有关音频的论文|有哪些方法|带噪声的标签学习
只看标题的分类|5 papers|show me 5 papers|by design privacy|now casting of rain|then and now
try again|that's all|就这些|扩散模型如何|what about the role of memory in agents is known?
more efficient transformers|second-order optimisation|show me papers on sand robots
similar images retrieval|2 bit quantization|only decoder models|next token prediction
newest papers on audio|the first paper on attention|bibtex parsing with LLMs
papers from this month|papers in cs.CV|papers by Kaiming He|latest papers|anything new today?
papers|what is attention?|first order logic|last layer retraining|one shot learning
3D reconstruction|4-bit inference|save energy in training|saving GPU memory
citation recommendation|cite-worthiness detection|related work generation|like-for-like comparison
open vocabulary detection|open 3D scenes|continue pretraining|continual learning
all you need is attention|what else can transformers learn?|more than words: grounding
another look at dropout|show me papers similar to AlphaFold
papers like https://arxiv.org/abs/2506.09930|2506.09930|hello|thanks|and/or graphs
how about we discuss benchmarks for agents that use tools in long documents?|what about you?
only attention is needed|just in time compilation|keep it simple|the second law of thermodynamics
compare diffusion models|just graph networks|what is the first benchmark for reasoning?
0|51|2024 olympics|which papers are about robots?|list papers on audio
in context learning|top-k sampling|top 5000 words|number theory|paper folding|explain attention
tell me about diffusion models|describe anything model|more or less|what is new in robotics?
is there research on audio?|add noise to gradients|pin code|star graphs|next-gen chips
how do transformers work?|the last mile|detail preserving filters|show, attend and tell
on the dangers of parrots|first and second moments|test|... | |???|😀|one|it|and|what about it?
what about|最近有哪些关于音频的论文|第一性原理计算|更多样的生成|第二语言习得|类似人类的推理
引用推荐|收藏夹推荐算法|下一个词预测|只有解码器的模型|为什么大模型会产生幻觉呢|继续预训练
今天的论文|最新论文|还有哪些方法可以减少幻觉|相似图像检索|你呢|一篇论文是怎么写的
多模态大模型怎么样提升推理|看图说话|保存能量的神经网络|打开世界目标检测|最后一层微调|双十一推荐"""


def _said(table: str) -> list[str]:
    return [case for line in table.splitlines() for case in line.split("|")]


def _placed(table: str) -> list[tuple[str, tuple[int, ...]]]:
    cases = (case.removesuffix("none").rpartition("=") for case in _said(table))
    return [(text.strip(), tuple(map(int, places.split()))) for text, _, places in cases]


@pytest.mark.parametrize("text", _said(MORE))
def test_further_papers_are_asked_for(text):
    assert read_follow_up(text) == FollowUp(Act.MORE)


@pytest.mark.parametrize(
    ("act", "text", "places"),
    [
        (act, *case)
        for act, table in (
            (Act.SHOW, SHOW),
            (Act.BIBTEX, BIBTEX),
            (Act.SIMILAR, SIMILAR),
            (Act.SAVE, SAVE),
        )
        for case in _placed(table)
    ],
)
def test_papers_of_the_list_are_named_by_their_places(act, text, places):
    assert read_follow_up(text) == FollowUp(act, places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("similar to the first but for audio", FollowUp(Act.SIMILAR, (1,), "for audio")),
        ("more like 2 since May", FollowUp(Act.SIMILAR, (2,), "since May")),
        ("like the first one, only newer", FollowUp(Act.SIMILAR, (1,), "newer")),
        ("pdf of the second one", FollowUp(Act.SHOW, (2,), "pdf")),
        ("does the third one have code?", FollowUp(Act.SHOW, (3,), "code")),
        ("who are the authors of 2", FollowUp(Act.SHOW, (2,), "authors")),
        ("第二篇的代码", FollowUp(Act.SHOW, (2,), "代码")),
        ("第三篇的作者是谁", FollowUp(Act.SHOW, (3,), "作者")),
        ("tell me more about it", FollowUp(Act.SHOW)),
        ("详细说说这篇", FollowUp(Act.SHOW)),
    ],
)
def test_words_beside_the_place_are_kept(text, expected):
    assert read_follow_up(text) == expected


@pytest.mark.parametrize("text", _said(NARROW))
def test_fewer_papers_are_asked_for(text):
    found = read_follow_up(text)
    assert found is not None
    assert (found.act, found.numbers) == (Act.NARROW, ())
    assert found.text


@pytest.mark.parametrize(
    ("text", "words"),
    [(text.strip(), words.strip()) for text, _, words in (c.partition("=") for c in _said(SHIFT))],
)
def test_another_subject_is_asked_for(text, words):
    assert read_follow_up(text) == FollowUp(Act.SHIFT, text=words)


@pytest.mark.parametrize("text", _said(QUESTIONS))
def test_question_of_its_own_is_no_follow_up(text):
    assert read_follow_up(text) is None


@given(st.text())
def test_no_text_breaks_the_reading(text):
    assert isinstance(read_follow_up(text), FollowUp | None)


_PIECES = re.findall(r"[\w.#]+|[^\w\s]", f"{SHOW}{NARROW}{SHIFT}{SIMILAR}{BIBTEX}")


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join))
def test_no_mix_of_their_words_breaks_the_reading(text):
    found = read_follow_up(text)
    assert found is None or all(0 < abs(number) <= 50 for number in found.numbers)


@given(st.integers(1, 50))
def test_every_place_of_a_long_list_can_be_named(number):
    for text in (f"{number}", f"#{number}", f"show me number {number}", f"第{number}篇"):
        assert read_follow_up(text) == FollowUp(Act.SHOW, (number,))


@pytest.mark.parametrize(
    "word",
    ["more ", "the second ", "2 and ", "what about ", "only ", "and ", "similar to ", "by He ",
     "第二篇", "和第一篇", "更多", "那音频呢", "的", "只要", "please ", "?", "a", " ", "1,"],
)  # fmt: skip
def test_a_word_repeated_is_read_at_once(word):
    for length in (190, 4_000):
        text = (word * length)[:length]
        started = time.perf_counter()
        read_follow_up(text)
        read_follow_up("what about " + text[:180])
        assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("what does the second say about cost?", 2),
        ("how does the first handle noise", 1),
        ("what did the last train on", -1),
        ("which data did the third use?", 3),
    ],
)
def test_a_question_about_one_paper_shows_it(text, place):
    said = read_follow_up(text)
    assert said is not None
    assert (said.act, said.numbers) == (Act.SHOW, (place,))
