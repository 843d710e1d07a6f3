"""One module for each family of source; each turns bytes into `retrieval.papers.Record`s."""
