"""Digests as people know them. Plain values in, text out: no Discord, no network, no clock.

digest      the value that all of them are made of
markdown    the plain and the bilingual digest, which `ingest` reads back
table       the keyword table, which it reads back too
escaping    other people's text in those
card        one paper as people read it, for the following two
mail        the bodies of an e-mail: HTML and plain text
atom        a feed
"""
