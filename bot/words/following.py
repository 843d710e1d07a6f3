"""What the bot can say of following: the part of `Words` for topics, digests and previews."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Following:
    """Texts in braces are filled in; {topic} and {name} are other people's, already escaped."""

    # a topic was added
    channel_follows: str  # {topic}
    member_follows: str  # {topic}
    foreign_follows: str  # {topic}; in a server that the bot is no member of
    comes: str  # {time} and {zone}
    zone_before: str
    zone_none: str  # nobody chose one
    first: str  # {moment}
    only_managers: str
    may_not_post: str

    # the list
    of_channel: str
    of_member: str
    nothing: str
    others: str  # {channels} of the same server
    topics: str  # {count}, {page} of {pages}
    keywords: str  # {keywords}
    paper: str  # {paper}
    threshold: str  # {threshold}
    most: str  # {count}
    paused: str
    paused_until: str  # {moment}
    paused_because: str  # {reason}
    resumed: str
    removed: str  # {topic}
    changed: str  # {topic}
    unchanged: str  # {reason}, and what was {typed}
    no_topic: str  # {topic}
    gone: str  # the topic of an old button
    edit: str
    remove: str
    pause: str
    resume: str

    # the form; labels of at most 45 characters
    form: str
    form_text: str
    form_keywords: str
    form_threshold: str
    form_time: str
    form_zone: str

    # the preview
    preview: str  # {topic}
    found: str  # {days}, {count}, {total}, {threshold}
    none_known: str  # {days}
    days: str  # {first} and {last}
    below: str
    choose: str
    option: str  # {threshold} and {count}

    # the chart
    trend: str  # {topic}
    counted: str  # {threshold}, {papers} looked through
    counted_exact: str  # {papers} looked through
    most_only: str  # {count}, as many as were looked at closely
    alternative: (
        str  # for who cannot see the chart: {topic}, {first}, {last}, {most}, {week}, {total}
    )
    week: str
    papers: str
