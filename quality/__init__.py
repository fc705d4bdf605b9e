"""Audits at the borders: no load is read before it was looked at."""
