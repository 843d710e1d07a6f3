"""What one paper says: its abstract's own sentences sorted, or an explanation that keeps to it."""
