"""Written answers, in Chinese."""

from __future__ import annotations

from bot.words.writing import Writing

WRITING = Writing(
    underway="正在撰写回答……",
    written="由 {model} 撰写；每句话都与句末编号所指论文的摘要核对过。",
    broken_off="由 {model} 撰写，但中途断开；每句话都与句末编号所指论文的摘要核对过。",
    no_model="这里没有设置语言模型，以下是摘录。",
    unavailable="语言模型没有给出回答，以下是摘录。",
    out_of_budget="语言模型今天的用量已到上限，以下是摘录。",
    unsupported="语言模型写的内容在论文中找不到依据，以下是摘录。",
    nothing="语言模型没有在这些论文中找到答案，以下是摘录。",
    style="回答方式",
    excerpts="列出论文和摘录；`/ask` 也可以单独指定 `style`。",
    sentences="先由语言模型写几句话，与论文核对过，再列出论文。",
    make_excerpts="只用摘录",
    make_written="撰写回答",
)
