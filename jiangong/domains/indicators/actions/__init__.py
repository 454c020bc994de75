"""Writes on the catalogue, on facts, and the folding of what changed."""
