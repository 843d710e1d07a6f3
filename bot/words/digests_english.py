"""What a digest says, in English."""

from __future__ import annotations

from bot.words.digests import Digests

DIGESTS = Digests(
    day="New papers, {day}",
    days="New papers, {first} to {last}",
    skipped_one=" (1 earlier announcement left out)",
    skipped=" ({count} earlier announcements left out)",
    none_day="No new papers on {day}.",
    none_days="No new papers from {first} to {last}.",
    one="1 paper",
    count="{count} papers",
    more="and {count} more",
    everything="Other subjects",
    late="late, announced {day}",
    late_once="late",
    revised="new version of a paper you follow",
    withdrawn="withdrawn by its authors",
    close="very close to a paper you follow",
)
