"""Commands of the summary."""
