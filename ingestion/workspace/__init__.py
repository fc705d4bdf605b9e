"""The workspace: one company's decisions, read whole, checked, and landed."""
