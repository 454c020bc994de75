"""Reads about organizations."""
