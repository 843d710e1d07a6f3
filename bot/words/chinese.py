"""Chinese, in simplified characters.

Punctuation is full-width, sentences follow each other without a space, and a space stands
between Chinese and Latin words or numbers, except within dates.
"""

from __future__ import annotations

from bot.words.delivery_chinese import DELIVERY
from bot.words.digests_chinese import DIGESTS
from bot.words.explaining_chinese import EXPLAINING
from bot.words.following_chinese import FOLLOWING
from bot.words.translating_chinese import TRANSLATING
from bot.words.vocabulary import Dates, Lists, Panel, Papers, Refusals, Said, Searching, Words
from bot.words.writing_chinese import WRITING

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
    ),
    searching=Searching(
        on="{day}公布",
        between="{since}至{until}公布",
        since="{since}起公布",
        until="{until}及之前公布",
        noticed="{since}起获赞或被提及",
        categories="类别为 {categories}",
        authors="作者为 {authors}",
        code="附有代码",
        survey="属于综述",
        no_survey="不是综述",
        without="不含“{part}”",
        excluded="与{topics}无关",
        venues="被 {venues} 录用",
        affiliations="来自{affiliations}",
        newest="最新的在前",
        surveys_first="综述在前",
        ignored="未按以下条件筛选，因为这里没有相应的记录：{parts}。",
        untold="这里没有相应的记录：{parts}。",
        comma="，",
        joint="，",
        sentence_joint="",
        corrected="已按以下拼写检索：{pairs}。",
        meant="“{typed}”→“{meant}”",
        in_english="已用英文检索：“{text}”。",
        colon="：",
        nothing_indexed="这里还没有收录任何论文，需要由机器人的管理者导入。",
        nothing_ingested="还没有收录任何论文：用 `paperwire ingest 来源` 导入。",
        ask_about="请提出一个主题、方法或一篇论文，就会列出相关的论文。",
        smalltalk="请提出一个主题、方法或一篇论文，我会列出相关的论文。其他用法见 `/help`。",
        none_in_range="没有找到符合条件的论文（{narrowed}）。",
        none_anywhere="没有找到论文。",
        irrelevant_in_range="符合条件的论文（{narrowed}）都没有回答这个问题。",
        irrelevant="这里的论文都没有回答这个问题。",
        nearest="与它最接近但没有回答它的：",
        elsewhere="条件之外的论文：",
    ),
    refusals=Refusals(
        failed="暂时无法回答，机器人的管理者可以在日志中看到原因。",
        away="现在连不上论文库，内容不会丢失，请过一分钟再试。",
        wait="短时间内的提问太多了，请在 {seconds} 秒后再试。",
        not_here="提问请到 {channels}，这里不回答。",
        unknown_paper="这里没有收录“{named}”：可以改为询问它的主题，或请机器人的管理者导入。",
        only_managers="只有拥有“管理服务器”权限的成员才能更改设置。",
        only_in_servers="这是服务器的设置，请在服务器中使用此命令。",
    ),
    panel=Panel(
        title="本服务器的 Paperwire 设置",
        saved="已保存。",
        channels="频道",
        channels_hint="在哪些频道回答问题；子区随其所属频道。",
        everywhere="所有频道",
        answers="回答",
        public="所有人都能看到命令的回答。",
        private="只有提问者能看到命令的回答。",
        make_private="改为仅提问者可见",
        make_public="改为所有人可见",
        categories="类别",
        categories_hint="问题没有指明类别时，只在这些类别中搜索。",
        all_categories="全部类别",
        edit_categories="更改",
        categories_field="arXiv 类别代码，如 cs.CL, cs.SD；留空为全部",
        bad_categories="没有名为 {bad} 的 arXiv 类别，设置没有更改。你输入的是：{typed}。"
        "类别代码见 https://arxiv.org/category_taxonomy",
        language="语言",
        language_hint="机器人说话的语言；标题和摘录保持原文。",
        automatic="跟随每位读者的 Discord 语言",
    ),
    said=Said(
        no_text="这条消息没有可以用来查找论文的文字。",
        nothing_saved="你的收藏还是空的：点论文下面的“收藏”即可保存。",
        saved="已收藏：{title}",
        saved_several="已收藏 {count} 篇论文，用 /saved 查看。",
        saved_before="这篇已经在你的收藏中，用 /saved 查看。",
        unsaved="已取消收藏：{title}",
        not_kept="这条回答已不再保存，请重新提问。",
        thanks="已记录，谢谢。",
        no_more="能回答的论文就是这些了。",
        no_such_number="没有这个编号：列表中共有 {count} 篇。",
        may_not_write="我没有权限在你提问的频道发言。服务器管理者可以允许我在那里查看频道、"
        "发送消息和嵌入链接。",
        forgotten="已删除：{turns} 个提问、{saved} 篇收藏、{ratings} 个评价。"
        "已经发出的回答仍在原处，但不再与你关联。",
        status="共有 {papers} 篇论文，其中 {indexed} 篇可以搜索，{due} 篇等待处理。"
        "最新：{newest}。",
        references="{count} 条参考文献。",
    ),
    papers=Papers(
        like="与《{title}》相似的论文",
        newest="最新论文",
        trending="热门论文",
        kept="收藏的论文",
        page="第 {page} 页，共 {pages} 页",
        revised="{day}修订",
        revised_once="已修订",
        version="（v{number}）",
        withdrawn="已撤回",
        only_title="这里只收录了它的标题。",
        abstract="摘要",
        code="代码",
        project="项目主页",
        fact="{name}：{value}",
        authors="作者",
        affiliations="机构",
        dates="日期",
        categories="类别",
        comment="备注",
        journal="期刊",
        licence="许可",
        versions="收录的版本",
        sections="导读",
        seen="来源",
        digest="论文速递",
        upvotes="{count} 个赞",
        sources="另有 {count} 处",
    ),
    following=FOLLOWING,
    digests=DIGESTS,
    delivery=DELIVERY,
    explaining=EXPLAINING,
    translating=TRANSLATING,
    writing=WRITING,
    help="""\
**查找论文**：使用 `/ask`、提及我，或发私信，中文和英文都可以。问题中的日期、类别、作者和 arXiv \
链接也会被理解：*三月以来 cs.SD 中用于音频的扩散模型*。没有能回答的论文时，我会直说。
**继续追问**：回复一条回答，或直接在子区、私信中写：*更多* · *那视频呢* · *只要这个月的* · \
*第二篇* · *类似第一篇的* · *第三篇的 bibtex*
**在消息上**：点右键或长按，选择“应用”，再选 *Find related papers*
**命令**
- `/similar` 与某篇相似的论文
- `/explain` 讲解一篇论文 · `/translate` 翻译标题和摘要 · `/paper` 它的全部信息 · `/bibtex` 引用格式
- `/recent` 最新论文 · `/trending` 热门论文
- `/saved` 你的收藏
- `/follow` 关注主题，新论文公布时送达 · `/following` · `/preview` · `/trends`
- `/status` 我有哪些论文 · `/forget` 删除我保存的关于你的内容
- `/settings` 供服务器管理者使用""",
    previous="上一页",
    next="下一页",
    similar="相似论文",
    bibtex="BibTeX",
    save="收藏",
    unsave="取消收藏",
    more="更多摘录",
)
