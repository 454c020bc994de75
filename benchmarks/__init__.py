"""Repeatable measurements against peers and physical limits; see README.md."""
