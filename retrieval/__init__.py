"""Papers at rest and questions about them: catalogue, indexes, search, answer.

Imports nothing of `bot`, `ingest` or `config`, and no Discord.
"""
