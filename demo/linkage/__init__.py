"""Links held against labelled files, beside Splink's own published settings."""
