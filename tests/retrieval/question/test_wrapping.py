"""The wrapping of a request comes off; every word of the topic stays."""

from __future__ import annotations

import pytest

from retrieval.question.wrapping import unwrap

WRAPPED = """
papers on charts | charts
show me papers on charts | charts
Can you show me some papers about chart question answering? | chart question answering
Could you list papers that explore chart question answering? | chart question answering
Are there any studies that investigate chart captioning? | chart captioning
Are there any studies on chart captioning? | chart captioning
I am looking for research on chart captioning | chart captioning
I'm looking for papers about chart captioning, please | chart captioning
What research has been conducted on chart captioning? | chart captioning
Which papers discuss chart captioning? | chart captioning
What papers should I read to learn about chart captioning? | chart captioning
Where can I find research about chart captioning? | chart captioning
Is there a paper on chart captioning? If so, could you point me to one of them? | chart captioning
Do you know of any work on chart captioning? | chart captioning
Hi! Could you recommend a study that examines chart captioning? Thanks! | chart captioning
Please recommend articles about chart captioning. | chart captioning
any work on chart captioning | chart captioning
anything on chart captioning? | chart captioning
anything new on chart captioning? | chart captioning
is there something interesting about chart captioning | chart captioning
what's new in chart captioning | chart captioning
what came out on chart captioning? | chart captioning
chart captioning papers | chart captioning
speech recognition papers | speech recognition
computer vision papers, please | computer vision
image generation preprints? | image generation
chart captioning papers pls | chart captioning
find papers on chart captioning | chart captioning
5 papers on chart captioning | chart captioning
关于图表问答的论文 | 图表问答
有哪些关于图表问答的论文？ | 图表问答
有没有图表问答的工作？ | 图表问答
有图表问答的论文吗？ | 图表问答
请推荐几篇图表问答的论文 | 图表问答
请推荐一些关于图表问答的文章 | 图表问答
帮我找一下图表问答方面的论文 | 图表问答
我想了解图表问答 | 图表问答
图表问答的论文有哪些？ | 图表问答
图表问答有哪些工作 | 图表问答
能不能给我推荐几篇图表问答的论文 | 图表问答
请问有什么 token 压缩的工作 | token 压缩
"""

KEPT = """
point cloud segmentation
so-called shortcuts
list decoding for codes
name entity recognition
search engines for code
hello world program synthesis
bot detection on Twitter
just noticeable difference
find and replace attacks
show and tell captioning
recommendation with LLMs
information extraction from papers
summarising scientific papers
datasets of scientific papers
review generation for research papers
street view study
fact verification research
a survey of that whole field
paper folding robots
work stealing schedulers
literature-based discovery
study design optimisation
article spinning
news recommendation
fake news detection
what is attention
all-pairs shortest paths
some-shot learning
information retrieval
looking glass self
getting lost in the middle
有监督学习
有向图神经网络
有限元分析
推荐系统
序列推荐
搜索引擎
找规律能力
请求调度
论文审稿自动化
研究生招生预测
工作流调度
什么是注意力机制
"""


@pytest.mark.parametrize("line", WRAPPED.strip().splitlines())
def test_wrapping_is_taken_off(line):
    question, topic = (part.strip() for part in line.split("|"))
    assert unwrap(question).rstrip("?. ") == topic


@pytest.mark.parametrize("topic", KEPT.strip().splitlines())
def test_words_of_a_topic_that_look_like_a_request_stay(topic):
    assert unwrap(topic) == topic


@pytest.mark.parametrize("question", ["papers", "show me papers", "anything new?", "what", "论文"])
def test_nothing_is_left_of_a_request_without_a_topic(question):
    assert unwrap(question) == ""


def test_each_sentence_is_unwrapped_by_itself():
    question = (
        "Can you point me to studies on text generation? I'm interested in models like T5. "
        "Is there a paper discussing this approach?"
    )
    assert unwrap(question) == "text generation. models like T5"
