"""From the candidate warehouse's marts to an immutable snapshot that people read."""
