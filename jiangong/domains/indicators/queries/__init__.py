"""Reads about indicators: the catalogue, and the engine of figures."""
