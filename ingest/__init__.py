"""Papers on their way in: sources turn bytes into records, the pipeline stores them."""
