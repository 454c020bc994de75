"""Schema of people."""
