"""Reads about competitions: who is enrolled, who is covered, what waits."""
