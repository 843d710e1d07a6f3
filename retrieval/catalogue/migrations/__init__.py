"""The steps from each version of the tables to the next; run when a store is opened."""
