"""Answers and papers, shown: as data, as sentences, in the terminal and in Discord's markdown.

data        what `--json` prints: plain values under the contract's keys
sentences   the words both front ends share: dates, authors, filters, abstentions
terminal    the same on a screen, with rich
markup      other people's text in Discord's markdown: shown, never obeyed
stressing   the same with some of its words in bold
lines       one paper, line by line; `bot.views` makes messages of them
facts       everything that is known of one paper besides its texts
"""
