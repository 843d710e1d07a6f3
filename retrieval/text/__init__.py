"""Text as it is read and compared: sentences, LaTeX made readable, words for matching."""
