"""Written answers, in English."""

from __future__ import annotations

from bot.words.writing import Writing

WRITING = Writing(
    underway="An answer is being written…",
    written="Written by {model}; each sentence was checked against the abstracts of the papers "
    "whose numbers stand behind it.",
    broken_off="Written by {model}, which broke off; each sentence was checked against the "
    "abstracts of the papers whose numbers stand behind it.",
    no_model="No language model is set up here, so these are excerpts.",
    unavailable="The language model gave no answer, so these are excerpts.",
    out_of_budget="The language model's limit for today is reached, so these are excerpts.",
    unsupported="The papers carry nothing of what the language model wrote, so these are excerpts.",
    nothing="The language model found no answer in these papers, so these are excerpts.",
    style="Style of answers",
    excerpts="Papers with excerpts; `/ask` has a `style` of its own.",
    sentences="A few sentences by a language model, checked against the papers, then the papers.",
    make_excerpts="Excerpts only",
    make_written="Write answers",
)
