"""Settings, read by the entry points only."""
