"""The connectors: one package a kind of source."""
