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
    "First day: 2026-06-01, 2026-06, 3d, last week": (
        "起始日期：2026-06-01、2026-06、3d、last week（上周）"
    ),
    "Last day, inclusive": "截止日期（含当天）",
    "A category of arXiv such as cs.CL; several with commas between them": (
        "arXiv 类别，如 cs.CL；多个类别用逗号分隔"
    ),
    "An author's name; several with semicolons between them": "作者姓名；多位作者用分号分隔",
    "How many papers at most (5 if you don't say)": "最多显示多少篇论文（默认 5 篇）",
    # /settings
    "Where and how questions are answered in this server": "设置本服务器在哪里、如何回答问题",
}
