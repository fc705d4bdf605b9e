"""The published border: the candidate's marts pass whole, or nobody sees them."""
