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
    "Excerpts, or a few sentences by a language model that were checked": (
        "只列摘录，或由语言模型写几句经过核对的话"
    ),
    "Excerpts": "摘录",
    "Written": "撰写",
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
    # /translate
    "A paper's title and abstract in another language": "论文标题和摘要的译文",
    # /explain
    "What a paper says: background, method, results": "讲解一篇论文：背景、方法、结果",
    "In which language; yours if you don't say": "用哪种语言（默认你的语言）",
    "English": "英文",
    "Chinese": "中文",
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
    # /follow
    "Get the new papers on a topic, on the day they come out": "关注一个主题，新论文公布当天收到",
    "What they should be about, in your own words": "论文的主题，用你自己的话描述",
    "Words or phrases, with commas between them; one is enough": (
        "词或短语，用逗号分隔；出现其中一个即可"
    ),
    "Follow a paper: new versions, a withdrawal, papers very close to it": (
        "关注一篇论文：新版本、撤回，以及非常接近的论文"
    ),
    "When the digest comes: 09:00 if you don't say": "摘要的发送时间（默认 09:00）",
    "Whose clock that is: a city or a zone such as Europe/Berlin": (
        "所用的时区：城市或时区名，如 Asia/Shanghai"
    ),
    "How many papers are shown at once (10 if you don't say)": "一次最多显示多少篇（默认 10 篇）",
    "How much is said of each paper": "每篇论文显示多少内容",
    "Titles and links": "标题和链接",
    "With the sentences that match": "加上相关的句子",
    "With the Chinese text too": "再加上中文内容",
    # /following, /unfollow, /pause, /resume
    "What this channel follows, or you; edit, pause, remove": (
        "本频道或你关注的内容；可编辑、暂停、移除"
    ),
    "Follow a topic no longer": "取消关注一个主题",
    "One of those that /following lists": "/following 列出的主题之一",
    "Send no digests for some days, or until you resume them": "暂停发送摘要若干天，或直到恢复",
    "For how many days; until somebody resumes if you don't say": "暂停多少天；不填则直到有人恢复",
    "Send digests again after a pause": "恢复发送摘要",
    # /preview, /trends
    "What a topic would have brought in the last announcements": (
        "一个主题在最近几次公布中会带来哪些论文"
    ),
    "One that is followed, or any other in your own words": "已关注的主题，或任意描述",
    "How many announcements (5 if you don't say)": "最近多少次公布（默认 5 次）",
    "From which probability on a paper counts, 0 to 1: higher brings fewer": (
        "相关概率的阈值，0 到 1：越高，论文越少"
    ),
    "A chart of the papers a week on a topic": "一个主题每周论文数的图表",
    "How many weeks (26 if you don't say)": "最近多少周（默认 26 周）",
}
