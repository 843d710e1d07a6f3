"""Papers at rest and questions about them. Each folder may use those above it, never one below.

text         sentences, LaTeX made readable, words
catalogue    the truth, in SQL
encoding     texts to vectors
indexes      what the catalogue holds, by meaning and by words
question     what a question asks for, read from its own words
answering    a Query to an Answer
llm          the language model, where one is given
written      what it answers, as far as the papers carry it; translating
members      what is kept of people and servers
explaining   what one paper says
following    what people follow, and what is due to them
measuring    how good a ranking is; tuning: how the encoder is taught

Beside them: the values that all pass around (papers, queries, filters, qualities, identity,
categories, among), and small answers that need one module (lookup, suggesting, trending, trends,
bibtex).
Imports nothing of `bot`, `ingest` or `config`, and no Discord.
"""
