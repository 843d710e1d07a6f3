"""Digests as people know them. Plain values in, text out: no Discord, no network, no clock.

digest      the value that all of them are made of
"""
