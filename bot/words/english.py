"""English."""

from __future__ import annotations

from bot.words.vocabulary import Words

ENGLISH = Words(
    language="en",
    previous="Previous",
    next="Next",
    similar="Similar",
    bibtex="BibTeX",
    save="Save",
    more="Explain more",
    helpful="Helpful",
    unhelpful="Not helpful",
)
