"""Chinese, of delivery. Punctuation as in `bot.words.chinese`."""

from __future__ import annotations

from bot.words.delivery import Delivering

DELIVERY = Delivering(
    quiet="今天没有公布新论文：{reason}。",
    weekend="周末",
    holidays=(
        "元旦",
        "马丁·路德·金纪念日",
        "六月节",
        "美国独立日",
        "美国劳动节",
        "感恩节",
        "圣诞节",
        "arXiv 放假",
    ),
    gone="频道已不存在",
    closed="Discord 不允许我向该用户发送私信，可在共同所在服务器的隐私设置中允许",
    forbidden="我已没有权限在那里发言，需要查看频道、发送消息和嵌入链接的权限",
    refused="Discord 拒绝了摘要（代码 {code}）",
    mail_refused="邮件服务器拒绝了该地址：{answer}",
    told="<#{channel}> 的摘要已暂停：{reason}。在该频道中使用 `/resume` 可以恢复。",
    confirm_subject="请确认订阅新论文摘要",
    confirm_asked="有人（可能是你）请求把新论文摘要发送到这个地址，主题为：{topics}",
    confirm_link="如果是你本人，请在这里确认：",
    confirm_command="如果是你本人，请让 Paperwire 的管理者用此命令确认：{command}",
    confirm_ignore="如果不是你，请忽略本邮件：不会再发送其他内容。",
    ends_link="退订：",
    confirm_page="要把新论文摘要发送到你的地址吗？",
    confirm_button="是的，请发送",
    confirmed="已确认，下一份摘要会发送给你。",
    end_page="不再向你的地址发送摘要吗？",
    end_button="不再发送",
    ended="已退订，不再向你的地址发送摘要。",
    unknown_link="这里没有这个链接，或已失效。",
)
