"""From what is announced to what its followers read: fetched, planned, sent, confirmed.

fetching    announcements, as they come
duty        who is due, and the plan for it
deliverer   the loop over all that follows; reports: what came of it; alone: in one process
composing   a planned delivery as a digest that can be shown; translating: made for it before
sending     what a sender is given, and the two ways in which it fails
posting     to Discord
mailing     to a mail server; mails: the mails themselves; consent: asking the reader first
printing    on a screen
pages       for readers of mails and feeds
assembling  the deliverer of a process; now: one round of it, from cron
"""
