"""What Discord's list of commands says in Chinese, by the English that the commands have.

At most 100 characters each: https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

COMMANDS: dict[str, str] = {
    # /ask
    "Find papers that answer a question, with excerpts": "查找能回答问题的论文，并附上摘录",
    "In English or Chinese; dates, categories and authors in it are understood": (
        "中文或英文；其中的日期、类别和作者会被理解"
    ),
    "First day: 2026-06-01, 2026-06, 3d, yesterday": (
        "起始日期：2026-06-01、2026-06、3d（三天以来）、昨天"
    ),
    "Last day, inclusive": "截止日期（含当天）",
    "A category of arXiv such as cs.CL; several with commas between them": (
        "arXiv 类别，如 cs.CL；多个类别用逗号分隔"
    ),
    "An author's name; several with semicolons between them": "作者姓名；多位作者用分号分隔",
    "How many papers at most (15 if you don't say), five a page": (
        "最多显示多少篇论文（默认 15 篇），每页五篇"
    ),
    "An arXiv id or link, or the title": "arXiv 编号、链接或标题",
    "Only you see the answer": "只有你能看到回答",
    # /similar, /paper, /bibtex
    "Papers like the one you name": "与你指定的论文相似的论文",
    "Everything that is known of a paper": "一篇论文的全部已知信息",
    "The BibTeX entry of a paper, or of your whole list": (
        "一篇论文的 BibTeX 条目，或你全部收藏的条目"
    ),
    "An arXiv id or link, or the title; nothing: your saved papers": (
        "arXiv 编号、链接或标题；留空则为你的收藏"
    ),
    # /recent, /trending
    "The newest papers, on a topic or in a category if you like": (
        "最新的论文，可以限定主题或类别"
    ),
    "What they should be about": "论文的主题",
    "Of how many days (7 if you don't say)": "最近多少天（默认 7 天）",
    "Papers that many point at: upvotes, digests, code": "受关注的论文：点赞、摘要推送、代码",
    # /saved, /forget
    "The papers you saved, or those of them on a topic": "你收藏的论文，可以限定主题",
    "Delete everything that is kept of you here": "删除这里保存的关于你的一切",
    # /help, /status
    "What you can ask, and how": "可以问什么、怎么问",
    "How many papers are here, and how new they are": "这里有多少论文、更新到什么时候",
    # /settings
    "Where and how questions are answered in this server": "设置本服务器在哪里、如何回答问题",
}
