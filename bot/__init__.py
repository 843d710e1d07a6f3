"""The two front ends, terminal and Discord, and the one place that builds everything.

The way of a question on Discord: a cog hears it, `replying` acknowledges it and asks `rules`,
`engine` puts it on a thread, `desk` answers it from the core, `views` make a message of the
answer with `render` and `words`, and `replying` sends it.

    wiring       builds the parts, each at its first use
    errors       what people are told when something goes wrong; both front ends read it
    intake       sources into the catalogue
    cli          the command line
    render       answers and papers as data, sentences, terminal and Discord's markdown
    words        all that the bot says on Discord, in each language

    desk         what members can ask for, without Discord; synchronous
    engine       the threads on which that runs
    client       the bot: its cogs, its buttons, its end
    cogs         what people can do, one module for each thing; `pressing` for buttons
    replying     from a request to the reply, with every way in which that can fail
    rules        what a server's settings and the cooldowns allow
    views        what messages look like: layouts, built from values

    serving      the process: log in, index, deliver, answer, end cleanly
    login, shards, weather, syncing   a steady connection to Discord
    delivery     posts that nobody asked for at that moment
    health, metrics, logs             what the person who runs it sees
    invitation, translation           the links, and the commands in other languages
"""
