"""Explanations, in English."""

from __future__ import annotations

from bot.words.explaining import Explaining

EXPLAINING = Explaining(
    background="Background",
    method="Method",
    result="Results",
    overview="Overview",
    experiments="Experiments",
    plain="In plain words",
    sorted="The paper's own sentences, sorted automatically by what they are for.",
    written="Written by {model} from the abstract. The numbers name the passages that carry a "
    "sentence.",
    written_full="Written by {model} from the full text. The numbers name the passages that carry "
    "a sentence.",
    by="Written by {model}; only what the papers carry is kept.",
    unavailable="The language model gave no answer, so these are the paper's own sentences.",
    unsupported="The paper carries nothing of what the language model wrote, so these are its own "
    "sentences.",
    no_full_text="Its full text could not be read, so the abstract had to do.",
    passages="Passages",
    abstract="abstract",
    full_text="full text",
)
