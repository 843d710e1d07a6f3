"""Answers and papers, shown: as data, as sentences, and in the terminal.

data        what `--json` prints: plain values under the contract's keys
sentences   the words both front ends share: dates, authors, filters, abstentions
terminal    the same on a screen, with rich
"""
