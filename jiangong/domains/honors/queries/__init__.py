"""Reads about selection: lists, findings, evidence, honours through the years."""
