"""What people can do on Discord, one module for each thing.

A cog names its commands, their options and descriptions, and hands the work over to the desk:
it decides nothing. What commands have in common is in `options`; buttons under papers are
heard by `bot.views.buttons` and done by `bot.pressing`.
"""
