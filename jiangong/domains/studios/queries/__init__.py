"""Reads about studios."""
