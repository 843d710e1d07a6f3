"""Tables of questions asked on Wednesday 2026-06-10, and the period that each means."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import BadQuestion
from retrieval.question.dates.reading import read_dates

WEDNESDAY = dt.date(2026, 6, 10)

ENGLISH_PERIODS = """
2026-06-10 2026-06-10 | today's papers on charts | charts
2026-06-10 2026-06-10 | todays papers on charts | charts
2026-06-10 2026-06-10 | anything on charts today? | charts
2026-06-09 2026-06-09 | yesterday's work on charts | charts
2026-06-09 2026-06-09 | charts, yesterday | charts
2026-06-08 2026-06-08 | papers from the day before yesterday on charts | charts
2026-06-09 2026-06-10 | papers from yesterday and today on charts | charts
2026-06-08 2026-06-14 | what's new this week in charts | charts
2026-06-08 2026-06-14 | this weeks papers on charts | charts
2026-06-01 2026-06-07 | last week’s best papers on charts | charts
2026-06-01 2026-06-07 | papers from the previous week on charts | charts
2026-05-25 2026-05-31 | charts, the week before last | charts
2026-06-01 2026-06-30 | charts papers of this month | charts
2026-06-01 2026-06-30 | charts in the current month | charts
2026-05-01 2026-05-31 | last month's arXiv papers about charts | charts
2026-04-01 2026-06-30 | charts this quarter | charts
2026-01-01 2026-03-31 | charts last quarter | charts
2026-01-01 2026-12-31 | charts this year so far | charts
2025-01-01 2025-12-31 | charts published last year | charts
2024-01-01 2024-12-31 | charts, the year before last | charts
2026-06-10 2026-06-10 | charts in the past day | charts
2026-06-04 2026-06-10 | charts in the past week | charts
2026-06-04 2026-06-10 | charts over the past week | charts
2026-05-28 2026-06-10 | charts in the last two weeks | charts
2026-05-28 2026-06-10 | charts in the last 14 days | charts
2026-05-28 2026-06-10 | charts from the past fortnight | charts
2026-05-28 2026-06-10 | charts from the last couple of weeks | charts
2026-06-08 2026-06-10 | charts from the last few days | charts
2026-06-01 2026-06-10 | charts within the last ten days | charts
2026-05-10 2026-06-10 | charts during the past month | charts
2026-03-10 2026-06-10 | charts over the last three months | charts
2025-12-10 2026-06-10 | charts in the last 6 months | charts
2025-06-10 2026-06-10 | charts in the past year | charts
2024-06-10 2026-06-10 | charts of the last two years, only surveys | charts
2016-06-10 2026-06-10 | charts over the past decade | charts
2026-06-09 2026-06-10 | charts in the past 24 hours | charts
2026-06-04 2026-06-10 | charts last 7d | charts
2026-06-08 2026-06-10 | charts, most recent 3 days | charts
2026-06-08 2026-06-08 | charts two days ago | charts
2026-05-25 2026-05-31 | charts two weeks ago | charts
2026-03-01 2026-03-31 | charts from three months ago | charts
2024-01-01 2024-12-31 | charts papers 2 years ago | charts
2025-06-01 2025-06-30 | charts papers from June 2025 | charts
2025-06-01 2025-06-30 | June 2025 papers on charts | charts
2025-06-01 2025-06-30 | charts, Jun. 2025 | charts
2025-06-01 2025-06-30 | charts published in 2025-06 | charts
2025-06-01 2025-06-30 | charts in June of last year | charts
2025-06-01 2025-06-30 | charts last June | charts
2026-05-01 2026-05-31 | charts in May | charts
2026-05-01 2026-05-31 | papers in may about charts | charts
2025-09-01 2025-09-30 | charts in September | charts
2025-09-01 2025-09-30 | September's papers on charts | charts
2025-06-05 2025-06-05 | charts on 5 June 2025 | charts
2025-06-05 2025-06-05 | charts on June 5th, 2025 | charts
2025-06-05 2025-06-05 | charts on the 5th of June 2025 | charts
2025-06-05 2025-06-05 | charts on 2025/06/05 | charts
2025-06-05 2025-06-05 | charts 2025-06-05 | charts
2026-06-05 2026-06-05 | charts on June 5 | charts
2025-06-15 2025-06-15 | charts on June 15 | charts
2025-06-05 2025-06-10 | charts June 5-10, 2025 | charts
2026-06-01 2026-06-10 | charts in early June | charts
2025-05-21 2025-05-31 | charts from late May 2025 | charts
2025-05-11 2025-05-20 | charts from mid-May 2025 | charts
2025-01-01 2025-04-30 | charts from early 2025 | charts
2025-07-01 2025-09-30 | charts in Q3 2025 | charts
2025-07-01 2025-09-30 | charts in the third quarter of 2025 | charts
2025-07-01 2025-09-30 | charts 2025 Q3 | charts
2025-07-01 2025-09-30 | charts in Q3 | charts
2026-01-01 2026-03-31 | charts in Q1 | charts
2026-01-01 2026-03-31 | charts in Q1 this year | charts
2025-01-01 2025-06-30 | charts in H1 2025 | charts
2025-07-01 2025-12-31 | charts in the second half of 2025 | charts
2025-01-01 2025-12-31 | charts in 2025 | charts
2024-01-01 2024-12-31 | charts during 2024 | charts
2024-01-01 2024-12-31 | 2024 papers on charts | charts
2024-01-01 2024-12-31 | papers from 2024 on charts | charts
2024-01-01 2024-12-31 | In 2024, what was published on charts? | charts
2023-01-01 2024-12-31 | charts from 2023 to 2024 | charts
2023-01-01 2024-12-31 | charts in 2023 and 2024 | charts
2023-01-01 2024-12-31 | charts papers 2023-2024 | charts
2023-01-01 2024-12-31 | charts papers from 2023–24 | charts
2023-01-01 2024-12-31 | charts between 2023 and 2024 | charts
2025-06-01 2025-06-10 | charts between 2025-06-01 and 2025-06-10 | charts
2025-06-01 2025-06-10 | charts from 2025-06-10 to 2025-06-01 | charts
2025-06-01 2025-06-10 | charts from June 1, 2025 through June 10, 2025 | charts
2025-05-01 2025-07-31 | charts from May to July 2025 | charts
2025-05-01 2025-07-31 | charts, May-July 2025 | charts
2024-11-01 2025-02-28 | charts between November and February 2025 | charts
2024-10-01 2025-03-31 | charts from October 2024 to March | charts
2025-05-01 2025-07-31 | charts between May and July | charts
2025-05-01 2026-06-10 | charts from May 2025 to now | charts
2025-05-01 2026-06-10 | charts from May 2025 until today | charts
2026-06-08 2026-06-10 | charts from Monday to Wednesday | charts
2026-06-08 2026-06-08 | charts on Monday | charts
2026-06-08 2026-06-08 | charts last Monday | charts
2026-06-08 2026-06-08 | Monday's papers on charts | charts
2026-06-03 2026-06-03 | charts last Wednesday | charts
2026-06-05 2026-06-05 | charts on Friday of last week | charts
2026-06-06 2026-06-07 | charts last weekend | charts
2025-05-01 - | charts since May 2025 | charts
2025-05-01 - | charts published since May 2025 | charts
2026-06-05 - | charts since Friday | charts
2026-06-01 - | charts since last week | charts
2026-06-09 - | charts since yesterday | charts
2026-05-27 - | charts since 2026-05-27 | charts
2025-01-01 - | charts from 2025 onwards | charts
2025-01-01 - | charts, 2025 and later | charts
2025-01-01 - | charts since the beginning of 2025 | charts
2026-03-01 - | charts starting in March | charts
2026-03-01 - | charts from March on | charts
2025-06-06 - | charts after 2025-06-05 | charts
2026-04-01 - | charts after March | charts
2026-01-01 - | charts newer than 2025 | charts
2025-07-01 - | charts posted after June 2025 | charts
- 2025-06-04 | charts before 2025-06-05 | charts
- 2026-02-28 | charts before March | charts
- 2026-06-07 | charts before this week | charts
- 2024-12-31 | charts prior to 2025 | charts
- 2024-12-31 | charts up to 2024 | charts
- 2026-03-31 | charts until March | charts
- 2024-12-31 | charts until the end of 2024 | charts
- 2024-12-31 | charts by the end of 2024 | charts
2024-01-01 2024-12-31 | charts after 2023 and before 2025 | charts
2024-01-01 2025-03-31 | charts since 2024, until March 2025 | charts
2025-03-01 2025-05-31 | since March 2025 until May 2025 charts | charts
2026-05-21 2026-06-10 | the last 3 weeks of charts papers | charts
2025-01-01 2025-09-30 | between Q1 and Q3 2025 charts | charts
2026-05-28 - | charts newer than 2 weeks | charts
2026-05-10 - | charts no older than a month | charts
- 2024-06-09 | charts older than two years | charts
2026-06-08 2026-06-10 | charts published within 3 days | charts
2025-06-11 2025-06-20 | charts mid June | charts
2026-06-01 2026-06-07 | charts from the first week of June | charts
2026-01-01 2026-06-10 | charts year to date | charts
2026-06-01 2026-06-05 | charts from Monday to Friday | charts
2026-06-05 2026-06-06 | charts on June 5 and June 6 | charts
2024-01-01 - | 2024+ charts | charts
2026-06-09 2026-06-09 | yesteday's papers on charts | charts
2026-06-10 2026-06-10 | this morning's papers on charts | charts
- 2024-12-31 | charts by 2024 | charts
"""

CHINESE_PERIODS = """
2026-06-10 2026-06-10 | 今日图表论文 | 图表
2026-06-10 2026-06-10 | 今天发布的图表论文 | 图表
2026-06-09 2026-06-10 | 昨天和今天的图表论文 | 图表
2026-06-07 2026-06-07 | 大前天的图表论文 | 图表
2026-06-08 2026-06-14 | 这周的图表论文 | 图表
2026-06-08 2026-06-14 | 本星期有什么图表论文 | 图表
2026-06-01 2026-06-07 | 上个星期的图表论文 | 图表
2026-05-25 2026-05-31 | 上上周的图表论文 | 图表
2026-06-05 2026-06-05 | 上周五的图表论文 | 图表
2026-06-08 2026-06-08 | 这周一发布的图表论文 | 图表
2026-06-01 2026-06-30 | 这个月的图表论文 | 图表
2026-06-01 2026-06-30 | 本月图表论文 | 图表
2026-05-01 2026-05-31 | 上月的图表论文 | 图表
2026-04-01 2026-04-30 | 上上个月的图表论文 | 图表
2026-04-01 2026-06-30 | 本季度的图表论文 | 图表
2026-01-01 2026-03-31 | 上个季度的图表论文 | 图表
2026-01-01 2026-12-31 | 今年的图表论文 | 图表
2024-01-01 2024-12-31 | 前年的图表论文 | 图表
2026-01-01 2026-06-30 | 今年上半年的图表论文 | 图表
2025-07-01 2025-12-31 | 去年下半年的图表论文 | 图表
2025-07-01 2025-09-30 | 2025年第三季度的图表论文 | 图表
2025-07-01 2025-09-30 | 去年三季度图表方面的论文 | 图表
2025-07-01 2025-09-30 | 2025年Q3的图表论文 | 图表
2026-06-04 2026-06-10 | 最近一周的图表论文 | 图表
2026-06-04 2026-06-10 | 过去七天的图表论文 | 图表
2026-06-04 2026-06-10 | 近 7 天图表论文 | 图表
2026-06-04 2026-06-10 | 最近７天的图表论文 | 图表
2026-05-30 2026-06-10 | 最近十二天的图表论文 | 图表
2026-05-10 2026-06-10 | 近一个月的图表论文 | 图表
2026-03-10 2026-06-10 | 近三个月图表论文 | 图表
2026-03-10 2026-06-10 | 最近三个月内的图表论文 | 图表
2025-12-10 2026-06-10 | 过去半年的图表论文 | 图表
2025-06-10 2026-06-10 | 近一年来的图表论文 | 图表
2024-06-10 2026-06-10 | 近两年的图表论文 | 图表
2026-06-08 2026-06-10 | 三天内的图表论文 | 图表
2026-05-28 2026-06-10 | 两周内发布的图表论文 | 图表
2026-06-07 2026-06-07 | 三天前的图表论文 | 图表
2026-05-25 2026-05-31 | 两周前的图表论文 | 图表
2025-06-01 2025-06-30 | 2025 年 6 月的图表论文 | 图表
2025-06-01 2025-06-30 | 去年六月的图表论文 | 图表
2025-06-01 2025-06-30 | 图表论文，2025年6月 | 图表
2025-06-05 2025-06-05 | 2025年6月5日的图表论文 | 图表
2026-06-05 2026-06-05 | 6月5号的图表论文 | 图表
2025-06-01 2025-06-10 | 2025年6月上旬的图表论文 | 图表
2026-05-01 2026-05-31 | 五月的图表论文 | 图表
2025-12-01 2025-12-31 | 十二月份的图表论文 | 图表
2024-01-01 2024-12-31 | 2024年的图表论文 | 图表
2024-01-01 2024-12-31 | 在2024年发表的图表论文 | 图表
2024-01-01 2024-12-31 | 有哪些2024年图表论文 | 图表
2025-05-01 2025-07-31 | 2025年5月到7月的图表论文 | 图表
2025-05-01 2025-07-31 | 从2025年5月至2025年7月的图表论文 | 图表
2025-06-01 2025-06-10 | 2025年6月1日到10日的图表论文 | 图表
2025-06-01 2025-06-10 | 2025-06-01到2025-06-10的图表论文 | 图表
2025-06-01 2025-06-10 | 2025-06-01至2025-06-10之间的图表论文 | 图表
2023-01-01 2024-12-31 | 2023年到2024年的图表论文 | 图表
2023-01-01 2024-12-31 | 2023-2024年的图表论文 | 图表
2023-01-01 2024-12-31 | 2023年和2024年的图表论文 | 图表
2025-06-01 2026-03-31 | 去年六月到今年三月的图表论文 | 图表
2024-01-01 2026-06-10 | 2024年至今的图表论文 | 图表
2024-01-01 2026-06-10 | 从2024年到现在的图表论文 | 图表
2026-05-01 - | 五月以来的图表论文 | 图表
2026-01-01 - | 今年以来的图表论文 | 图表
2026-06-08 - | 周一以来的图表论文 | 图表
2024-01-01 - | 自2024年起的图表论文 | 图表
2024-01-01 - | 2024年以来的图表论文 | 图表
2026-06-01 - | 上周以来的图表论文 | 图表
2025-01-01 - | 2024年以后的图表论文 | 图表
2025-07-01 - | 2025年6月之后的图表论文 | 图表
- 2025-05-31 | 2025年6月之前的图表论文 | 图表
- 2023-12-31 | 2024年之前的图表论文 | 图表
- 2024-12-31 | 截至2024年的图表论文 | 图表
2025-05-01 - | 图表论文 since May 2025 | 图表
2025-05-01 2025-07-31 | 5到7月的图表论文 | 图表
2025-05-01 2025-07-31 | 2025年5到7月的图表论文 | 图表
2026-06-08 2026-06-10 | 周一到周三的图表论文 | 图表
2026-01-01 - | 今年年初以来的图表论文 | 图表
2026-01-01 2026-06-10 | 年初至今的图表论文 | 图表
2025-12-01 2025-12-31 | 去年年底的图表论文 | 图表
2025-06-01 2025-06-30 | 25年6月的图表论文 | 图表
2025-06-05 2025-06-05 | 2025/6/5的图表论文 | 图表
2025-06-01 2025-06-30 | 二〇二五年六月的图表论文 | 图表
2026-06-10 2026-06-10 | 今天早上的图表论文 | 图表
2026-06-08 2026-06-10 | 这几天的图表论文 | 图表
2024-01-01 2024-12-31 | 有2024年的图表论文吗 | 图表
2024-01-01 2024-12-31 | 图表问答 2024年 | 图表问答
"""

TRAPS = """
pretraining tricks that may improve grounding
what may explain grokking
how may we align agents
may 45 layers suffice
the march of progress
March of the penguins
march madness prediction
a 2-week schedule
a two-week training schedule
10-day weather forecast
24-hour energy forecasting
7-day rolling window
30-day mortality prediction
the 2017 transformer
comparing the 2017 transformer with Mamba
the 2012 AlexNet moment
GPT-4 2023 report
COCO 2017 detection
ImageNet 2012 pretraining
ImageNet-2012
SemEval-2023 task 4
SemEval 2023-2024 submissions to task 4
WMT 2014 English-German
ICDAR 2019 table recognition
AIME 2025 accuracy
MMLU 2020 subset
this year's ICLR
last year's CVPR best demo style
today's LLMs and their limits
yesterday's weather as a feature
Sunday driving dataset
papers on Sunday driving
Friday the 13th movies
Black Friday sales forecasting
Monday effect in stock returns
predicting daily active users
monthly sales forecasting
weekly planning agents
time-of-day embeddings
daily life activities
top 5 accuracy
recurrent neural networks
second-order optimisation
Q-learning with Q1 and Q2 critics
Q3 2025 earnings calls
context windows up to 2000 tokens
training for 2000 steps
between 2000 and 2020 samples
a dataset of 2024 images
learning from 2000 demonstrations
reinforcement learning in 2048
5 papers on lip reading
top 10 papers on lip reading
least recently used cache eviction
recently viewed items recommendation
most recent common ancestor estimation
given the past 7 days predict the next 3
predicting the next day from the last 12 months of sales
the last layer of a transformer
the past tense in language models
the first half of the network
year-over-year growth
one-year survival prediction
a year in the life of an agent
gpt-4o-2024-05-13 outputs
llama 3.1 versus 2.5
1991.2 as a number
the GPT-4 March 2023 checkpoint
March 2020 lockdown corpus
US election 2020 tweets
Vaswani et al., 2017
AlphaFold (2021)
sat solvers and sun position
dec-pomdp agents
august robots
summer school
century-old photographs
day-night image translation
next-week traffic prediction
April fools jokes detection
forecasting the next 7 days of demand
6-month follow-up prediction
predict mortality within 30 days
one week of training on 8 GPUs
training in one day on one GPU
a model trained in 2 days
NeurIPS 2024 papers on charts
papers at CVPR 2025
the 2024 US election
2020 census
1984 novel analysis
late fusion of modalities
early exit networks
second quarter earnings
first half marathon times
weekend effect
24小时动态心电图分析
月活跃用户预测
两周训练计划的微调方法
人脸年龄估计
一年级数学题
三天天气预报
30天内再入院预测
最近邻搜索
最近点迭代配准
近红外成像
近义词发现
日志分析
月球表面重建
二十四节气
今日头条数据集
成本周期优化
以上周期信号
当今年轻人的用语
如今天气模型
2017年的Transformer与Mamba对比
比较2017年的transformer和状态空间模型
GPT-4 2023年3月版的表现
今年ICLR风格的海报
周日驾驶数据集
黑色星期五销量预测
六月飞雪
五月花号
三月球赛
日常生活活动识别
训练后量化
周期性时间序列
未来三天天气预测
七天无理由退货
三日游推荐
十月革命史料
早期癌症筛查
近距离成像
过去完成时
最近公共祖先
2020年人口普查数据分析
1998年世界杯视频
年度报告摘要生成
"""

LATEST = """
latest on speculative decoding | speculative decoding
the latest on speculative decoding | speculative decoding
lastest papers on speculative decoding | speculative decoding
newest speculative decoding papers | speculative decoding
recent speculative decoding papers | speculative decoding
most recent work on speculative decoding | speculative decoding
recently published papers on speculative decoding | speculative decoding
latest 5 papers on speculative decoding | speculative decoding
speculative decoding papers, newest first | speculative decoding
speculative decoding sorted by date | speculative decoding
speculative decoding in recent years | speculative decoding
what has been done on speculative decoding recently? | speculative decoding
最新的推测解码论文 | 推测解码
最近发表的推测解码论文 | 推测解码
近期推测解码的工作 | 推测解码
最近的推测解码论文 | 推测解码
最新5篇推测解码论文 | 推测解码
近年来推测解码的进展 | 推测解码
"""

_DATE_WORDS = """
today yesterday week month year last past days since until before after between may june july
september october march 2023 2024 2025 q1 q3 h1 monday friday wednesday latest newest recent
recently 今天 今日 昨天 上周 本周 最近 过去 今年 去年 2024年 6月 六月 五月 以来 之前 之后
"""
DATE_WORDS = set(_DATE_WORDS.split())


def _rows(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("days", "question", "topic"), _rows(ENGLISH_PERIODS + CHINESE_PERIODS[1:])
)
def test_period_is_read_and_its_words_are_cut_out(days, question, topic):
    since, until = (None if d == "-" else dt.date.fromisoformat(d) for d in days.split())
    dated = read_dates(question, WEDNESDAY)
    assert (dated.since, dated.until) == (since, until)
    assert topic in dated.text
    assert not DATE_WORDS & set(dated.text.lower().replace(",", " ").split())


@pytest.mark.parametrize("question", TRAPS.strip().splitlines())
def test_numbers_and_time_words_of_a_topic_are_no_date(question):
    dated = read_dates(question, WEDNESDAY)
    assert (dated.since, dated.until, dated.order) == (None, None, None)
    assert dated.text == question


@pytest.mark.parametrize(("question", "topic"), _rows(LATEST))
def test_words_for_the_newest_set_the_order_and_no_period(question, topic):
    dated = read_dates(question, WEDNESDAY)
    assert (dated.since, dated.until, dated.order) == (None, None, "latest")
    assert topic in dated.text
    assert not DATE_WORDS & set(dated.text.lower().replace(",", " ").split())


def test_order_and_period_are_read_from_one_question():
    dated = read_dates("newest GUI papers this month", WEDNESDAY)
    assert (dated.since, dated.until) == (dt.date(2026, 6, 1), dt.date(2026, 6, 30))
    assert dated.order == "latest"


@pytest.mark.parametrize(
    "question",
    [
        "charts since 2025-02-30",
        "charts on 31 June 2025",
        "charts between 2025-06-01 and 2025-06-31",
        "2025年2月30日的图表论文",
        "charts after February 29, 2025",
    ],
)
def test_day_that_no_calendar_has_is_one_sentence(question):
    with pytest.raises(BadQuestion, match=r"^[^.]+: there is no such day\.$"):
        read_dates(question, WEDNESDAY)


@pytest.mark.parametrize(
    ("asked", "since"),
    [("2028-02-29", "2027-03-01"), ("2026-03-01", "2026-03-01"), ("2026-12-31", "2026-03-01")],
)
def test_month_without_a_year_is_the_latest_that_has_begun(asked, since):
    dated = read_dates("hallucination since March", dt.date.fromisoformat(asked))
    assert dated.since == dt.date.fromisoformat(since)


def test_shared_questions_give_the_period_and_order_they_mean(shared_data):
    wrong = []
    for line in (shared_data / "eval" / "dates.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        dated = read_dates(row["question"], dt.date.fromisoformat(row["now"][:10]))
        found = [d and d.isoformat() for d in (dated.since, dated.until)] + [dated.order]
        survived = all(word in dated.text for word in row["rest"].split())
        if found != [row["since"], row["until"], row["order"]] or not survived:
            wrong.append((row["question"], found, dated.text))
    assert wrong == []


_PIECES = """
since until from to between and in last past week 2025 2025-06-01 June 31 3 days ago Q3 the may
今年 最近 三 天 内 到 2025年 6月 5日 以来 前 的论文 papers 's - ,
"""


@given(
    st.lists(st.sampled_from(_PIECES.split()), max_size=12),
    st.dates(dt.date(1995, 1, 1), dt.date(2150, 1, 1)),
)
def test_any_mixture_of_date_words_is_read_or_refused_in_a_sentence(pieces, today):
    try:
        dated = read_dates(" ".join(pieces), today)
    except BadQuestion as refusal:
        assert str(refusal).endswith("there is no such day.")  # noqa: PT017 - or read
    else:
        assert dated.since is None or dated.until is None or dated.since <= dated.until
