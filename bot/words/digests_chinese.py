"""What a digest says, in Chinese."""

from __future__ import annotations

from bot.words.digests import Digests

DIGESTS = Digests(
    day="{day}新论文",
    days="{first}至{last}新论文",
    skipped_one="（略去此前 1 次公布）",
    skipped="（略去此前 {count} 次公布）",
    none_day="{day}没有新论文。",
    none_days="{first}至{last}没有新论文。",
    one="1 篇论文",
    count="{count} 篇论文",
    more="另有 {count} 篇",
    everything="其他类别",
    late="补发，{day}公布",
    late_once="补发",
    revised="你关注的论文有新版本",
    withdrawn="已被作者撤回",
    close="与你关注的论文非常接近",
)
