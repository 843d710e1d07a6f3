"""English, of following."""

from __future__ import annotations

from bot.words.following import Following

FOLLOWING = Following(
    channel_follows="This channel now follows {topic}.",
    member_follows="You now follow {topic}. Digests come to you as direct messages.",
    foreign_follows="You now follow {topic}. I am no member of this server, so digests come to "
    "you as direct messages.",
    comes="A digest comes at {time}, {zone}, on days that bring something.",
    zone_before="The time zone is the one that was chosen here before.",
    zone_none="Nobody chose a time zone yet, so it is UTC; **Edit** in `/following` changes it.",
    first="The first one comes {moment}.",
    only_managers="What a channel follows is chosen by members who may manage the server. In a "
    "direct message to me you can follow for yourself.",
    may_not_post="I may not write in this channel, so it cannot get digests yet. Whoever manages "
    "the server can allow me to view it, to send messages and to embed links; then try again.",
    of_channel="What this channel follows",
    of_member="What you follow",
    nothing="Nothing yet. `/follow` begins it.",
    others="In this server also: {channels}",
    topics="{count} topics, page {page} of {pages}",
    keywords="keywords: {keywords}",
    paper="the paper {paper}: new versions, a withdrawal, papers very close to it",
    threshold="threshold {threshold}",
    most="{count} papers are shown at once",
    paused="Paused until somebody resumes it.",
    paused_until="Paused until {moment}.",
    paused_because="Paused: {reason}",
    resumed="Digests are sent again.",
    removed="No longer followed: {topic}",
    changed="Changed: {topic}",
    unchanged="{reason}\nNothing was changed. You wrote:\n> {typed}",
    no_topic="Nothing that is followed here is called {topic}; `/following` lists it.",
    gone="That is no longer followed; `/following` shows what is.",
    edit="Edit",
    remove="Remove",
    pause="Pause",
    resume="Resume",
    form="Edit",
    form_text="Topic, in your own words",
    form_keywords="Keywords, with commas between them",
    form_threshold="Threshold, 0 to 1: higher brings fewer",
    form_time="Time of the digest (for all topics here)",
    form_zone="Time zone (for all topics here)",
    preview="What {topic} brings",
    found="{days}: {count} of {total} papers reach the threshold of {threshold}.",
    none_known="No paper that was announced on {days} is stored here yet.",
    days="{first} to {last}",
    below="Just below the threshold",
    choose="Use another threshold",
    option="{threshold}: {count} papers",
    trend="Papers a week on {topic}",
    counted="Of {papers} papers stored here, those whose probability of treating it is "
    "{threshold} or more, by the week in which they were announced.",
    counted_exact="Of {papers} papers stored here, those that match, by the week in which they "
    "were announced.",
    most_only="Only the {count} that fit best were looked at: there may be more.",
    alternative="Bar chart of papers a week on {topic}, {first} to {last}: {total} in all, most "
    "in the week of {week} with {most}.",
    week="week of",
    papers="papers",
)
