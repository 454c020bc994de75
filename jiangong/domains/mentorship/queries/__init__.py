"""Reads about agreements that need thought."""
