"""Teaching the encoder the field from the catalogue's own papers, without a single question."""
