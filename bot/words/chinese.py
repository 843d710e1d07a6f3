"""Chinese, in simplified characters.

Punctuation is full-width, sentences follow each other without a space, and a space stands
between Chinese and Latin words or numbers, except within dates.
"""

from __future__ import annotations

from bot.words.vocabulary import Dates, Lists, Panel, Refusals, Searching, Words

CHINESE = Words(
    language="zh",
    name="中文",
    lists=Lists(
        comma="、",
        conjunction=" 和 ",
        disjunction=" 或 ",
        shortened="{names} 及另外 {more} 人",
    ),
    dates=Dates(
        day="{year}年{month}月{day}日",
        month="{year}年{name}",
        months=tuple(f"{number}月" for number in range(1, 13)),
        announced="{day}公布",
        submitted="{day}提交",
        updated="{day}更新",
        undated="日期不详",
    ),
    searching=Searching(
        on="{day}公布",
        between="{since}至{until}公布",
        since="{since}起公布",
        until="{until}及之前公布",
        categories="类别为 {categories}",
        authors="作者为 {authors}",
        newest="最新的在前",
        comma="，",
        joint="，",
        nothing_indexed="还没有收录任何论文：请用 `paperwire ingest SOURCE` 导入。",
        smalltalk="请提出一个主题、方法或一篇论文，我会列出相关的论文。",
        none_in_range="没有找到符合条件的论文（{narrowed}）。",
        none_anywhere="没有找到论文。",
        irrelevant_in_range="符合条件的论文（{narrowed}）都没有回答这个问题。",
        irrelevant="这里的论文都没有回答这个问题。",
    ),
    refusals=Refusals(
        failed="暂时无法回答，机器人的管理者可以在日志中看到原因。",
        wait="短时间内的提问太多了，请在 {seconds} 秒后再试。",
        not_here="提问请到 {channels}，这里不回答。",
        only_managers="只有拥有“管理服务器”权限的成员才能更改设置。",
        only_in_servers="这是服务器的设置，请在服务器中使用此命令。",
    ),
    panel=Panel(
        title="本服务器的 Paperwire 设置",
        saved="已保存。",
        channels="频道",
        channels_hint="在哪些频道回答问题，子区随所属频道。",
        everywhere="所有频道",
        private="回答",
        private_hint="命令的回答是所有人可见，还是仅提问者可见。",
        private_on="现在所有人可见：改为仅提问者可见",
        private_off="现在仅提问者可见：改为所有人可见",
        categories="类别",
        categories_hint="问题没有指明类别时，在这些类别中搜索。",
        all_categories="全部",
        edit_categories="更改类别",
        categories_field="arXiv 类别代码，例如 cs.CL, cs.SD",
        bad_categories="{typed} 不是 arXiv 的类别，设置没有更改。"
        "代码见 https://arxiv.org/category_taxonomy 。",
        too_many_categories="最多可以选择 {most} 个类别，设置没有更改。",
        language="语言",
        language_hint="机器人自身文字的语言。",
        automatic="跟随每位读者的 Discord 语言",
    ),
    previous="上一页",
    next="下一页",
    similar="相似论文",
    bibtex="BibTeX",
    save="收藏",
    more="更多摘录",
    helpful="有帮助",
    unhelpful="没有帮助",
)
