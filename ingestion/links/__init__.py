"""Probable links between accounts: names in memory only, pairs of hashes out."""
