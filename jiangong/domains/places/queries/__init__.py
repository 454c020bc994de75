"""Reads about places that need thought."""
