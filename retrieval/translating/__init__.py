"""Titles and abstracts in the reader's language, made by a language model where one is given.

A translation is never mistaken for a source's text: it is kept apart, with its model and day
(`retrieval.papers.MachineTranslation`), in no index, and shown beside the original.

translator   asks the model, and gives what passes
prompting    what it is asked
masking      placeholders for what must not change
kept, names  which parts those are
checking     whether an answer is a translation of this text and nothing else
"""
