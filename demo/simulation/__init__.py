"""Simulated worlds of known truth, put through the project's own SQL."""
