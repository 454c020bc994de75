"""Commands of scores."""
