"""Small talk is told from requests by every clause of a question."""

from __future__ import annotations

import json

import pytest

from retrieval.question.smalltalk import asks_for_saved, is_smalltalk, names_nothing

SMALLTALK = """
hi
hello
Hey there!
hiya bot
good morning everyone
yo
hi, how are you?
how are you doing today
how's it going?
what's up
thanks
thank you so much!
thanks a lot for your help
thx, that's exactly what i needed
that was great, thanks!
great, thank you
perfect :)
lol
haha nice
ok cool
no worries
bye
see you later
good night
sorry
good bot
who are you?
what are you
who built this bot?
who is behind you
what is your name
what's your favourite colour
how old are you
where are you from?
are you human?
are you an AI?
are you chatgpt
are you still there?
what can you help me with
what can this bot do?
how do you work?
how does this bot work
how do i use you
can you help me?
help
tell me a joke
sing me a song
do you like music
do you have feelings?
do you speak german?
what languages do you support?
which commands are available?
i love you
you are awesome
you're useless
how do I change the language
how do i change my timezone?
how can I subscribe to the daily digest
how to turn off notifications
where can i change the channel the bot posts in
can you post in another channel
how often do you post?
when do you post the digest
please stop pinging me
how do I invite the bot to my server
why did you not answer me
你好
您好！
嗨
早上好
晚安
谢谢
非常感谢！
谢谢你的帮助
好的，谢谢
哈哈哈
再见
在吗
你好，在吗？
最近怎么样
你最近好吗
你是谁？
你叫什么名字
你是机器人吗
你是真人还是机器人
你能做什么？
你会什么
你有什么功能
谁开发了你？
你是谁做的
怎么用你
怎么修改你发消息的频道
如何设置推送时间
讲个笑话
你真厉害
"""

REQUESTS = """
hello world program synthesis
hi-res image generation
hi, any papers on charts?
hey, what came out today on charts?
thanks! now papers on lip reading
ok, and a survey of that whole field?
great apes pose estimation
cool flame simulation
good morning briefing generation with LLMs
who spoke when? speaker diarization
who wrote this text? authorship attribution
what are transformers
what is attention
how do you train a diffusion model with few steps?
how do you evaluate RAG
how do I fine-tune LLaMA on one GPU?
how to use LoRA
can you show me papers on charts
can you help me find work on charts
do you know any papers on charts?
do you have anything on charts
which models can do chart QA
are language models conscious?
are you aware of work on conscious machines
social bot detection on Twitter
chat bots for mental health
how do bots spread misinformation
changing channels in WiFi networks
channel pruning
language identification
notification scheduling with reinforcement learning
topic models
joke generation
humour detection
thank-you note generation
emotion recognition
sorry state of evaluation
test-time training
test time augmentation
help desk ticket classification
menu understanding
more
show me more
why
which one is best?
the second one
and in video?
what about audio?
latest
today
你好世界程序生成
机器人抓取
聊天机器人评测
谢谢，还有视频方面的吗
最近有什么新论文
最近怎么样做视频理解
频道剪枝
谁在说话？说话人日志
推荐系统
情感识别
笑话生成
还有吗
第二篇
"""


@pytest.mark.parametrize("question", SMALLTALK.strip().splitlines())
def test_greetings_thanks_and_questions_about_the_bot_are_small_talk(question):
    assert is_smalltalk(question)


@pytest.mark.parametrize("question", REQUESTS.strip().splitlines())
def test_a_request_or_a_follow_up_is_no_small_talk(question):
    assert not is_smalltalk(question)


def test_long_text_is_no_small_talk():
    assert not is_smalltalk("lol " * 100)


def test_shared_questions_are_small_talk_exactly_where_they_are_marked(shared_data):
    rows = [
        json.loads(line)
        for line in (shared_data / "eval" / "questions.jsonl").read_text("utf-8").splitlines()
    ]
    wrong = [
        row["question"]
        for row in rows
        if is_smalltalk(row["question"]) != (row["kind"] == "smalltalk")
    ]
    assert wrong == []


def test_shared_conversations_hold_no_small_talk(shared_data):
    lines = (shared_data / "eval" / "conversations.jsonl").read_text("utf-8").splitlines()
    turns = [turn["user"] for line in lines for turn in json.loads(line)["turns"]]
    assert [turn for turn in turns if is_smalltalk(turn)] == []


def test_shared_research_questions_hold_no_small_talk(shared_data):
    lines = (shared_data / "eval" / "litsearch" / "queries.jsonl").read_text("utf-8").splitlines()
    assert [q for line in lines if is_smalltalk(q := json.loads(line)["query"])] == []


NOTHING = """
which is better?
how many are there?
who else works on this?
most cited
why?
which one should I read first?
what's the difference?
What\u2019s the difference
"""
SOMETHING = """
what is attention?
which papers are about robots?
how many parameters
any with code
which of these use RL?
attention is all you need
better call saul
?!
2024
"""


@pytest.mark.parametrize("question", NOTHING.strip().splitlines())
def test_some_questions_name_nothing_that_could_be_searched(question):
    assert names_nothing(question)


@pytest.mark.parametrize("question", ["", *SOMETHING.strip().splitlines()])
def test_others_name_something(question):
    assert not names_nothing(question)


@pytest.mark.parametrize(
    "message",
    [
        *("what did I save?", "show me my saved papers", "my reading list", "what's on my list"),
        *("papers I saved", "saved papers", "我的收藏", "看看我的收藏"),
    ],
)
def test_the_saved_papers_may_be_asked_for_in_words(message):
    assert asks_for_saved(message)


@pytest.mark.parametrize("message", ["save it", "energy saved in training", "saved", "", "收藏它"])
def test_saving_is_another_thing(message):
    assert not asks_for_saved(message)
