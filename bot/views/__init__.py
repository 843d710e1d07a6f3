"""What messages look like on Discord: layouts of components, built from values. No behaviour.

answer    a page of papers; the sentences that stand alone
paper     one paper: everything known of it, or what it says at length
panel     the settings of a server
buttons   what a pressed button says, also to a process that was started later
rows      the buttons under papers
replies   from something to show to one message
"""

from bot.views.answer import PAGE

__all__ = ["PAGE"]
