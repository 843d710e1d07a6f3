"""The two front ends, terminal and Discord, and the one place that builds everything."""
