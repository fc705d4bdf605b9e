"""How well the pipeline finds the truth behind the demo: `make accuracy`.

Nothing here is read by the pipeline; it runs the project's own commands and holds
what they publish against the demo's answer key.
"""
