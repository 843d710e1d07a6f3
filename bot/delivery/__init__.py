"""From what is due to a follower to what it reads: planned, written down, sent, confirmed.

sending     what a sender is given, and the two ways in which it fails
composing   a planned delivery as a digest that can be shown
duty        who is due, and the plan for it
deliverer   the loop over all of that
posting     to Discord
mailing     to a mail server
mails       the mails themselves
"""
