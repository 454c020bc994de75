"""A person once, whatever roles they play; committees and leading groups."""
