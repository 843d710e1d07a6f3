"""The core's sentences about what cannot be followed, and the same in Chinese."""

from __future__ import annotations

_IT = r"(?P<it>.*)"
_KINDS = (("a topic", "主题"), ("a keyword", "关键词"), ("a name", "姓名"), (r"\S+", "文字"))

SENTENCES = (
    (
        "Say what to follow: a topic, keywords, a category, an author or a paper",
        "请说明关注什么：主题、关键词、类别、作者或论文。",
    ),
    *(
        (
            rf"{english} has at most (?P<most>\S+) characters, this one has (?P<it>\S+)",
            f"{said}最多 {{most}} 个字符，这里有 {{it}} 个。",
        )
        for english, said in _KINDS
    ),
    *(
        (rf"{_IT}: {english} needs two letters or more", f"{{it}}：{said}至少要有两个字符。")
        for english, said in _KINDS
    ),
    (
        r"One topic holds at most (?P<most>\S+) of a kind, not (?P<it>\S+)",
        "一个主题每种条件最多 {most} 个，不能是 {it} 个。",
    ),
    (
        r"At most (?P<most>\S+) topics can be followed in one place; unfollow one first",
        "一处最多关注 {most} 个主题，请先取消一个。",
    ),
    (rf"{_IT}: that is followed here already", "{it}：这里已经关注了。"),
    (
        "Nobody follows anything here yet, so there is nothing to add to",
        "这里还没有关注任何内容，无法添加。",
    ),
    (
        r"a threshold lies between 0 and 1, (?P<it>\S+) does not",
        "阈值在 0 和 1 之间，不能是 {it}。",
    ),
    (rf"{_IT}: a threshold is a number such as 0\.6", "{it}：阈值是一个数，例如 0.6。"),
    (
        rf"{_IT}: arXiv has no such category; the nearest are (?P<near>.*)",
        "{it}：arXiv 没有这个类别，最接近的是 {near}。",
    ),
    (
        rf"{_IT}: arXiv has no such category, see .*",
        "{it}：arXiv 没有这个类别，类别代码见 https://arxiv.org/category_taxonomy 。",
    ),
    (rf"{_IT}: arXiv has no such category\S+", "{it}：arXiv 没有这个类别。"),
    (rf"{_IT}: a time is needed, such as .*", "{it}：不是时间，可以写 8:30 或 晚上8点半。"),
    (rf"{_IT}: no clock shows that; times go .*", "{it}：没有这样的时间，范围是 0:00 到 23:59。"),
    (r"A time zone is needed, such as .*", "请给出时区，例如 Asia/Shanghai 或 UTC+8。"),
    (
        rf"{_IT}: there is no such time zone; the nearest are (?P<near>.*)",
        "{it}：没有这个时区，最接近的是 {near}。",
    ),
    (
        rf"{_IT}: there is no such time zone; write one as .*",
        "{it}：没有这个时区，可以写 Asia/Shanghai 或 UTC+8。",
    ),
    (
        rf"{_IT}: several time zones are called so: (?P<near>.*)",
        "{it}：有多个时区使用这个名称：{near}。",
    ),
    (
        rf"{_IT}: a city is needed instead, such as (?P<city>\S+) for \S+",
        "{it}：请改用城市表示，例如 {city}。",
    ),
    (rf"{_IT}: time zones go from .*", "{it}：时区的范围是 UTC-12 到 UTC+14。"),
    (
        r"the number of weeks must be between 1 and (?P<most>\S+), not (?P<it>\S+)",
        "周数必须在 1 到 {most} 之间，不能是 {it}。",
    ),
    (
        r"no topic has the id (?P<it>.*); `paperwire following` lists them",
        "没有编号为 {it} 的主题，用 `paperwire following` 查看。",
    ),
    (
        r"nobody who follows is called (?P<it>.*); `paperwire following` lists them",
        "没有名为 {it} 的关注者，用 `paperwire following` 查看。",
    ),
    (
        r"no address waits for this token: .*",
        "没有邮箱在等待这个确认码：它有误、已超过一周，或已被更新的邮件取代。",
    ),
    ("a name is needed, with letters that can be printed", "请给出可以显示的名称。"),
    (
        r"An e-mail address is one line without control characters; nothing was stored",
        "邮箱地址应为一行，不含控制字符；没有保存任何内容。",
    ),
    (rf"{_IT}: an e-mail address has a host, as \S+", "{it}：邮箱地址缺少域名。"),
    (rf"{_IT}: (?P<host>.*) is no host that mail is sent to", "{it}：{host} 不能接收邮件。"),
    (rf"{_IT}: that is no e-mail address, as \S+ is", "{it}：不是邮箱地址。"),
)
