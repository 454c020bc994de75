"""Reads about activities that need thought."""
